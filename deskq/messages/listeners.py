"""In the same transaction as an event: queues the SMS about a citizen's message, and notes who reads the messages of a
unit that has nobody any more."""

from datetime import timedelta

from flask import has_app_context

from deskq.core import clock
from deskq.core.transactions import Transaction, in_transaction
from deskq.messages import sms_templates
from deskq.messages.events import MessageMoved, MessageRegistered, SenderAdded
from deskq.messages.models import Message
from deskq.messages.queries import due
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import texted_codes
from deskq.messages.rules.deadlines import last_day
from deskq.messages.service.cover import note_changed_covers
from deskq.office.events import OfficeChanged
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.staff.events import PersonSaved

#: An SMS is not worth sending later than this.
SEND_WITHIN = timedelta(hours=24)
#: Settings that say who reads the messages of a unit.
READERS = ("unit", "message_policy")
#: {verb: SMS to the sender}. A referral with another deadline class makes a new promise too.
TO_SENDER = {
    "extend": sms_templates.EXTENDED,
    "refer": sms_templates.EXTENDED,
    "wait_outside": sms_templates.EXTENDED,
    "resume": sms_templates.EXTENDED,
    "answer": sms_templates.ANSWERED,
    "link": sms_templates.ANSWERED,  # if the primary message is answered already; else it is outdated and dropped
    "reopen": sms_templates.REOPENED,
    "object": sms_templates.REOPENED,
    "go_on": sms_templates.REOPENED,
}
#: Steps after which the sender knows the day of the answer.
TELLS_DAY = ("register", *(verb for verb, kind in TO_SENDER.items() if kind != sms_templates.ANSWERED))
#: {verb: SMS to the senders of its duplicates}
TO_DUPLICATES = {
    "extend": sms_templates.EXTENDED,
    "ask_back": sms_templates.EXTENDED,
    "wait_outside": sms_templates.EXTENDED,
    "resume": sms_templates.EXTENDED,
    "refer": sms_templates.EXTENDED,
    "answer": sms_templates.ANSWERED,
    "link": sms_templates.ANSWERED,
    "go_on": sms_templates.EXTENDED,
}


@in_transaction(PersonSaved)
def note_readers_after_person(tx: Transaction, event: PersonSaved) -> None:
    tx.write_last(note_changed_covers)


@in_transaction(OfficeChanged)
def note_readers_after_settings(tx: Transaction, event: OfficeChanged) -> None:
    if event.what in READERS:
        tx.write_last(note_changed_covers)


@in_transaction(MessageRegistered)
def queue_code(tx: Transaction, event: MessageRegistered) -> None:
    _put_code(tx, event.message)


@in_transaction(SenderAdded)
def queue_code_for_late_sender(tx: Transaction, event: SenderAdded) -> None:
    _put_code(tx, event.message)


def _put_code(tx: Transaction, message_id: int) -> None:
    """Text the tracking code. A number that nobody has verified gets a limited number of them a day."""
    found = message_queries.by_id(tx.session, tx.office_id, message_id) if _is_on() else None
    if found is None:
        return
    if texted_codes.is_counted(found.taken_by_id, found.channel):
        number = message_queries.sender(tx.session, message_id).phone_index
        since = tx.at - texted_codes.WITHIN
        if not texted_codes.is_texted(message_queries.sent_in_with(tx.session, tx.office_id, number, since)):
            return
    _add(tx, sms_templates.REGISTERED, found, step=0)


@in_transaction(MessageMoved)
def queue_update(tx: Transaction, event: MessageMoved) -> None:
    kind = TO_SENDER.get(event.verb)
    if kind == sms_templates.EXTENDED and event.due is None:
        return
    if kind is not None and not (kind == sms_templates.EXTENDED and _is_known(tx, event)):
        _put(tx, kind, event.message, event.step)
    shared = TO_DUPLICATES.get(event.verb)
    if shared is not None and _is_on():
        for other in due.duplicates_of(tx.session, event.message):
            _add(tx, shared, other, event.step)


def _is_known(tx: Transaction, event: MessageMoved) -> bool:
    """Whether its sender was told this very day last: a pause that ends on the day of the answer changes nothing."""
    steps = message_queries.steps(tx.session, event.message)
    now = next((step for step in steps if step.id == event.step), None)
    told = [step.due_at for step in steps if step.verb in TELLS_DAY and step.id != event.step and step.due_at]
    if now is None or now.due_at is None or not told:
        return False
    return last_day(now.due_at, clock.zone()) == last_day(told[-1], clock.zone())


def _put(tx: Transaction, kind: str, message_id: int, step: int = 0) -> None:
    found = message_queries.by_id(tx.session, tx.office_id, message_id) if _is_on() else None
    if found is not None:
        _add(tx, kind, found, step)


def _add(tx: Transaction, kind: str, message: Message, step: int) -> None:
    if sms_templates.is_wanted(message, message_queries.sender(tx.session, message.id)):
        sms_service.add_notice(tx, sms_templates.about(kind, message.id, step), tx.at + SEND_WITHIN)


def _is_on() -> bool:
    return has_app_context() and outbox.is_on()
