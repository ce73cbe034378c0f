"""Notice, defence, verdict and its service, for one application on an agenda."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from deskq.applications.models import Applicant
from deskq.applications.queries import application as application_queries
from deskq.applications.rules import progress
from deskq.applications.service.edit import EditedApplication, loaded
from deskq.commissions import queries
from deskq.commissions.events import (
    DefenceRead,
    DefenceReceived,
    NoticePrinted,
    NoticeServed,
    VerdictGivenOut,
    VerdictServed,
)
from deskq.commissions.models import CommissionItem, CommissionSession
from deskq.commissions.rules import verdicts
from deskq.commissions.rules.verdicts import (
    ADJOURNED_CODE,
    VERDICTS,
    WAYS,
    NoVerdict,
    VerdictGiven,
)
from deskq.commissions.service.sessions import Secretary, not_cancelled, opened
from deskq.core import clock
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.text import jalali, persian
from deskq.core.transactions import Transaction, transaction
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules.legal_days import Days

LONGEST = 4000


class ItemSeenOlder(DomainError):
    slug = "agenda-item-seen-older"
    title = N_("Somebody else has changed this point of the agenda in the meantime. Please look at the current page.")


@dataclass(slots=True)
class EditedItem:
    tx: Transaction
    item: CommissionItem
    session: CommissionSession
    application: EditedApplication
    sheet: str

    @property
    def today(self) -> date:
        return clock.local(self.tx.at).date()

    def complete_if_here(self, stage: str, words: str) -> None:
        """Finish a stage of the case of article 100 that this step fulfils, where it is the present one."""
        if stage in self.application.progress.present:
            self.move_if_possible("complete", stage, words)

    def move_if_possible(self, verb: str, stage: str, words: str) -> None:
        application = self.application
        if progress.may(application.content.stages, application.progress, verb, stage):
            application.move(verb, stage, words=words)


@contextmanager
def editing(who: Secretary, item_id: int, turn: int | None) -> Iterator[EditedItem]:
    with opened_item(who, item_id) as edited:
        check_turn(edited.item, turn)
        yield edited
        edited.item.turn += 1


@contextmanager
def opened_item(who: Secretary, item_id: int) -> Iterator[EditedItem]:
    """An agenda item of a session that they run and that was not cancelled. The caller increases ``turn`` when it
    changes the item."""
    with transaction(who.office_id, who.by) as tx:
        row = queries.item(tx.session, who.office_id, item_id)
        if row is None:
            raise NotFound
        session = not_cancelled(tx, who, row.session_id)
        application = loaded(tx, row.application_id, who.person_id)
        sheet = sheet_queries.version(tx.session, application.application.version_id).sheet.code
        yield EditedItem(tx, row, session, application, sheet)


def check_turn(row: CommissionItem, turn: int | None) -> None:
    if turn is not None and turn != row.turn:
        raise ItemSeenOlder


@contextmanager
def looking(who: Secretary, item_id: int) -> Iterator[tuple[Transaction, CommissionItem]]:
    """A point of the agenda of a session that is theirs to run; its revision stays."""
    with transaction(who.office_id, who.by) as tx:
        row = queries.item(tx.session, who.office_id, item_id)
        if row is None:
            raise NotFound
        opened(tx, who, row.session_id)
        yield tx, row


def serve_notice(who: Secretary, item_id: int, way: str, day: date, turn: int | None = None) -> CommissionItem:
    """How and when the owner was told of the session; the days of the defence count from there."""
    with editing(who, item_id, turn) as edited:
        if edited.item.verdict:
            raise VerdictGiven
        _check_service(edited, way, day, edited.application.application.opened_at)
        row = edited.item
        starts = clock.local(edited.session.starts_at).date()
        row.notice_way, row.notice_day = way, day
        row.defence_until = verdicts.defence_until(edited.session.commission, day, starts, _legal_days(edited))
        until = jalali.day_number(row.defence_until)
        edited.tx.record(NoticeServed(row.id, way, jalali.day_number(day), until))
        return row


def receive_defence(who: Secretary, item_id: int, text: str, turn: int | None = None) -> CommissionItem:
    """What the owner says or hands in, in words; stored encrypted, below what was received before."""
    text = persian.clean(text)[:LONGEST]
    if not text:
        raise InvalidInput({"defence": N_("Please write the defence, or which document was handed in.")})
    with editing(who, item_id, turn) as edited:
        if edited.item.verdict:
            raise VerdictGiven
        row = edited.item
        row.defence, row.defence_at = "\n\n".join(filter(None, (row.defence, text))), edited.tx.at
        edited.tx.record(DefenceReceived(row.id))
        return row


def decide(
    who: Secretary, item_id: int, verdict: str, reason: str, amount: int | None = None, turn: int | None = None
) -> CommissionItem:
    """The verdict with its reasons; the stage of the application follows it."""
    reason = persian.clean(reason)[:LONGEST]
    with editing(who, item_id, turn) as edited:
        row, commission = edited.item, edited.session.commission
        verdicts.check_verdict(commission, row, verdict, reason, amount)
        if verdict != ADJOURNED_CODE:
            verdicts.check_heard(commission, row, clock.local(edited.session.starts_at).date(), edited.today)
        priced = VERDICTS[commission][verdict].priced
        row.verdict, row.reason, row.verdict_at = verdict, reason, edited.tx.at
        row.amount = amount if priced else None
        edited.tx.record(VerdictGivenOut(row.id, verdict, row.amount or 0))
        follow(edited, verdicts.effect(edited.sheet, commission, verdict), reason)
        return row


def serve_verdict(who: Secretary, item_id: int, way: str, day: date, turn: int | None = None) -> CommissionItem:
    """How and when the owner received the verdict; the days of the objection count from there."""
    with editing(who, item_id, turn) as edited:
        row = edited.item
        if row.verdict_at is None or row.verdict == ADJOURNED_CODE:
            raise NoVerdict
        _check_service(edited, way, day, row.verdict_at)
        row.served_way, row.served_day = way, day
        row.appeal_until = verdicts.appeal_until(edited.session.commission, row.stage, day, _legal_days(edited))
        until = jalali.day_number(row.appeal_until) if row.appeal_until is not None else 0
        edited.tx.record(VerdictServed(row.id, way, jalali.day_number(day), until))
        if edited.sheet == "art100":
            edited.complete_if_here("service", WAYS[way].in_language(edited.application.application.language))
        return row


def _legal_days(edited: EditedItem) -> Days:
    return sheet_queries.legal_days(edited.tx.session, edited.tx.office_id)


def print_notice(who: Secretary, item_id: int) -> Applicant:
    """The person who is invited, for the notice to be printed; journalled."""
    with looking(who, item_id) as (tx, row):
        not_cancelled(tx, who, row.session_id)
        tx.record(NoticePrinted(item_id))
        return application_queries.applicant(tx.session, row.application_id)


def read_defence(who: Secretary, item_id: int) -> str:
    """What the owner wrote; journalled."""
    with looking(who, item_id) as (tx, row):
        tx.record(DefenceRead(item_id))
        return row.defence


def _check_service(edited: EditedItem, way: str, day: date, after: datetime) -> None:
    """``after``: when what is served came to be."""
    wrong = {}
    if way not in WAYS:
        wrong["way"] = N_("Please choose how it was served.")
    if day > edited.today:
        wrong["day"] = N_("This day has not come yet. Record it when it is served.")
    if day < clock.local(after).date():
        wrong["day"] = N_("This day is too early: there was nothing to serve yet.")
    if wrong:
        raise InvalidInput(wrong)


def follow(edited: EditedItem, effect: str, reason: str) -> None:
    """The application's stage after the verdict; where it cannot move (ended, or done meanwhile) nothing happens."""
    application, stage = edited.application, edited.item.stage
    if effect == verdicts.STAY:
        return
    if edited.sheet == "art100":  # its defence ends with the verdict
        edited.complete_if_here("defence", "")
        stage = "verdict" if stage == "defence" and "verdict" in application.rows else stage
    if effect == verdicts.COMPLETE:
        edited.complete_if_here(stage, reason)
    elif effect == verdicts.WAIT:
        edited.move_if_possible("wait_applicant", stage, reason)
    elif effect == verdicts.REFUSE and stage in application.progress.present:
        edited.move_if_possible("refuse", "", reason)
