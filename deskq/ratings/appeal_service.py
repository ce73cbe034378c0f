"""A clerk appeals about a visit; the inspectorate decides. Both are in the journal, without scores or words."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import jalali, persian
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.queue.ticket_queries import by_code
from deskq.ratings import appeal_rules, events, rules
from deskq.ratings.models import RatingAppeal


@dataclass(frozen=True, slots=True)
class Verdict:
    """``ground`` is one of appeals.GROUNDS when it is upheld, else empty; ``reason`` in writing."""

    upheld: bool
    ground: str
    reason: str


def appeal(office_id: int, person_id: int, day: date, code: str, why: str) -> RatingAppeal:
    """Object to whatever was said of a visit of one's own. The same press twice is one appeal."""
    why = _written("why", why)
    with transaction(office_id, f"person:{person_id}") as tx:
        visit = _own_visit(tx, person_id, jalali.day_number(day), code)
        before = _of(tx, visit.id, person_id)
        if before is not None:
            if before.why == why:
                return before
            raise appeal_rules.AlreadyAppealed
        appeal_rules.check_made(rules.ended_at(visit), _open_ones(tx, person_id), tx.at)
        made = {"office_id": office_id, "ticket_id": visit.id, "person_id": person_id, "day": visit.day}
        row = RatingAppeal(**made, why=why, made_at=tx.at, state="open", reason="")
        tx.session.add(row)
        tx.session.flush()
        tx.record(events.RatingAppealed(visit.id, visit.counter_id, row.id))
        return row


def decide(office_id: int, person_id: int, appeal_id: int, verdict: Verdict) -> RatingAppeal:
    """Uphold an appeal, so that the rating is set apart, or not. The same press twice is one decision."""
    verdict = _checked(verdict)
    with transaction(office_id, f"person:{person_id}") as tx:
        row = tx.session.get(RatingAppeal, appeal_id)
        if row is None or row.office_id != office_id:
            raise NotFound
        state = "upheld" if verdict.upheld else "not_upheld"
        given = (state, verdict.ground or None, verdict.reason, person_id)
        if (row.state, row.ground, row.reason, row.decided_by) == given:
            return row
        visit = tx.session.get_one(Ticket, row.ticket_id)
        until = rules.closes_at(visit, tx.session.get_one(Office, office_id).rate_hours)
        appeal_rules.check_decided(row, person_id, until, tx.at)
        row.state, row.ground, row.reason, row.decided_by = given
        row.decided_at = tx.at
        tx.record(events.AppealDecided(visit.id, visit.counter_id, row.id, verdict.upheld, row.ground))
        return row


def _checked(verdict: Verdict) -> Verdict:
    if verdict.upheld and verdict.ground not in appeal_rules.GROUNDS:
        raise InvalidInput({"ground": N_("Please choose why the rating is excluded.")})
    return Verdict(verdict.upheld, verdict.ground if verdict.upheld else "", _written("reason", verdict.reason))


def _written(field: str, text: str) -> str:
    text = persian.clean(text)
    if not text:
        raise InvalidInput({field: N_("Please fill in this field.")})
    if len(text) > appeal_rules.LONGEST:
        raise InvalidInput({field: N_("This text is too long.")})
    return text


def _own_visit(tx: Transaction, person_id: int, day: int, code: str) -> Ticket:
    visit = by_code(tx.session, tx.office_id, day, code)
    if visit is None or visit.clerk_id != person_id or rules.ending(visit) is None:
        raise appeal_rules.NoSuchVisit
    return visit


def _of(tx: Transaction, ticket_id: int, person_id: int) -> RatingAppeal | None:
    wanted = select(RatingAppeal).where(RatingAppeal.ticket_id == ticket_id, RatingAppeal.person_id == person_id)
    return tx.session.scalars(wanted).one_or_none()


def _open_ones(tx: Transaction, person_id: int) -> int:
    mine = (RatingAppeal.person_id == person_id, RatingAppeal.state == "open")
    return tx.session.scalar(select(func.count()).select_from(RatingAppeal).where(*mine)) or 0
