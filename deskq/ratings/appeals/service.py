"""Make an appeal about a visit; decide it. Both are recorded in the journal, without scores or texts."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from deskq.core import actors
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.text import jalali, persian
from deskq.core.transactions import Transaction, transaction
from deskq.office.models import Office
from deskq.queue.models import Ticket
from deskq.queue.ticket_queries import by_code
from deskq.ratings import events
from deskq.ratings import rules as ratings_rules
from deskq.ratings.appeals import rules
from deskq.ratings.models import RatingAppeal


@dataclass(frozen=True, slots=True)
class AppealDecision:
    """``ground`` is one of ``rules.GROUNDS`` when upheld, else empty; ``reason``: free text."""

    upheld: bool
    ground: str
    reason: str


def make_appeal(office_id: int, person_id: int, day: date, code: str, why: str) -> RatingAppeal:
    """Appeal against the rating of one's own visit, rated or not. Repeating the same request changes nothing."""
    why = _required_text("why", why)
    with transaction(office_id, actors.person(person_id)) as tx:
        visit = _own_visit(tx, person_id, jalali.day_number(day), code)
        before = _existing_appeal(tx, visit.id, person_id)
        if before is not None:
            if before.why == why:
                return before
            raise rules.AlreadyAppealed
        rules.check_may_appeal(ratings_rules.ended_at(visit), _open_count(tx, person_id), tx.at)
        made = {"office_id": office_id, "ticket_id": visit.id, "person_id": person_id, "day": visit.day}
        row = RatingAppeal(**made, why=why, made_at=tx.at, state="open", reason="")
        tx.session.add(row)
        tx.session.flush()
        tx.record(events.RatingAppealed(visit.id, visit.counter_id, row.id))
        return row


def decide(office_id: int, person_id: int, appeal_id: int, verdict: AppealDecision) -> RatingAppeal:
    """Uphold an appeal, which excludes the rating, or not. Repeating the same request changes nothing."""
    verdict = _checked_decision(verdict)
    with transaction(office_id, actors.person(person_id)) as tx:
        row = tx.session.get(RatingAppeal, appeal_id)
        if row is None or row.office_id != office_id:
            raise NotFound
        state = "upheld" if verdict.upheld else "not_upheld"
        decided = (state, verdict.ground or None, verdict.reason, person_id)
        if (row.state, row.ground, row.reason, row.decided_by) == decided:
            return row
        visit = tx.session.get_one(Ticket, row.ticket_id)
        until = ratings_rules.closes_at(visit, tx.session.get_one(Office, office_id).rate_hours)
        rules.check_may_decide(row, person_id, until, tx.at)
        row.state, row.ground, row.reason, row.decided_by = decided
        row.decided_at = tx.at
        tx.record(events.AppealDecided(visit.id, visit.counter_id, row.id, verdict.upheld, row.ground))
        return row


def _checked_decision(verdict: AppealDecision) -> AppealDecision:
    if verdict.upheld and verdict.ground not in rules.GROUNDS:
        raise InvalidInput({"ground": N_("Please choose why the rating is excluded.")})
    return AppealDecision(
        verdict.upheld, verdict.ground if verdict.upheld else "", _required_text("reason", verdict.reason)
    )


def _required_text(field: str, text: str) -> str:
    text = persian.clean(text)
    if not text:
        raise InvalidInput({field: N_("Please fill in this field.")})
    if len(text) > rules.MAX_TEXT_LENGTH:
        raise InvalidInput({field: N_("This text is too long.")})
    return text


def _own_visit(tx: Transaction, person_id: int, day: int, code: str) -> Ticket:
    visit = by_code(tx.session, tx.office_id, day, code)
    if visit is None or visit.clerk_id != person_id or ratings_rules.ending(visit) is None:
        raise rules.NoSuchVisit
    return visit


def _existing_appeal(tx: Transaction, ticket_id: int, person_id: int) -> RatingAppeal | None:
    wanted = select(RatingAppeal).where(RatingAppeal.ticket_id == ticket_id, RatingAppeal.person_id == person_id)
    return tx.session.scalars(wanted).one_or_none()


def _open_count(tx: Transaction, person_id: int) -> int:
    mine = (RatingAppeal.person_id == person_id, RatingAppeal.state == "open")
    return tx.session.scalar(select(func.count()).select_from(RatingAppeal).where(*mine)) or 0
