"""Corrects a verdict that was recorded wrongly, until it has been served. What was recorded before stays in a row of
its own."""

from dataclasses import dataclass

from sqlalchemy import delete

from deskq.applications.models import ApplicationStage
from deskq.applications.queries import application as application_queries
from deskq.applications.rules import bills
from deskq.applications.rules.progress import STAGE_VERBS
from deskq.commissions import queries
from deskq.commissions.events import VerdictCorrected
from deskq.commissions.models import CommissionCall, CommissionCorrection, CommissionItem
from deskq.commissions.rules import verdicts
from deskq.commissions.rules.corrections import check_not_served, wrong_kind
from deskq.commissions.rules.verdicts import ADJOURNED_CODE, REFUSE, STAY, VERDICTS
from deskq.commissions.service.items import LONGEST, EditedItem, check_turn, follow, opened_item
from deskq.commissions.service.sessions import Secretary, members_of
from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian

LONGEST_WHY = 300
OPEN_BILL = N_("A bill over the amount so far has been issued at the application. Cancel it there first.")
PAID_BILL = N_("A bill over the amount so far has been paid, so the amount can no longer be corrected here.")


class NotDecided(DomainError):
    slug = "no-verdict-to-correct"
    title = N_("There is no verdict to be corrected yet.")


class Erased(DomainError):
    slug = "verdict-erased"
    title = N_("The texts of this verdict have been erased. It can no longer be corrected.")


@dataclass(frozen=True, slots=True)
class Corrected:
    """How the verdict shall read. ``members``: who sat, one in each line, for the whole session."""

    verdict: str
    reason: str
    amount: int | None
    members: str
    why: str


def correct_verdict(who: Secretary, item_id: int, typed: Corrected, turn: int | None = None) -> CommissionItem:
    """The same correction sent twice is one; after the service of the verdict it is refused."""
    with opened_item(who, item_id) as edited:
        row, wished = edited.item, _cleaned(edited, typed)
        if _is_done(edited, wished):
            return row
        check_turn(row, turn)
        if not row.verdict:
            raise NotDecided
        check_not_served(row.served_day, row.appeal_until, edited.today)
        if row.erased_at is not None:
            raise Erased
        _check(edited, wished)
        correction = _keep(edited, wished.why, who.person_id)
        _write(edited, wished)
        row.turn += 1
        edited.tx.session.flush()
        edited.tx.record(VerdictCorrected(row.id, correction.id, row.verdict, row.amount or 0))
        return row


def _cleaned(edited: EditedItem, typed: Corrected) -> Corrected:
    known = VERDICTS[edited.session.commission].get(typed.verdict)
    return Corrected(
        typed.verdict,
        persian.clean(typed.reason)[:LONGEST],
        typed.amount if known is not None and known.priced else None,
        members_of(typed.members),
        persian.clean(typed.why)[:LONGEST_WHY],
    )


def _present(edited: EditedItem) -> tuple[str, str, int | None, str]:
    row = edited.item
    return row.verdict, row.reason, row.amount, edited.session.members


def _is_same(edited: EditedItem, wished: Corrected) -> bool:
    return _present(edited) == (wished.verdict, wished.reason, wished.amount, wished.members)


def _is_done(edited: EditedItem, wished: Corrected) -> bool:
    """Whether the last correction was this one: the button was pressed twice."""
    known = queries.corrections(edited.tx.session, [edited.item.id]).get(edited.item.id, [])
    return bool(known) and known[0].why == wished.why and _is_same(edited, wished)


