"""What a citizen is told of their message goes into the outbox in the very commit of what happened."""

from datetime import timedelta

from flask import has_app_context

from deskq.messages import queries, replies, texts
from deskq.messages.events import MessageMoved, MessageRegistered, SenderGiven, TextAsked
from deskq.messages.models import Message
from deskq.notify import outbox
from deskq.notify import service as notify_service
from deskq.transactions import Transaction, beside

#: A text about a matter of days has time, but not without end.
WORTH = timedelta(hours=24)
#: An answer to a question is not worth much later.
ANSWER_WORTH = timedelta(hours=2)
#: {verb of a move: what is told}. A move to another class of deadline makes a new promise too.
TOLD = {
    "extend": texts.EXTENDED,
    "refer": texts.EXTENDED,
    "answer": texts.ANSWERED,
    "link": texts.ANSWERED,  # if the other matter is answered already; else it is not true yet, and dropped
    "reopen": texts.REOPENED,
    "object": texts.REOPENED,
    "go_on": texts.REOPENED,
}
#: {verb: what the senders of its duplicates are told}
SHARED = {
    "extend": texts.EXTENDED,
    "refer": texts.EXTENDED,
    "answer": texts.ANSWERED,
    "link": texts.ANSWERED,
    "go_on": texts.EXTENDED,
}


@beside(MessageRegistered)
def put_code(tell: Transaction, event: MessageRegistered) -> None:
    _put(tell, texts.REGISTERED, event.message)


@beside(SenderGiven)
def put_code_later(tell: Transaction, event: SenderGiven) -> None:
    _put(tell, texts.REGISTERED, event.message)


@beside(MessageMoved)
def put_news(tell: Transaction, event: MessageMoved) -> None:
    kind = TOLD.get(event.verb)
    if kind is None or (kind == texts.EXTENDED and event.due is None):
        return
    _put(tell, kind, event.message, event.step)
    shared = SHARED.get(event.verb)
    if shared is not None and _is_on():
        for other in queries.duplicates_of(tell.session, event.message):
            _add(tell, shared, other, event.step)


@beside(TextAsked)
def put_reply(tell: Transaction, event: TextAsked) -> None:
    row = queries.text_in(tell.session, tell.office_id, event.text)
    if row is not None and replies.is_wanted(row) and _is_on():
        notify_service.add_notice(tell, replies.about(row.id), tell.at + ANSWER_WORTH)


def _put(tell: Transaction, kind: str, message_id: int, step: int = 0) -> None:
    found = queries.by_id(tell.session, tell.office_id, message_id) if _is_on() else None
    if found is not None:
        _add(tell, kind, found, step)


def _add(tell: Transaction, kind: str, message: Message, step: int) -> None:
    if texts.is_wanted(message, queries.sender(tell.session, message.id)):
        notify_service.add_notice(tell, texts.about(kind, message.id, step), tell.at + WORTH)


def _is_on() -> bool:
    return has_app_context() and outbox.is_on()
