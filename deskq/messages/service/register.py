"""The one intake of all channels: a message gets its code, its owner and its deadline in the moment it comes in."""

from datetime import datetime

from deskq import clock, persian
from deskq.errors import N_, BadFields
from deskq.messages import queries, rules, tracking
from deskq.messages.events import MessageRegistered, moment
from deskq.messages.furniture import Category, MessageClass
from deskq.messages.models import Message, Photo, Sender, Step, national_index, phone_index
from deskq.messages.queries import Furniture
from deskq.messages.service.given import Given, category_of, cleaned, with_place_in_words
from deskq.messages.service.held import calendar_of
from deskq.messages.service.indexing import index
from deskq.office import working
from deskq.transactions import Transaction, transaction

UNREAD = N_(
    "At present nobody outside this unit would read such a report, so it is not taken here. Please bring it to the "
    "mayor yourself."
)


def register(office_id: int, by: str, given: Given, request_key: str) -> Message:
    """Store a message. The same ``request_key`` again gives the message it made the first time."""
    with transaction(office_id, by) as tell:
        known = queries.by_request_key(tell.session, office_id, request_key)
        if known is not None:
            return known
        about = queries.furniture(tell.session, office_id)
        given = cleaned(given)
        category = category_of(about, given)
        rules.check_content(given, bool(category and category.permit), len(given.photos))
        _check_named(tell, about, given)
        given = with_place_in_words(about, given)
        message = _made(tell, about, given, category, request_key)
        tell.session.add(message)
        tell.session.flush()
        tell.session.add(_sender(message.id, given))
        tell.session.add_all(
            Photo(message_id=message.id, kind=kind, file=file, at=tell.at) for kind, file in given.photos
        )
        index(tell, message, about)
        _begin_story(tell, message)
        tell(MessageRegistered(message.id, message.kind, message.channel, message.unit_id, moment(message.due_at)))
        return message


def _check_named(tell: Transaction, about: Furniture, given: Given) -> None:
    """A report is taken only where somebody reads it (R25)."""
    today = tell.at.astimezone(clock.zone()).date()
    named = about.units.get(given.about_unit_id or 0)
    if given.kind == rules.REPORT and named and named not in queries.nameable(tell.session, about, today):
        raise BadFields({"about_unit": UNREAD})


def _made(tell: Transaction, about: Furniture, given: Given, category: Category | None, key: str) -> Message:
    report = given.kind == rules.REPORT
    sort = about.classes[given.class_id] if given.class_id is not None else about.class_of(given.kind, category)
    return Message(
        office_id=tell.office_id,
        code=_fresh_code(tell),
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
        cell=rules.cell(given.lat, given.lon) if given.lat is not None and given.lon is not None else None,
        permit=given.permit,
        ticket_id=given.ticket_id,
        opening_id=given.opening_id,
        about_unit_id=given.about_unit_id if report else None,
        unit_id=first_owner(about, given.kind, given.about_unit_id),
        taken_by_id=given.taken_by_id,
        day=persian.jalali_day(tell.at, clock.zone()),
        registered_at=tell.at,
        **_promised(tell, sort),
    )


def _promised(tell: Transaction, sort: MessageClass) -> dict[str, datetime]:
    due = due_of(tell, tell.at, sort)
    found = rules.times(working.runs_in(sort.measure, calendar_of(tell)), tell.at, due)
    return {"started_at": tell.at, "first_due_at": due, **found._asdict()}


def first_owner(about: Furniture, kind: str, about_unit_id: int | None) -> int:
    """Where a message begins: complaints and reports with the inspectorate, all else at the intake. A report that names
    the inspectorate goes past it, to the top of the house (R25)."""
    inspectorate, intake = about.policy.inspectorate_unit_id, about.policy.intake_unit_id
    if kind not in (rules.REPORT, "complaint"):
        return intake
    if kind == rules.REPORT and about_unit_id == inspectorate:
        return about.top(inspectorate).id
    return inspectorate


def due_of(tell: Transaction, start: datetime, sort: MessageClass) -> datetime:
    return working.due(start, sort.amount, sort.measure, calendar_of(tell))


def _fresh_code(tell: Transaction) -> str:
    code = tracking.new()
    while queries.by_code(tell.session, tell.office_id, code) is not None:
        code = tracking.new()
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


def _begin_story(tell: Transaction, message: Message) -> None:
    tell.session.add(
        Step(
            message_id=message.id,
            at=tell.at,
            verb="register",
            person_id=message.taken_by_id,
            by=tell.by,
            unit_id=message.unit_id,
            due_at=message.due_at,
        )
    )
