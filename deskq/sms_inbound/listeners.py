"""Queues the reply to an inbound SMS in the same transaction in which the SMS is stored."""

from datetime import timedelta

from flask import has_app_context

from deskq.core.transactions import Transaction, in_transaction
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.sms_inbound import queries, replies
from deskq.sms_inbound.events import ReplyNeeded

#: A reply is not worth sending later than this.
REPLY_EXPIRES = timedelta(hours=2)


@in_transaction(ReplyNeeded)
def queue_reply(tx: Transaction, event: ReplyNeeded) -> None:
    row = queries.sms_by_id(tx.session, tx.office_id, event.text)
    if row is not None and replies.is_wanted(row) and has_app_context() and outbox.is_on():
        sms_service.add_notice(tx, replies.about(row.id), tx.at + REPLY_EXPIRES)
