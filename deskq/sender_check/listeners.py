"""Queues the SMS with the code of a sender in the same transaction as the event."""

from flask import has_app_context

from deskq.citizen_check import queries
from deskq.core.transactions import Transaction, in_transaction
from deskq.sender_check.events import SenderCodeAsked
from deskq.sender_check.queries import SENDER
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.sms.one_time_code import rules as code_rules


@in_transaction(SenderCodeAsked)
def queue_sender_code(tx: Transaction, event: SenderCodeAsked) -> None:
    if has_app_context() and outbox.is_on():
        sms_service.add_notice(tx, queries.subject(SENDER, event.message, event.number), tx.at + code_rules.LASTS)
