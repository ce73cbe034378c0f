"""Writes the differences of a file into the office with the same commands as the pages, in one transaction."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from deskq.core.transactions import Transaction, transaction
from deskq.office.date_ranges import FOREVER, Hours
from deskq.office.models import Counter, CounterService, Opening, PriorityClass, Service, ServiceGroup, SpecialDay
from deskq.office.service import calendar, counters, days, priorities, services, settings
from deskq.setup.events import SetupFileApplied
from deskq.setup.file import legal_days, rooms, sheets, town
from deskq.setup.file.document import Document, Row
from deskq.setup.file.plan import Difference
from deskq.setup.file.row_names import distinct
from deskq.setup.file.rows import SECTIONS
from deskq.staff import service as staff_service
from deskq.staff.models import Person
from deskq.staff.service import NewPerson, PersonChanges
from deskq.units import queries as unit_queries


def apply(office_id: int, by: str, wanted: Document, found: Sequence[Difference], digest: str) -> None:
    """``found``: differences between the office and ``wanted``; ``digest`` identifies the file in the journal. If one
    change is refused, nothing is changed."""
    with transaction(office_id, by) as tx:
        for section in SECTIONS:
            for one in found:
                if one.section == section and one.kind != "stays":
                    WRITES[section](tx, wanted[section].get(one.key, {}), wanted)
        tx.record(SetupFileApplied(digest, len(found)))


def _office(tx: Transaction, row: Row, wanted: Document) -> None:
    settings.save_office(tx.office_id, tx.by, row)


def _group(tx: Transaction, row: Row, wanted: Document) -> None:
    services.save_group(tx.office_id, tx.by, _group_id(tx, row["name_fa"]), row)


def _group_id(tx: Transaction, name: str) -> int | None:
    rows = tx.session.scalars(select(ServiceGroup).filter_by(office_id=tx.office_id))
    return next((row_id for row_id, named in distinct(rows).items() if named == name), None)


def _service(tx: Transaction, row: Row, wanted: Document) -> None:
    there = tx.session.scalars(select(Service).filter_by(office_id=tx.office_id, code=row["code"])).one_or_none()
    fields = {name: value for name, value in row.items() if name != "group"}
    fields["group_id"] = _group_id(tx, row["group"])
    at = select(Counter.id).where(Counter.office_id == tx.office_id)
    if there is not None:
        at = at.join(CounterService, CounterService.counter_id == Counter.id)
        serving = tx.session.scalars(at.where(CounterService.service_id == there.id)).all()
        services.save_service(tx.office_id, tx.by, there.id, fields, serving)
    else:
        services.save_service(tx.office_id, tx.by, None, fields, ())


def _counter(tx: Transaction, row: Row, wanted: Document) -> None:
    codes = _ids(tx, Service, "code")
    ranks = {codes[code]: rank for code, rank in row["serves"].items()}
    fields = {name: value for name, value in row.items() if name != "serves"}
    counters.save_counter(tx.office_id, tx.by, _id(tx, Counter, number=row["number"]), fields, ranks)


def _priority(tx: Transaction, row: Row, wanted: Document) -> None:
    priorities.save_priority(tx.office_id, tx.by, _id(tx, PriorityClass, code=row["code"]), row)


def _hours(tx: Transaction, row: Row, wanted: Document) -> None:
    """Replace all hours of the office by those of the file."""
    there = tx.session.scalars(select(Opening.id).where(Opening.office_id == tx.office_id)).all()
    calendar.delete_openings(tx.office_id, tx.by, there)
    codes = _ids(tx, Service, "code")
    for one in wanted["hours"].values():
        service = codes[one["service"]] if one["service"] else None
        span = Hours(service, one["opens"], one["closes"], one["valid_from"], one["valid_until"] or FOREVER)
        calendar.add_opening(tx.office_id, tx.by, span, one["weekdays"], replaces=False)


def _special(tx: Transaction, row: Row, wanted: Document) -> None:
    reason = (row["reason_fa"], row["reason_en"])
    there = _id(tx, SpecialDay, day=row["day"])
    days.save_special(tx.office_id, tx.by, there, row["day"], row["opens"], row["closes"], reason)


def _person(tx: Transaction, row: Row, wanted: Document) -> None:
    """A new person gets a random password that nobody knows, until an admin sets another one."""
    units = {unit.code: unit.id for unit in unit_queries.units(tx.session, tx.office_id)}
    unit = units[row["unit"]] if row["unit"] else None
    there = _id(tx, Person, sign_in_name=row["sign_in_name"])
    if there is None:
        password = secrets.token_urlsafe(24)
        new = NewPerson(row["sign_in_name"], row["name"], row["role"], password, unit, row["name_en"])
        there = staff_service.create_person(tx.office_id, new, tx.by).id
    codes = _ids(tx, Service, "code")
    skills = {codes[code] for code in row["services"]}
    changes = PersonChanges(row["name"], row["role"], row["active"], skills, unit, row["name_en"])
    staff_service.save_person(there, changes, tx.by)


def _id(tx: Transaction, model: Any, **named: Any) -> int | None:
    found = tx.session.scalars(select(model.id).filter_by(office_id=tx.office_id, **named)).first()
    return int(found) if found is not None else None


def _ids(tx: Transaction, model: Any, column: str) -> dict[Any, int]:
    wanted = select(getattr(model, column), model.id).where(model.office_id == tx.office_id)
    return {key: row_id for key, row_id in tx.session.execute(wanted)}


WRITES: Mapping[str, Callable[[Transaction, Row, Document], None]] = {
    "office": _office,
    "groups": _group,
    "services": _service,
    "counters": _counter,
    "priorities": _priority,
    "hours": _hours,
    "special_days": _special,
    "people": _person,
    **town.WRITES,
    **rooms.WRITES,
    **sheets.WRITES,
    **legal_days.WRITES,
}
