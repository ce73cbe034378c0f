"""Rows of the hostile office about its building and its promises to citizens: rooms with the way to them, faults of
amenities, the charter, and what citizens say was not so. None of it hostile yet (``hostile_texts.spoil``)."""

from sqlalchemy.orm import Session

from deskq.amenities.models import Amenity, AmenityFault, AmenityReport
from deskq.building.models import Room
from deskq.charter.models import CharterObjection, CharterPromise, CharterSetting
from deskq.charter.rules.measures import APPLICATION, MEASURES, MESSAGE, TICKET
from deskq.core.clock import now

DAY = 14050917


def write_places(session: Session, office: int, tickets: dict[str, int]) -> None:
    for room in session.query(Room).filter_by(office_id=office):
        room.step_free = "lift"
    session.add(CharterSetting(office_id=office, unit_id=1))
    for code, measure in MEASURES.items():
        promise = CharterPromise(
            office_id=office, code=code, text_fa="x", text_en="x", target=measure.target, minutes=measure.minutes
        )
        session.add(promise)
        session.flush()
        for subject in _subjects(measure.about, tickets["done"]):
            said = {"promise_id": promise.id, "subject": subject, "at": now(), "day": DAY}
            session.add(CharterObjection(office_id=office, **said))


def write_faults(session: Session, office: int, supervisor: int) -> None:
    """An object whose fault was repaired, and one that is broken."""
    repaired, broken = session.query(Amenity).filter_by(office_id=office).order_by(Amenity.id).limit(2)
    seen = {"source": "sticker", "day": DAY, "opened_at": now(), "reported_at": now()}
    done = {"repaired_at": now(), "repaired_by_id": supervisor, "done": "x"}
    for row, more in ((repaired, done), (broken, {})):
        fault = AmenityFault(office_id=office, amenity_id=row.id, **seen, **more)
        session.add(fault)
        session.flush()
        session.add(AmenityReport(office_id=office, fault_id=fault.id, at=now(), what="dirty", words="x"))


def _subjects(about: tuple[str, ...], ticket: int) -> list[str]:
    """One of each kind that the promise is about."""
    ids = {TICKET: ticket, MESSAGE: 1, APPLICATION: 1}
    return [f"{kind}:{row_id}" for kind, row_id in ids.items() if kind in about]
