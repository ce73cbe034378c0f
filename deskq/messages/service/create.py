"""The one intake of all channels: a message gets its code, its owner and its deadline in the moment it comes in."""

from datetime import datetime

from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import jalali
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings import kinds, queries
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.models import Category, MessageClass
from deskq.message_settings.queries import Furniture
from deskq.messages import tracking_code
from deskq.messages.events import MessageRegistered, moment
from deskq.messages.models import Message, Photo, Sender, Step, national_index, phone_index
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.messages.rules import deadlines, geo
from deskq.messages.service.edit import calendar_of
from deskq.messages.service.indexing import index
from deskq.messages.service.message_input import Given, category_of, cleaned, with_place_in_words
from deskq.office import working_time

UNREAD = N_(
    "At the moment, nobody outside this unit could read such a report, so we cannot accept it here. Please bring it "
    "to the mayor yourself."
)


def register(office_id: int, by: str, given: Given, request_key: str) -> Message:
    """Store a message. The same ``request_key`` again gives the message it made the first time."""
    with transaction(office_id, by) as tx:
        known = message_queries.by_request_key(tx.session, office_id, request_key)
        if known is not None:
            return known
        about = queries.furniture(tx.session, office_id)
        given = cleaned(given)
        category = category_of(about, given)
        kinds.check_content(given, bool(category and category.permit), len(given.photos))
        _check_named(tx, about, given)
        given = with_place_in_words(about, given)
        message = _made(tx, about, given, category, request_key)
        tx.session.add(message)
        tx.session.flush()
        tx.session.add(_sender(message.id, given))
        tx.session.add_all(Photo(message_id=message.id, kind=kind, file=file, at=tx.at) for kind, file in given.photos)
        index(tx, message, about)
        _begin_story(tx, message)
        tx.record(MessageRegistered(message.id, message.kind, message.channel, message.unit_id, moment(message.due_at)))
        return message


def _check_named(tx: Transaction, about: Furniture, given: Given) -> None:
    """A report is taken only where somebody reads it (R25)."""
    today = tx.at.astimezone(clock.zone()).date()
    named = about.units.get(given.about_unit_id or 0)
    if given.kind == REPORT and named and named not in viewers.nameable(tx.session, about, today):
        raise InvalidInput({"about_unit": UNREAD})


def _made(tx: Transaction, about: Furniture, given: Given, category: Category | None, key: str) -> Message:
    report = given.kind == REPORT
    sort = about.classes[given.class_id] if given.class_id is not None else about.class_of(given.kind, category)
    return Message(
        office_id=tx.office_id,
        code=_fresh_code(tx),
        request_key=key,
        kind=given.kind,
        channel=given.channel,
        language=given.language,
        state="registered",
        category_id=category.id if category else None,
        class_id=sort.id,
        body="" if report else given.body,
        sealed_body=given.body if report else None,
        address=given.address,
        district_id=given.district_id,
        lat=given.lat,
        lon=given.lon,
        cell=geo.cell(given.lat, given.lon) if given.lat is not None and given.lon is not None else None,
        permit=given.permit,
        ticket_id=given.ticket_id,
        opening_id=given.opening_id,
        about_unit_id=given.about_unit_id if report else None,
        unit_id=first_owner(about, given.kind, given.about_unit_id),
        taken_by_id=given.taken_by_id,
        day=jalali.day_at(tx.at, clock.zone()),
        registered_at=tx.at,
        **_promised(tx, sort),
    )


def _promised(tx: Transaction, sort: MessageClass) -> dict[str, datetime]:
    due = due_of(tx, tx.at, sort)
    found = deadlines.times(working_time.runs_in(sort.measure, calendar_of(tx)), tx.at, due)
    return {"started_at": tx.at, "first_due_at": due, **found._asdict()}


def first_owner(about: Furniture, kind: str, about_unit_id: int | None) -> int:
    """Where a message begins: complaints and reports with the inspectorate, all else at the intake. A report that names
    the inspectorate goes past it, to the top of the house (R25)."""
    inspectorate, intake = about.policy.inspectorate_unit_id, about.policy.intake_unit_id
    if kind not in (REPORT, "complaint"):
        return intake
    if kind == REPORT and about_unit_id == inspectorate:
        return about.top(inspectorate).id
    return inspectorate


def due_of(tx: Transaction, start: datetime, sort: MessageClass) -> datetime:
    return working_time.due(start, sort.amount, sort.measure, calendar_of(tx))


def _fresh_code(tx: Transaction) -> str:
    code = tracking_code.new()
    while message_queries.by_code(tx.session, tx.office_id, code) is not None:
        code = tracking_code.new()
    return code


def _sender(message_id: int, given: Given) -> Sender:
    return Sender(
        message_id=message_id,
        name=given.name,
        phone=given.phone,
        national_id=given.national_id,
        address=given.home,
        phone_index=phone_index(given.phone),
        national_index=national_index(given.national_id),
        texts=given.texts,
    )


def _begin_story(tx: Transaction, message: Message) -> None:
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
