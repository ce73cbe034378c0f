"""Saves, renames and deletes the filters of a person."""

from deskq.core.errors import NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.inbox.events import SavedFilterChanged
from deskq.inbox.models import SavedFilter
from deskq.inbox.queries import saved_filters
from deskq.inbox.queries.inbox import Filters
from deskq.inbox.rules import MOST_SAVED, NameTaken, TooManySaved


def save(office_id: int, by: str, person_id: int, name: str, tab: str, filters: Filters) -> SavedFilter:
    """Save a filter. The same filter under the same name again changes nothing. Raises ``NameTaken`` or
    ``TooManySaved``."""
    new = SavedFilter(
        office_id=office_id, person_id=person_id, name=name, tab=tab, state=filters.state, sort=filters.kind,
        age=filters.age, category_id=filters.category_id, district_id=filters.district_id,
    )  # fmt: skip
    with transaction(office_id, by) as tx:
        known = saved_filters.of_person(tx.session, person_id)
        namesake = next((row for row in known if row.name == name), None)
        if namesake is not None:
            if _question(namesake) != _question(new):
                raise NameTaken
            return namesake
        if len(known) >= MOST_SAVED:
            raise TooManySaved(most=MOST_SAVED)
        tx.session.add(new)
        tx.session.flush()
        tx.record(SavedFilterChanged(new.id, "saved"))
        return new


def rename(office_id: int, by: str, person_id: int, filter_id: int, name: str) -> None:
    with transaction(office_id, by) as tx:
        row = _own(tx, person_id, filter_id)
        if any(other.name == name for other in saved_filters.of_person(tx.session, person_id) if other is not row):
            raise NameTaken
        row.name = name
        tx.record(SavedFilterChanged(row.id, "renamed"))


def delete(office_id: int, by: str, person_id: int, filter_id: int) -> None:
    with transaction(office_id, by) as tx:
        tx.session.delete(_own(tx, person_id, filter_id))
        tx.record(SavedFilterChanged(filter_id, "deleted"))


def _own(tx: Transaction, person_id: int, filter_id: int) -> SavedFilter:
    row = saved_filters.one(tx.session, person_id, filter_id)
    if row is None:
        raise NotFound
    return row


def _question(row: SavedFilter) -> tuple[object, ...]:
    return row.tab, row.state, row.sort, row.age, row.category_id, row.district_id
