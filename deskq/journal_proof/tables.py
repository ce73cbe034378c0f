"""The tables that flask verify-journal compares with the journal; ratings are in ``ratings.integrity``."""

from collections.abc import Iterator
from itertools import chain, islice

from sqlalchemy.orm import Session

from deskq.access.api_tokens import journal_comparison as of_tokens
from deskq.applications import journal_comparison as of_applications
from deskq.commissions import journal_comparison as of_commissions
from deskq.core.db.journal_comparison import Compare, Difference
from deskq.core.db.row_hash import NOT_WRITTEN
from deskq.half_year import journal_comparison as of_reports
from deskq.offices import journal_comparison as of_people
from deskq.queue import journal_comparison as of_tickets

COMPARED: tuple[Compare, ...] = (
    of_people.differences,
    of_tokens.differences,
    of_tickets.differences,
    of_applications.differences,
    of_commissions.differences,
    of_reports.differences,
)
MOST = 20  #: differences that are named


def first_differences(session: Session, office_id: int) -> list[Difference]:
    """The first of them, table by table."""
    found = chain.from_iterable(_differences(compare, session, office_id) for compare in COMPARED)
    return list(islice(found, MOST))


def _differences(compare: Compare, session: Session, office_id: int) -> Iterator[Difference]:
    try:
        yield from compare(session, office_id)
    except NOT_WRITTEN as error:
        # Its hash is right, but no deskq has written it: somebody appended it by hand.
        yield Difference(f"an entry that {compare.__module__} reads", f"none that deskq writes ({error!r})")
