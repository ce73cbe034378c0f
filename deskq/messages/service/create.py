"""Registers a message of any channel: it gets its code, owner and deadline at once."""

from datetime import datetime

from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings import kinds, queries, questions
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
from deskq.messages.service.edit import calendar_of
from deskq.messages.service.indexing import index
from deskq.messages.service.message_input import MessageInput, as_stored, category_of, checked_answers, cleaned
from deskq.office import working_time

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
        received = cleaned(received)
        category = category_of(settings, received)
        answers = _answers(tx, received)
        kinds.check_content(received, bool(category and category.permit), len(received.photos) + len(answers))
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
        tx.record(MessageRegistered(message.id, message.kind, message.channel, message.unit_id, moment(message.due_at)))
        return message


def _answers(tx: Transaction, received: MessageInput) -> list[QuestionAnswer]:
    """The answers to the questions of its category. Raises ``InvalidInput`` for a missing or invalid answer."""
    asked = questions.of_category(tx.session, tx.office_id, received.category_id)
    found = checked_answers(asked, received)
    if found.problems:
        raise InvalidInput(found.problems)
    return question_answers.rows(asked, found.answers, received.language)


def _check_named(tx: Transaction, settings: MessageSettings, received: MessageInput) -> None:
    """A report is taken only where somebody can read it (R25)."""
    today = clock.local(tx.at).date()
    named = settings.units.get(received.about_unit_id or 0)
    if received.kind == REPORT and named and named not in viewers.nameable_units(tx.session, settings, today):
        raise InvalidInput({"about_unit": UNREAD})


def _new_message(
    tx: Transaction, settings: MessageSettings, received: MessageInput, category: Category | None, key: str
) -> Message:
    report = received.kind == REPORT
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
        about_unit_id=received.about_unit_id if report else None,
        unit_id=initial_unit(settings, received.kind, received.about_unit_id),
        taken_by_id=received.taken_by_id,
        day=jalali.day_at(tx.at, clock.zone()),
        registered_at=tx.at,
        **_promised(tx, sort),
    )


def _promised(tx: Transaction, sort: MessageClass) -> dict[str, datetime]:
    due = deadline_of(tx, tx.at, sort)
    found = deadlines.deadline_times(working_time.runs_in(sort.measure, calendar_of(tx)), tx.at, due)
    return {"started_at": tx.at, "first_due_at": due, **found._asdict()}


def initial_unit(settings: MessageSettings, kind: str, about_unit_id: int | None) -> int:
    """Complaints and reports begin with the inspectorate, all else with intake. A report about the inspectorate
    begins with the top unit (R25)."""
    inspectorate, intake = settings.policy.inspectorate_unit_id, settings.policy.intake_unit_id
    if kind not in (REPORT, "complaint"):
        return intake
    if kind == REPORT and about_unit_id == inspectorate:
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
