"""A form sent again returns the message it made; with other content it is refused."""

from deskq.core.errors import N_, DomainError
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings import queries, questions
from deskq.message_settings.kinds import REPORT
from deskq.messages import question_answers, tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message
from deskq.messages.service.create import register
from deskq.messages.service.message_input import MessageInput, as_stored, checked_answers

#: Fields of the form as message and sender store them; of a report the place is in its text.
MESSAGE_FIELDS = ("kind", "category_id", "address", "district_id", "lat", "lon", "permit")
SENDER_FIELDS = ("name", "phone", "national_id")


class AlreadyRegistered(DomainError):
    slug = "already-registered"
    title = N_(
        "This form was already registered as %(code)s, and its content has changed since. Nothing was lost. Send it "
        "again to register it as a separate message."
    )


def submit(office_id: int, by: str, content: MessageInput, request_key: str) -> Message:
    """A citizen sends the page of the web."""
    with transaction(office_id, by) as tx:
        return find_registered(tx, content, request_key) or register(office_id, by, content, request_key)


def find_registered(tx: Transaction, content: MessageInput, request_key: str) -> Message | None:
    """The message this form made, or ``AlreadyRegistered`` if the content differs: nothing typed is lost."""
    known = message.by_request_key(tx.session, tx.office_id, request_key)
    if known is not None:
        check_unchanged(tx, known, content)
    return known


def check_unchanged(tx: Transaction, known: Message, content: MessageInput) -> None:
    """``AlreadyRegistered`` when the form has other content than the message registered under its key."""
    asked = questions.of_category(tx.session, tx.office_id, content.category_id)
    answers = question_answers.rows(asked, checked_answers(asked, content).answers, content.language)
    now = as_stored(queries.load_settings(tx.session, tx.office_id), content, answers)
    answered = question_answers.in_words(question_answers.of_message(tx.session, known.id))
    sender = message.sender(tx.session, known.id)
    body = known.sealed_body if known.kind == REPORT else known.body
    before = (
        body,
        *(getattr(known, name) for name in MESSAGE_FIELDS),
        *(getattr(sender, name) for name in SENDER_FIELDS),
        sender.address,
    )
    kept = {photo.file for photo in message.photos(tx.session, known.id)}  # the same picture has the same name
    fresh = any(file not in kept for _, file in content.photos)
    if (
        fresh
        or answered != question_answers.in_words(answers)
        or before != (now.body, *(getattr(now, name) for name in (*MESSAGE_FIELDS, *SENDER_FIELDS)), now.home)
    ):
        raise AlreadyRegistered(code=tracking_code.isolated(known.code))
