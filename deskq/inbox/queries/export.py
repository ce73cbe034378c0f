"""Reads a whole list of the inbox, for a file."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from deskq.core.errors import N_, DomainError
from deskq.inbox.queries.inbox import Filters, InboxScope, Row, page

#: Largest number of rows in a file; rows of one read, after which other requests run.
MOST, PIECE = 10_000, 500


class ListTooLong(DomainError):
    slug, status = "list-too-long", 422
    title = N_("This list has more than %(most)s messages. Please narrow it with the filters, and download it again.")


def whole_list(
    session: Session, scope: InboxScope, tab: str, filters: Filters, pause: Callable[[], object]
) -> list[Row]:
    """All rows of the list that this viewer may read, in its order. Raises ``ListTooLong`` above ``MOST``. ``pause`` is
    called between two reads."""
    rows: list[Row] = []
    after: str | None = ""
    while after is not None:
        found = page(session, scope, tab, filters, after, PIECE)
        rows += (row for row in found.rows if not row.sealed)
        if len(rows) > MOST:
            raise ListTooLong(most=MOST)
        after = found.after
        pause()
    return rows
