"""Registers a message of any channel: it gets its code, owner and deadline at once."""

from datetime import datetime

from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings import kinds, queries, questions
from deskq.message_settings.about_staff import begins_restricted
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.models import Category, MessageClass
from deskq.message_settings.queries import MessageSettings
from deskq.messages import question_answers, tracking_code
from deskq.messages.events import MessageRegistered, moment
from deskq.messages.models import Message, Photo, Sender, Step, national_index, phone_index
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.messages.question_answers import QuestionAnswer
from deskq.messages.rules import deadlines, geo
from deskq.messages.service import past
from deskq.messages.service.cover import note_cover
from deskq.messages.service.edit import calendar_of
from deskq.messages.service.indexing import index
from deskq.messages.service.message_input import (
    MessageInput,
    as_stored,
    category_of,
    checked_answers,
    cleaned,
    with_kind,
)
from deskq.office import working_time
from deskq.queue import queries as queue_queries
from deskq.staff.models import Person

UNREAD = N_(
    "At the moment, nobody outside this unit could read such a report, so we cannot accept it here. "
    "Please bring it to the mayor yourself."
)


def register(office_id: int, by: str, received: MessageInput, request_key: str) -> Message:
    """Store a message. The same ``request_key`` again gives the message it made the first time."""
    with transaction(office_id, by) as tx:
        known = message_queries.by_request_key(tx.session, office_id, request_key)
        if known is not None:
            return known
        settings = queries.load_settings(tx.session, office_id)
        received = cleaned(with_kind(settings, received))
        category = category_of(settings, received)
        answers = _answers(tx, received)
        if received.past is None or received.past.import_id is None:
            kinds.check_content(received, len(received.photos) + len(answers))
        _check_named(tx, settings, received)
        received = as_stored(settings, received, answers)
        message = _new_message(tx, settings, received, category, request_key)
        tx.session.add(message)
        tx.session.flush()
        tx.session.add(_sender(message.id, received))
        tx.session.add_all(
            Photo(message_id=message.id, kind=kind, file=file, at=tx.at) for kind, file in received.photos
        )
        tx.session.add_all(answers)
        for answer in answers:
            answer.message_id = message.id
        tx.session.flush()
        index(tx, message, settings)
        _add_first_step(tx, message)
        if received.past is not None:
            past.record(tx, message, received.past)
        if message.state == "registered":
            due = moment(message.due_at)
            tx.record(MessageRegistered(message.id, message.kind, message.channel, message.unit_id, due))
            note_cover(tx, message)
        return message


def _answers(tx: Transaction, received: MessageInput) -> list[QuestionAnswer]:
    """The answers to the questions of its category. Raises ``InvalidInput`` for a missing or invalid answer."""
    asked = questions.of_category(tx.session, tx.office_id, received.category_id)
    found = checked_answers(asked, received)
    if found.problems:
        raise InvalidInput(found.problems)
    return question_answers.rows(asked, found.answers, received.language)


def _check_named(tx: Transaction, settings: MessageSettings, received: MessageInput) -> None:
    """A report, or a complaint about staff, is taken only where somebody can read it (R25)."""
    today = clock.local(tx.at).date()
    named = settings.units.get(received.about_unit_id or 0)
    category = settings.categories.get(received.category_id or 0)
    restricted = begins_restricted(received.kind, category.code if category else None, received.ticket_id is not None)
    if restricted and named and named not in viewers.nameable_units(tx.session, settings, today):
        raise InvalidInput({"about_unit": UNREAD})


