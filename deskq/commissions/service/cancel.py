"""Cancels a session that was planned by mistake, and tells each applicant on its agenda as a move does."""

from deskq.commissions import cancelled_sessions, queries
from deskq.commissions.events import SessionCancelled
from deskq.commissions.rules.sessions import check_may_cancel
from deskq.commissions.service.move import LONGEST_REASON, Moved, SessionMovedMeanwhile, mark, note_calls, reached
from deskq.commissions.service.sessions import Secretary, SessionCancelledMeanwhile, opened
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.core.transactions import transaction


def cancel_session(who: Secretary, session_id: int, reason: str, seen: int) -> Moved:
    """Its applications wait for a session again. ``seen``: the ``mark`` of the session on the page they saw. The same
    cancellation sent twice tells nobody twice and has the same answer. After the time of the session nobody is told."""
    reason = persian.clean(reason)[:LONGEST_REASON]
    with transaction(who.office_id, who.by) as tx:
        session = opened(tx, who, session_id)
        to_come = session.starts_at > tx.at
        if session.cancelled_at is not None:
            if session.cancelled_why != reason:
                raise SessionCancelledMeanwhile
            return reached(tx, session) if to_come else Moved(session, 0, [])
        if seen != mark(session):
            raise SessionMovedMeanwhile
        agenda = [one.item for one in queries.agenda(tx.session, session.id)]
        check_may_cancel(session.starts_at, agenda)
        if not reason:
            raise InvalidInput({"reason": N_("Please write why the session is cancelled.")})
        session.cancelled_at, session.cancelled_why = tx.at, reason
        session.starts_at = cancelled_sessions.free_moment(tx.session, session)
        for item in agenda:
            item.turn += 1
        tx.session.flush()
        made = reached(tx, session) if to_come else Moved(session, 0, [])
        note_calls(tx, session, made.unreached, members=to_come)
        tx.record(SessionCancelled(session.id, made.told))
        return made
