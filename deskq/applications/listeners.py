"""Queues the SMS about an application in the same transaction as the event."""

from datetime import timedelta

from flask import has_app_context

from deskq.applications import sms_templates
from deskq.applications.events import (
    ApplicationFiles,
    ApplicationMoved,
    ApplicationOpened,
    ApplicationTakenBack,
    BillCancelled,
)
from deskq.applications.queries import application as queries
from deskq.applications.rules.progress import VERBS
from deskq.core import clock
from deskq.core.transactions import Transaction, in_transaction
from deskq.messages.rules.deadlines import last_day
from deskq.sms import outbox
from deskq.sms import service as sms_service

#: An SMS is not worth sending later than this.
SEND_WITHIN = timedelta(hours=24)
#: A new promise with its reason; the other verbs that promise a day end a pause.
NEW_PROMISE = ("extend", "object", "uphold")
BY_VERB = {
    "wait_documents": sms_templates.MISSING,
    "wait_payment": sms_templates.BILL,
    "wait_applicant": sms_templates.WAITS,
    "refuse": sms_templates.REFUSED,
    "dismiss": sms_templates.DISMISSED,
}


@in_transaction(ApplicationOpened)
def queue_code(tx: Transaction, event: ApplicationOpened) -> None:
    _put(tx, sms_templates.OPENED, event.application, 0)


@in_transaction(ApplicationMoved)
def queue_update(tx: Transaction, event: ApplicationMoved) -> None:
    kind = BY_VERB.get(event.verb)
    if event.state == "finished":
        kind = sms_templates.AT_ONCE if _opened_now(tx, event.application) else sms_templates.FINISHED
    elif kind is None and event.due is not None and event.verb in NEW_PROMISE:
        kind = sms_templates.EXTENDED
    elif kind is None and event.state == "open" and _is_news(tx, event):
        kind = sms_templates.GOES_ON
    if kind is not None:
        _put(tx, kind, event.application, event.step)


def _is_news(tx: Transaction, event: ApplicationMoved) -> bool:
    """Whether a pause ended with another day than the one told last: a pause that ends as early changes nothing. Of an
    application that waited from its opening on no day was told yet."""
    steps = queries.steps(tx.session, event.application)
    earlier = [step for step in steps if step.id < event.step]
    if event.verb == "resume" and not any(step.verb in VERBS for step in earlier):
        return True
    now = next(step.due_at for step in steps if step.id == event.step)
    told = [step.due_at for step in earlier if step.due_at is not None]
    if now is None or not told:
        return now is not None
    return last_day(now, clock.zone()) != last_day(told[-1], clock.zone())


def _opened_now(tx: Transaction, application_id: int) -> bool:
    """Whether it was opened by this very action: the applicant has the result in their hands."""
    application = queries.by_id(tx.session, tx.office_id, application_id)
    return application is not None and application.opened_at == tx.at


@in_transaction(BillCancelled)
def queue_cancelled_bill(tx: Transaction, event: BillCancelled) -> None:
    _put(tx, sms_templates.BILL_CANCELLED, event.application, event.step)


@in_transaction(ApplicationTakenBack)
def queue_correction(tx: Transaction, event: ApplicationTakenBack) -> None:
    """Only where an SMS about that step was sent; one that was not is not sent any more."""
    about = [sms_templates.about(kind, event.application, event.took) for kind in sms_templates.VALID_IN]
    if sms_service.stop_notices(tx, about):
        _put(tx, sms_templates.TAKEN_BACK, event.application, event.step)


@in_transaction(ApplicationFiles)
def queue_return(tx: Transaction, event: ApplicationFiles) -> None:
    if event.verb == "return":
        _put(tx, sms_templates.MISSING, event.application, event.step)


def _put(tx: Transaction, kind: str, application_id: int, step: int) -> None:
    if not (has_app_context() and outbox.is_on()):
        return
    if sms_templates.is_wanted(queries.applicant(tx.session, application_id)):
        sms_service.add_notice(tx, sms_templates.about(kind, application_id, step), tx.at + SEND_WITHIN)
