"""One digit by SMS that rates no visit: it answers a question about an application that ended or a message that was
answered, whichever was last."""

from datetime import timedelta

from deskq.application_ratings import queries as rating_queries
from deskq.application_ratings import rules as rating_rules
from deskq.application_ratings import service as rating_service
from deskq.applications.models import Application
from deskq.applications.models import phone_index as applicants_index
from deskq.core.errors import DomainError
from deskq.core.transactions import Transaction
from deskq.messages.models import Message, phone_index
from deskq.messages.queries import message as message_queries
from deskq.portal import helped
from deskq.portal import service as portal

#: So long after an answer a digit is taken as what was asked about it.
WITHIN = timedelta(days=14)
#: What the history says of a message that was opened again by a digit.
BY_SMS = "کمک نکرد (پیامک)"


def take(tx: Transaction, phone: str, digit: str) -> tuple[int | None, bool] | None:
    """(message that it was about, whether the sender gets a reply), or None where it answers nothing."""
    if digit not in helped.DIGITS:
        return None
    application, answered = _application(tx, phone), _message(tx, phone)
    if application is not None and (answered is None or _ended(application) >= _answered(answered)):
        rating_service.answer(*_next(tx, application), helped.DIGITS[digit], rating_rules.SMS)
        return None, True
    if answered is None:
        return None
    if helped.DIGITS[digit]:
        portal.say_helped(tx.office_id, answered.id, "sms")
        return answered.id, True
    try:
        portal.return_to_answer(tx.office_id, answered.id, "reopen", BY_SMS)
    except DomainError:
        return None
    return answered.id, True


def _next(tx: Transaction, application: Application) -> tuple[int, int, str]:
    question = rating_rules.next_question(rating_queries.rating(tx.session, application.id))
    assert question is not None
    return tx.office_id, application.id, question


def _application(tx: Transaction, phone: str) -> Application | None:
    """The one that ended last, while a question is left."""
    index = applicants_index(phone)
    found = rating_queries.to_rate_of_phone(tx.session, tx.office_id, index, tx.at) if index else None
    if found is None or rating_rules.next_question(rating_queries.rating(tx.session, found.id)) is None:
        return None
    return found


def _message(tx: Transaction, phone: str) -> Message | None:
    index = phone_index(phone)
    found = message_queries.answered_last_of(tx.session, tx.office_id, index, tx.at - WITHIN) if index else None
    if found is None or not helped.may_say(found, message_queries.last_feedback_of(tx.session, found.id)):
        return None
    return found


def _ended(application: Application) -> float:
    return application.ended_at.timestamp() if application.ended_at is not None else 0


def _answered(message: Message) -> float:
    return message.answered_at.timestamp() if message.answered_at is not None else 0
