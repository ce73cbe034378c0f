"""Applications at the place of a message, or with a number that it names."""

from collections.abc import Iterator, Sequence

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from deskq.applications.models import Application
from deskq.applications.queries.inbox import visible
from deskq.applications.rules.progress import STATE_NAMES
from deskq.inbox.place_permits_port import PlacePermit
from deskq.inspections.models import InspectionPlace
from deskq.message_settings.kinds import REPORT
from deskq.messages.models import Message
from deskq.messages.rules.visibility import Viewer
from deskq.place_permits import rules
from deskq.place_permits.rules import Match, Place
from deskq.service_sheets import queries as sheet_queries

#: So many are shown.
MOST = 6
#: So many places of an office with an address are compared, the newest first: each is decrypted.
MOST_COMPARED = 2_000
#: A box around the point, in millionths of a degree, wider than ``NEAR_METRES`` at every latitude up to 60°.
BOX = 1_000


def at_message(session: Session, viewer: Viewer, message: Message) -> Sequence[PlacePermit]:
    """Nothing of a confidential report: its place is only in its encrypted text."""
    if message.kind == REPORT:
        return ()
    found: dict[int, tuple[Application, Match]] = {}
    for application, match in (*_by_number(session, message), *_by_place(session, message)):
        found.setdefault(application.id, (application, match))
    best = sorted(found.values(), key=lambda one: (rules.ORDER.index(one[1].how), one[1].metres or 0, -one[0].id))
    return _shown(session, viewer, best[:MOST])


def _by_number(session: Session, message: Message) -> Iterator[tuple[Application, Match]]:
    numbers = rules.numbers_in(message.permit, message.address, message.body)
    if not numbers:
        return
    known = or_(Application.parcel_code.in_(numbers), Application.file_number.in_(numbers))
    wanted = select(Application).where(Application.office_id == message.office_id, known)
    for application in session.scalars(wanted.order_by(Application.id.desc()).limit(MOST)):
        yield application, Match(rules.NUMBER)


def _by_place(session: Session, message: Message) -> Iterator[tuple[Application, Match]]:
    here = Place(message.address, message.lat, message.lon)
    if not (here.address or here.lat is not None):
        return
    pairs = select(Application, InspectionPlace).join(InspectionPlace, InspectionPlace.application_id == Application.id)
    wanted = pairs.where(Application.office_id == message.office_id, InspectionPlace.erased_at.is_(None))
    if not here.address and here.lat is not None and here.lon is not None:
        wanted = wanted.where(
            and_(
                InspectionPlace.lat.between(here.lat - BOX, here.lat + BOX),
                InspectionPlace.lon.between(here.lon - BOX, here.lon + BOX),
            )
        )
    for application, place in session.execute(wanted.order_by(Application.id.desc()).limit(MOST_COMPARED)):
        match = rules.match(here, Place(place.address, place.lat, place.lon))
        if match is not None:
            yield application, match


def _shown(session: Session, viewer: Viewer, best: list[tuple[Application, Match]]) -> list[PlacePermit]:
    ids = [application.id for application, _ in best]
    seen = set(session.scalars(select(Application.id).where(Application.id.in_(ids), visible(viewer))))
    return [_row(session, application, match, application.id in seen) for application, match in best]


def _row(session: Session, application: Application, match: Match, seen: bool) -> PlacePermit:
    current = sheet_queries.version(session, application.version_id)
    return PlacePermit(
        application_id=application.id,
        service=current.content.name,
        state=STATE_NAMES[application.state],
        file_number=application.file_number,
        parcel_code=application.parcel_code,
        opened_at=application.opened_at,
        ended_at=application.ended_at,
        issued=application.state == "finished" and current.sheet.code in rules.PERMIT_SHEETS,
        how=match.how,
        metres=match.metres,
        seen=seen,
    )
