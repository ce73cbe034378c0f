"""Ends pauses automatically, and queues the SMS with the question."""

from flask import has_app_context

from deskq.core import actors
from deskq.core.transactions import Transaction, in_transaction
from deskq.message_pauses import rules, service, sms_template
from deskq.message_settings import queries as message_settings_queries
from deskq.messages import sms_templates
from deskq.messages.events import MessageMoved
from deskq.messages.queries import message as message_queries
from deskq.messages.rules.transitions import LIVE
from deskq.messages.service.edit import EditedMessage
from deskq.sms import outbox
from deskq.sms import service as sms_service


@in_transaction(MessageMoved)
def end_wait(tx: Transaction, event: MessageMoved) -> None:
    """A text of the citizen is the reply. An answer or a withdrawal ends every pause."""
    found = message_queries.by_id(tx.session, tx.office_id, event.message)
    if found is None or found.waits_for is None or event.verb in rules.VERBS.values():
        return
    edited = EditedMessage(
        tx, found, message_settings_queries.load_settings(tx.session, tx.office_id), by=actors.SYSTEM
    )
    if event.state not in LIVE:
        service.forget(edited, rules.OVER)
    elif event.verb == "add" and found.waits_for == rules.CITIZEN:
        service.end(edited, rules.REPLIED)


@in_transaction(MessageMoved)
def queue_question(tx: Transaction, event: MessageMoved) -> None:
    found = message_queries.by_id(tx.session, tx.office_id, event.message)
    if event.verb != rules.VERBS[rules.CITIZEN] or found is None or not (has_app_context() and outbox.is_on()):
        return
    if found.waits_until is not None and sms_templates.is_wanted(found, message_queries.sender(tx.session, found.id)):
        sms_service.add_notice(tx, sms_template.about(found.id, event.step), found.waits_until)
