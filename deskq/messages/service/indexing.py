"""Updates the full-text index in the transaction of the change."""

from deskq.core.transactions import Transaction
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.queries import MessageSettings
from deskq.messages import fulltext, question_answers
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries


def index(tx: Transaction, message: Message, settings: MessageSettings) -> None:
    """Index text, place and units of a message; reports are never indexed."""
    if message.kind == REPORT:
        return
    category = settings.categories.get(message.category_id or 0)
    district = settings.districts.get(message.district_id or 0)
    names = [name for row in (category, district) if row for name in row.name]
    answers = [row.answer for row in question_answers.of_message(tx.session, message.id)]
    said = [
        message.body,
        *answers,
        message.address,
        message.permit,
        *names,
        *message_queries.words_added(tx.session, message.id),
    ]
    units = {message.unit_id, *message_queries.units_of(tx.session, message.id)}
    fulltext.replace_row(tx.connection, fulltext.row(message.id, said, sorted(units), message.taken_by_id))
