"""Keeps what a message is found by, in the commit of what changed it."""

from deskq.messages import queries, rules, words
from deskq.messages.models import Message
from deskq.messages.queries import Furniture
from deskq.transactions import Transaction


def index(tell: Transaction, message: Message, about: Furniture) -> None:
    """Have it found by what was said and where, by those whose it is or was; a report is never found."""
    if message.kind == rules.REPORT:
        return
    category = about.categories.get(message.category_id or 0)
    district = about.districts.get(message.district_id or 0)
    names = [name for row in (category, district) if row for name in row.name]
    said = [message.body, message.address, message.permit, *names, *queries.words_added(tell.session, message.id)]
    units = {message.unit_id, *queries.units_of(tell.session, message.id)}
    words.keep(tell.connection, words.row(message.id, said, sorted(units), message.taken_by_id))