def _new_message(
    tx: Transaction, settings: MessageSettings, received: MessageInput, category: Category | None, key: str
) -> Message:
    report = received.kind == REPORT
    restricted = begins_restricted(received.kind, category.code if category else None, received.ticket_id is not None)
    about_unit_id = _about_unit(tx, received) if restricted else None
    at = received.past.at if received.past is not None else tx.at
    sort = (
        settings.classes[received.class_id]
        if received.class_id is not None
        else settings.class_of(received.kind, category)
    )
    return Message(
        office_id=tx.office_id,
        code=_fresh_code(tx),
        request_key=key,
        kind=received.kind,
        channel=received.channel,
        language=received.language,
        state="registered",
        category_id=category.id if category else None,
        class_id=sort.id,
        body="" if report else received.body,
        sealed_body=received.body if report else None,
        address=received.address,
        district_id=received.district_id,
        lat=received.lat,
        lon=received.lon,
        cell=geo.cell(received.lat, received.lon) if received.lat is not None and received.lon is not None else None,
        permit=received.permit,
        ticket_id=received.ticket_id,
        opening_id=received.opening_id,
        about_unit_id=about_unit_id,
        restricted=restricted,
        unit_id=_first_unit(tx, settings, received.kind, about_unit_id, restricted),
        taken_by_id=received.taken_by_id,
        day=jalali.day_at(at, clock.zone()),
        registered_at=at,
        **_promised(tx, sort),
    )


def _promised(tx: Transaction, sort: MessageClass) -> dict[str, datetime]:
    due = deadline_of(tx, tx.at, sort)
    found = deadlines.deadline_times(working_time.runs_in(sort.measure, calendar_of(tx)), tx.at, due)
    return {"started_at": tx.at, "first_due_at": due, **found._asdict()}


def _about_unit(tx: Transaction, received: MessageInput) -> int | None:
    """The unit that is complained of: the one that was named, else that of the clerk of the visit."""
    if received.about_unit_id is not None or received.ticket_id is None:
        return received.about_unit_id
    clerk_id = queue_queries.ticket_by_id(tx.session, received.ticket_id).clerk_id
    clerk = tx.session.get(Person, clerk_id) if clerk_id is not None else None
    return clerk.unit_id if clerk is not None else None


def _first_unit(
    tx: Transaction, settings: MessageSettings, kind: str, about_unit_id: int | None, restricted: bool
) -> int:
    """As ``initial_unit``; what is restricted begins with the top unit while nobody of the inspectorate could read it
    and the head of the top unit can."""
    unit_id = initial_unit(settings, kind, about_unit_id, restricted)
    top = settings.top(unit_id).id
    if restricted and about_unit_id != top:
        read = viewers.units_with_report_readers(tx.session, tx.office_id)
        return top if unit_id not in read and top in read else unit_id
    return unit_id


def initial_unit(
    settings: MessageSettings, kind: str, about_unit_id: int | None, restricted: bool | None = None
) -> int:
    """Complaints and reports begin with the inspectorate, all else with intake. What is restricted and about the
    inspectorate begins with the top unit (R25); None: only reports are restricted."""
    restricted = kind == REPORT if restricted is None else restricted
    inspectorate, intake = settings.policy.inspectorate_unit_id, settings.policy.intake_unit_id
    if kind != "complaint" and not restricted:
        return intake
    if restricted and about_unit_id == inspectorate:
        return settings.top(inspectorate).id
    return inspectorate


def deadline_of(tx: Transaction, start: datetime, sort: MessageClass) -> datetime:
    return working_time.due(start, sort.amount, sort.measure, calendar_of(tx))


def _fresh_code(tx: Transaction) -> str:
    code = tracking_code.new()
    while message_queries.by_code(tx.session, tx.office_id, code) is not None:
        code = tracking_code.new()
    return code


def _sender(message_id: int, received: MessageInput) -> Sender:
    return Sender(
        message_id=message_id,
        name=received.name,
        phone=received.phone,
        national_id=received.national_id,
        address=received.home,
        phone_index=phone_index(received.phone),
        national_index=national_index(received.national_id),
        texts=received.texts,
    )


def _add_first_step(tx: Transaction, message: Message) -> None:
    tx.session.add(
        Step(
            message_id=message.id,
            at=tx.at,
            verb="register",
            person_id=message.taken_by_id,
            by=tx.by,
            unit_id=message.unit_id,
            due_at=message.due_at,
        )
    )
