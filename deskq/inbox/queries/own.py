"""Messages that wait for one person: assigned to them or those they cover, of their units and taken by nobody, to be
referred, escalated to them. Those whose clock waits for somebody else are not among them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, case, func, select, union_all
from sqlalchemy.orm import Session

from deskq.inbox.queries.inbox import COLUMNS, MOST, Filters, InboxScope, Row, pieces, row_of
from deskq.messages.models import Message
from deskq.work.rules import Count

#: Roles that send new messages to units, if nobody else has done so.
REFERRING = ("operator", "supervisor")


def rows(session: Session, scope: InboxScope, most: int) -> list[Row]:
    """The earliest deadline first."""
    merged = _merged(scope, most)
    if merged is None:
        return []
    wanted = select(*COLUMNS).where(Message.id.in_(select(merged.c.id)))
    found = session.execute(wanted.order_by(Message.due_at, Message.id).limit(most))
    return [row_of(one, scope.viewer) for one in found]


def count(session: Session, scope: InboxScope) -> Count:
    """One statement."""
    merged = _merged(scope, MOST + 1)
    if merged is None:
        return Count()
    late = func.coalesce(func.sum(case((merged.c.due_at <= scope.now, 1), else_=0)), 0)
    return Count(*session.execute(select(func.count(), late).select_from(merged)).one())


def _merged(scope: InboxScope, most: int) -> Any:
    """(id, due_at) of each message once, the most urgent ``most`` of each list."""
    lists = [piece.order_by(Message.due_at, Message.id).limit(most) for piece in _lists(scope)]
    if not lists:
        return None
    merged = union_all(*(select(*one.subquery().c) for one in lists)).subquery()
    return select(merged.c.id, merged.c.due_at).distinct().subquery()


def _lists(scope: InboxScope) -> Sequence[Select[Any]]:
    everything = Filters()
    own = list(pieces(scope, "mine", everything))
    of_units = [one.where(Message.person_id.is_(None)) for one in pieces(scope, "unit", everything)]
    found = [*own, *of_units]
    if scope.viewer.role in REFERRING:
        found += pieces(scope, "refer", everything)
    if scope.viewer.heads:
        found += pieces(scope, "escalated", everything)
    return [one.where(Message.waits_for.is_(None)) for one in found]
