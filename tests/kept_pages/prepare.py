"""States of an office for scenes, made by its own services: hours, visitors, settings, rows."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import queries as office_queries
from deskq.office.events import OfficeChanged
from deskq.office.models import Office, Opening, Service
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import counters
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from deskq.staff import queries as staff_queries

_issued = iter(range(1, 100_000))


def arrive(code: str = "info_desk", **more: Any) -> Ticket:
    """A visitor takes a ticket. ``more``: fields of ``NewTicket``."""
    return arrive_with_phone(code, **more)[0]


def arrive_with_phone(code: str = "info_desk", **more: Any) -> tuple[Ticket, str]:
    """The same; the second value is the address of the visitor's page."""
    secret = f"Secret{next(_issued):06}OfAVisitorHere"
    return issue(office(), "test", NewTicket(code, secret, **more)), f"/t/{secret}"


def office() -> int:
    return office_queries.first_office(db.session()).id


def person(name: str) -> int:
    return staff_queries.person_by_name(db.session(), name).id


def service_id(code: str) -> int:
    return db.session().query(Service).filter(Service.office_id == office(), Service.code == code).one().id


def group_of(code: str) -> int:
    return db.session().get_one(Service, service_id(code)).group_id


def press(number: int, name: str) -> CounterAction:
    """A press of this person at a counter."""
    counter = office_queries.counter_by_number(db.session(), office(), number)
    clerk = person(name)
    return CounterAction(office(), f"person:{clerk}", counter.id, clerk)


def open_counter(number: int, name: str) -> CounterAction:
    counters.open_counter(press(number, name))
    return press(number, name)


def later(**by: float) -> None:
    clock.fix(clock.now() + timedelta(**by))


def at_hour(hour: int, minute: int = 0, day: int = 24, month: int = 11, year: int = 2026) -> None:
    """So late in Tehran on that day, by default of November 2026."""
    clock.fix(datetime(year, month, day, hour, minute, tzinfo=clock.zone()).astimezone(UTC))


def open_between(opens: int, closes: int) -> None:
    """The office is open between these hours, on every day."""
    with transaction(office(), "test") as tx:
        openings = tx.session.query(Opening).filter(Opening.office_id == tx.office_id)
        openings.update({"opens": opens * 60, "closes": closes * 60})
        tx.config_changed()


def never_open() -> None:
    with transaction(office(), "test") as tx:
        tx.session.query(Opening).filter(Opening.office_id == tx.office_id).delete()
        tx.config_changed()


def set_office(**settings: Any) -> None:
    change(Office, office(), **settings)


def set_service(code: str, **columns: Any) -> None:
    change(Service, service_id(code), **columns)


def change(model: type[Any], row: int, **columns: Any) -> None:
    """Columns of a row of the office, as its manager would change them."""
    with transaction(office(), "test") as tx:
        found = tx.session.get_one(model, row)
        for name, value in columns.items():
            setattr(found, name, value)
        tx.config_changed()
        tx.record(OfficeChanged("office", tx.office_id))


def add(*rows: Any) -> None:
    with transaction(office(), "test") as tx:
        tx.session.add_all(rows)
        tx.session.flush()
        tx.config_changed()
        tx.record(OfficeChanged("office", tx.office_id))


def kiosk_pages(code: str) -> list[str]:
    """The pages of the kiosk on the way to a ticket of this service."""
    return ["/kiosk", f"/kiosk/groups/{group_of(code)}", f"/kiosk/services/{code}"]
