"""Reads a whole list of the inbox, for a file."""

from collections.abc import Iterator

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from deskq.inbox.queries.inbox import Filters, InboxScope, Row, page, pieces

#: Rows of one read, after which other requests run.
PIECE = 500


def rows(session: Session, scope: InboxScope, tab: str, filters: Filters) -> Iterator[list[Row]]:
    """The rows of the list that this viewer may read, in its order, some at a time."""
    after: str | None = ""
    while after is not None:
        found = page(session, scope, tab, filters, after, PIECE)
        yield [row for row in found.rows if not row.sealed]
        after = found.after


def size(session: Session, scope: InboxScope, tab: str, filters: Filters) -> int:
    """The length of the list, with rows of which this viewer sees only the age."""
    found = pieces(scope, tab, filters)
    if not found:
        return 0
    ids = union_all(*(select(piece.subquery().c.id) for piece in found)).subquery()
    return session.scalar(select(func.count(ids.c.id.distinct()))) or 0
