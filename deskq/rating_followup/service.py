"""Registers a complaint or praise about a visit by one tap; text, name and number may follow."""

from collections.abc import Collection

from sqlalchemy.orm import Session

from deskq.core import actors
from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.core.text.names import Name, listed
from deskq.core.transactions import transaction
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import LONGEST_ADDRESS, LONGEST_BODY, TOO_LONG
from deskq.messages.events import SenderAdded
from deskq.messages.models import Message, Sender, phone_index
from deskq.messages.queries import message
from deskq.messages.service.create import register
from deskq.messages.service.edit import edit_as_citizen
from deskq.messages.service.message_input import MessageInput, read_phone
from deskq.office import config_cache
from deskq.portal.service import add
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.rating_followup import queries, rules
from deskq.ratings.models import Rating
from deskq.ratings.questionnaire import REASONS

LONGEST_NAME = 80
COMPLAINT = "complaint"
#: The first line of the text: which visit it is about.
VISIT = {
    "complaint": Name("شکایت از مراجعهٔ شمارهٔ {code}، «{service}»", "Complaint about visit {code}, {service}"),
    "praise": Name("تقدیر از مراجعهٔ شمارهٔ {code}، «{service}»", "Praise for visit {code}, {service}"),
}
COUNTER = Name("باجهٔ {number}", "Counter {number}")


class FiledAlready(DomainError):
    slug = "filed-already"
    title = N_("A complaint about this visit is already registered. The person who filed it has the tracking code.")


def register_followup(office_id: int, ticket_id: int, kind: str) -> Message:
    """Register it once per visit and kind: a second tap finds the first message."""
    with transaction(office_id, actors.VISITOR) as tx:
        visit = queue_queries.ticket_by_id(tx.session, ticket_id)
        rating = tx.session.get(Rating, ticket_id)
        rules.check_offered(kind, rating.score if rating is not None else None)
        assert rating is not None
        return register(
            office_id, tx.by, _message_input(tx.session, visit, rating, kind), rules.visit_key(kind, ticket_id)
        )


def complain(office_id: int, ticket_id: int, own: Collection[str]) -> Message:
    """By the code on a tablet, which the clerk can scan too: allowed whatever the rating, or the answer would
    reveal it. Who did not register it (``own``: codes of this browser) does not get its code."""
    with transaction(office_id, actors.VISITOR) as tx:
        known = queries.of_visit(tx.session, ticket_id, COMPLAINT)
        if known is not None and known.code not in own:
            raise FiledAlready
        visit = queue_queries.ticket_by_id(tx.session, ticket_id)
        content = _message_input(tx.session, visit, tx.session.get_one(Rating, ticket_id), COMPLAINT)
        return known or register(office_id, tx.by, content, rules.visit_key(COMPLAINT, ticket_id))


def _message_input(session: Session, visit: Ticket, rating: Rating, kind: str) -> MessageInput:
    """Reasons and comment of the rating are its words, the counter is its place."""
    config, language = config_cache.of(session, visit.office_id), visit.language
    service = config.services[visit.service_id].name.in_language(language)
    reasons = [code for code in rating.reasons.split(",") if code in REASONS]
    named = listed((REASONS[code][1].in_language(language) for code in reasons), language)
    about_visit = VISIT[kind].in_language(language).format(code=visit.code, service=service)
    lines = (persian.persian_digits(about_visit) if language == "fa" else about_visit, named, rating.comment)
    wanted = "praise" if kind == "praise" else "conduct" if "conduct" in reasons else "other"
    category = message_settings_queries.load_settings(session, visit.office_id).category_by_code.get(wanted)
    return MessageInput(
        kind=kind,
        channel="web",
        body="\n".join(filter(None, lines)),
        category_id=category.id if category else None,
        address=_place(config, visit, language),
        ticket_id=visit.id,
        from_rating=True,
        language=language,
    )


def _place(config: config_cache.OfficeConfig, visit: Ticket, language: str) -> str:
    counter = config.counters.get(visit.counter_id or 0)
    office = (config.office.building, config.office.name)
    if counter is None:
        parts = [name.in_language(language) for name in office]
    else:
        place = counter.place
        number = COUNTER.in_language(language).format(number=place.counter)
        parts = [number, *(name.in_language(language) for name in (place.room, place.floor, *office))]
    said = listed(parts, language)
    return (persian.persian_digits(said) if language == "fa" else said)[:LONGEST_ADDRESS]


def complete(office_id: int, message_id: int, words: str, name: str, phone: str, texts: bool = True) -> Message:
    """What the visitor adds later; all of it is optional, and nothing changes nothing. Name and number are taken once:
    nobody overwrites another sender."""
    words, name, number = persian.clean(words), persian.clean(name)[:LONGEST_NAME], read_phone(phone)
    if len(words) > LONGEST_BODY:
        raise InvalidInput({"words": TOO_LONG})
    with edit_as_citizen(office_id, message_id) as edited:
        if words:
            add(edited, words)
        sender = message.sender(edited.tx.session, message_id)
        if (name or number) and not (sender.name or sender.phone or sender.national_id or sender.erased_at):
            _keep(sender, name, number, texts)
            edited.tx.record(SenderAdded(message_id))
        return edited.message


def _keep(sender: Sender, name: str, number: str, texts: bool) -> None:
    sender.name, sender.phone, sender.phone_index, sender.texts = name, number, phone_index(number), texts