def _check(edited: EditedItem, wished: Corrected) -> None:
    commission, row = edited.session.commission, edited.item
    wrong = verdicts.wrong_fields(commission, wished.verdict, wished.reason, wished.amount)
    if "verdict" not in wrong and (words := _wrong_kind(edited, wished.verdict)):
        wrong["verdict"] = words
    if "amount" not in wrong and wished.amount != row.amount and (bill := _bill(edited)):
        wrong["amount"] = OPEN_BILL if bills.may_cancel(bill.state, bill.bill_number) else PAID_BILL
    if wished.members != edited.session.members and _others_served(edited):
        wrong["members"] = N_(
            "Another verdict of this session has been served with these members. They can no longer be corrected."
        )
    if not wished.why:
        wrong["why"] = N_("Please write why the verdict is corrected.")
    if wrong:
        raise InvalidInput(wrong)
    if _is_same(edited, wished):
        raise InvalidInput({"reason": N_("This is the verdict as it is recorded. Nothing would be corrected.")})
    if row.verdict == ADJOURNED_CODE != wished.verdict:
        verdicts.check_heard(commission, row, clock.local(edited.session.starts_at).date(), edited.today)


def _wrong_kind(edited: EditedItem, verdict: str) -> str | None:
    row = edited.item
    before, after = (_effect(edited, one) for one in (row.verdict, verdict))
    found = queries.of_application(edited.tx.session, row.application_id)
    later = any(one.id > row.id and held.cancelled_at is None for one, held in found)
    return wrong_kind(before, after, waits=_waits(edited), heard_again=later)


def _effect(edited: EditedItem, verdict: str) -> str:
    return verdicts.effect(edited.sheet, edited.session.commission, verdict)


def _waits(edited: EditedItem) -> bool:
    """Whether the stage still waits for the applicant because of the verdict, and not for another reason since."""
    row = edited.item
    if edited.application.progress.stages.get(row.stage) != "applicant":
        return False
    steps = application_queries.steps(edited.tx.session, row.application_id)
    moves = (one for one in reversed(steps) if one.stage == row.stage and one.verb in STAGE_VERBS)
    last = next(moves, None)
    return last is not None and last.at in (row.verdict_at, row.corrected_at)


def _bill(edited: EditedItem) -> ApplicationStage | None:
    """The stage with a bill over the amount of the verdict."""
    amount = edited.item.amount
    rows = edited.application.rows.values()
    return next((one for one in rows if amount is not None and one.bill_number and one.amount == amount), None)


def _others_served(edited: EditedItem) -> bool:
    agenda = queries.agenda(edited.tx.session, edited.session.id)
    return any(one.item.served_day is not None for one in agenda if one.item.id != edited.item.id)


def _keep(edited: EditedItem, why: str, person_id: int) -> CommissionCorrection:
    verdict, reason, amount, members = _present(edited)
    kept = CommissionCorrection(
        item_id=edited.item.id, at=edited.tx.at, person_id=person_id, why=why, verdict=verdict, reason=reason,
        amount=amount, members=members,
    )  # fmt: skip
    edited.tx.session.add(kept)
    return kept


def _write(edited: EditedItem, wished: Corrected) -> None:
    row = edited.item
    before, after = (_effect(edited, one) for one in (row.verdict, wished.verdict))
    row.verdict, row.reason, row.amount = wished.verdict, wished.reason, wished.amount
    row.corrected_at = edited.tx.at
    _write_members(edited, wished.members)
    # the history of the application shows the new reasons where it showed the old ones: at its end, or at the stage
    edited.application.note(
        "correct_verdict", "" if before == REFUSE else row.stage, words=wished.reason, note=wished.why
    )
    if before == after:
        return
    if after == STAY:
        edited.move_if_possible("resume", row.stage, wished.reason)
    else:
        follow(edited, after, wished.reason)


def _write_members(edited: EditedItem, members: str) -> None:
    """Of the whole session: pages of its other items are outdated then, and so is the list of members to be told."""
    session = edited.session
    if members == session.members:
        return
    session.members = members
    for one in queries.agenda(edited.tx.session, session.id):
        if one.item.id != edited.item.id:
            one.item.turn += 1
    edited.tx.session.execute(
        delete(CommissionCall).where(CommissionCall.session_id == session.id, CommissionCall.member.is_not(None))
    )
