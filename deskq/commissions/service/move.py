"""Moves a session to another time or place, and tells each applicant on its agenda by SMS."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete

from deskq.commissions import queries, sms_templates
from deskq.commissions.events import MoveTold, SessionMoved
from deskq.commissions.models import CommissionCall, CommissionSession
from deskq.commissions.rules.sessions import wrong_start
from deskq.commissions.rules.verdicts import ART100
from deskq.commissions.service.sessions import LONGEST_PLACE, MomentTaken, Secretary, not_cancelled, opened
from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.core.transactions import Transaction, transaction
from deskq.messages.events import moment

LONGEST_REASON = 300


class SessionBegun(DomainError):
    slug = "session-begun"
    title = N_("This session has begun or has a verdict already. Record “Adjourned” for what was not decided.")


class SessionMovedMeanwhile(DomainError):
    slug = "session-moved-meanwhile"
    title = N_("Somebody else has moved this session in the meantime. Please look at its time now.")


class CallOver(DomainError):
    slug = "session-call-over"
    title = N_("This session was moved or cancelled, or its agenda has changed. Please look at the list now.")


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move, or a cancellation, made. ``unreached``: applications whose applicant gets no SMS and has to be
    called."""

    session: CommissionSession
    told: int
    unreached: list[int]


def move_session(who: Secretary, session_id: int, starts_at: datetime, place: str, reason: str, seen: int) -> Moved:
    """``seen``: the ``mark`` of the session on the page they saw. The same move again changes nothing and tells nobody
    again; its answer is the same, because after a double press only the second one is read."""
    place, reason = persian.clean(place)[:LONGEST_PLACE], persian.clean(reason)[:LONGEST_REASON]
    with transaction(who.office_id, who.by) as tx:
        session = not_cancelled(tx, who, session_id)
        if (session.starts_at, session.place) == (starts_at, place):
            if seen == mark(session):
                raise InvalidInput({"day": N_("The session has this time and place already.")})
            return reached(tx, session)
        _check(tx, session, starts_at, place, reason, seen)
        before, session.starts_at, session.place = session.starts_at, starts_at, place
        session.moved_from, session.moved_why = before, reason
        _move_defences(tx, session)
        tx.session.flush()
        made = reached(tx, session)
        note_calls(tx, session, made.unreached)
        tx.record(SessionMoved(session.id, moment(before), moment(starts_at), made.told))
        return made


def mark(session: CommissionSession) -> int:
    """A number that changes with the time and the place."""
    return zlib.crc32(f"{moment(session.starts_at)} {session.place}".encode())


def reached(tx: Transaction, session: CommissionSession) -> Moved:
    """Whom the SMS reaches."""
    ids = [row.application.id for row in queries.agenda(tx.session, session.id)]
    unreached = [one for one in ids if not sms_templates.is_told(tx.session, one)]
    return Moved(session, len(ids) - len(unreached), unreached)


def note_calls(tx: Transaction, session: CommissionSession, unreached: list[int], *, members: bool = True) -> None:
    """List those who get no SMS, ``members`` included, to be told by hand. The list of an earlier move is dropped."""
    tx.session.execute(delete(CommissionCall).where(CommissionCall.session_id == session.id))
    items = [row.item.id for row in queries.agenda(tx.session, session.id) if row.application.id in unreached]
    lines = range(len(session.members.splitlines()) if members else 0)
    tx.session.add_all(CommissionCall(session_id=session.id, item_id=one, since=tx.at) for one in items)
    tx.session.add_all(CommissionCall(session_id=session.id, member=one, since=tx.at) for one in lines)


def tell(who: Secretary, session_id: int, call_id: int, *, told: bool) -> None:
    """They were told by hand, or that was ticked by mistake. Pressed twice, it is one tick."""
    with transaction(who.office_id, who.by) as tx:
        session = opened(tx, who, session_id)
        row = queries.call(tx.session, session.id, call_id)
        if row is None:
            raise CallOver
        if (row.told_at is not None) == told:
            return
        row.told_at, row.person_id = (tx.at, who.person_id) if told else (None, None)
        tx.record(MoveTold(session.id, row.id, "tell" if told else "untell"))


def _check(
    tx: Transaction, session: CommissionSession, starts_at: datetime, place: str, reason: str, seen: int
) -> None:
    if seen != mark(session):
        raise SessionMovedMeanwhile
    agenda = [one.item for one in queries.agenda(tx.session, session.id)]
    if session.starts_at <= tx.at or any(one.verdict for one in agenda):
        raise SessionBegun
    wrong = {}
    if not place:
        wrong["place"] = N_("Please write where the session is.")
    if not reason:
        wrong["reason"] = N_("Please write why the session is moved.")
    if too_early_or_late := wrong_start(starts_at, tx.at):
        wrong["day"] = too_early_or_late
    elif starts_at < session.starts_at and any(one.notice_day for one in agenda):
        wrong["day"] = N_("An owner has been told of this session. It can only be moved to a later time.")
    if wrong:
        raise InvalidInput(wrong)
    there = queries.session_at(tx.session, session.unit_id, session.commission, starts_at)
    if there is not None and there.id != session.id:
        raise MomentTaken


def _move_defences(tx: Transaction, session: CommissionSession) -> None:
    """Where the law names no days, a defence is possible until the day of the session."""
    day = clock.local(session.starts_at).date()
    for row in queries.agenda(tx.session, session.id):
        row.item.turn += 1
        if row.item.notice_day is not None and session.commission != ART100:
            row.item.defence_until = day
