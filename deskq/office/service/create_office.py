"""Creates an office, the first or another one: its row, journal, hours and ordinary priority class; everything else is
added under /manage."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from deskq.core.db import writing
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.extensions import db
from deskq.core.transactions import first_transaction
from deskq.office import directory, queries, slugs
from deskq.office.date_ranges import Hours
from deskq.office.events import OfficeChanged
from deskq.office.models import ORDINARY, Office, Opening, PriorityClass

#: Name of the lock for creating an office.
ALONE = "create office"
REGULAR = {
    "position": 0,
    "code": ORDINARY,
    "name_fa": "نوبت عادی",
    "name_en": "Regular turn",
    "weight": 1.0,
    "icon": "ticket",
}


class OfficeThere(DomainError):
    slug = "office-there"
    title = N_("There is already an office: %(name)s. An administrator can add another one under /manage/offices/new.")


def create_office(
    by: str, names: Mapping[str, Any], hours: Hours, weekdays: Iterable[int], slug: str = "main", *, first: bool = False
) -> Office:
    """Create an empty office; ``names`` are columns of it. It is open during ``hours`` on these weekdays (Saturday 0).
    ``SlugTaken`` if an office has this address. ``first``: only in a new installation; if several are created at once,
    one succeeds and the others raise ``OfficeThere``."""
    with creating(by, names, hours, weekdays, slug, first=first) as office:
        return office


@contextmanager
def creating(
    by: str, names: Mapping[str, Any], hours: Hours, weekdays: Iterable[int], slug: str = "main", *, first: bool = False
) -> Iterator[Office]:
    """As ``create_office``. What the block adds is in the same commit: if it fails, there is no office."""
    slug = slugs.check_slug(slug)
    if hours.opens >= hours.closes:
        raise InvalidInput({"closes": N_("The closing time must be after the opening time.")})

    def create(session: Session, connection: Connection) -> int:
        writing.alone(connection, ALONE)
        _check_free(session, slug, first)
        office = Office(slug=slug, **names)
        session.add(office)
        session.flush()
        session.add(PriorityClass(office_id=office.id, **REGULAR))
        session.add_all(_opening(office.id, hours, weekday) for weekday in weekdays)
        return office.id

    with first_transaction(by, create) as tx:
        tx.config_changed()
        tx.record(OfficeChanged("office", tx.office_id, {column: [None, name] for column, name in names.items()}))
        yield tx.session.get_one(Office, tx.office_id)
    directory.forget(db.engine)


def _check_free(session: Session, slug: str, first: bool) -> None:
    there = queries.first_office(session)
    if first and there is not None:
        raise OfficeThere(name=there.name)
    taken = queries.office_by_slug(session, slug)
    if taken is not None:
        raise slugs.SlugTaken(name=taken.name)


def _opening(office_id: int, hours: Hours, weekday: int) -> Opening:
    return Opening(
        office_id=office_id,
        weekday=weekday,
        opens=hours.opens,
        closes=hours.closes,
        valid_from=hours.valid_from,
        valid_until=hours.valid_until,
    )
