"""Messages of citizens: filed by a voice menu or an app, received by SMS, tracked by code."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from flask import request
from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.api.idempotency import request_key
from deskq.core import clock, secrets
from deskq.core.errors import InvalidInput, NotFound, RateLimited
from deskq.core.extensions import db
from deskq.message_settings import queries, questions
from deskq.message_settings.kinds import REPORT, WRONG_CHOICE
from deskq.message_settings.queries import NotSetUp
from deskq.message_settings.question_rules import field_of
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.messages.queries import message as message_queries
from deskq.messages.service import create
from deskq.messages.service.message_input import MessageInput
from deskq.portal import queries as portal_queries
from deskq.queue.service.issue import KeyReused
from deskq.sms_inbound import receive
from deskq.sms_inbound.service import SmsInput
from deskq.web.forms import Form

ACT = "messages.receive"
MILLION = 1_000_000
MOST_ANSWERS = 50
Line = Annotated[str, Field(max_length=300)]
Kind = Literal["request", "criticism", "complaint", "suggestion", "praise", "report"]


class MessageIn(Form):
    """A message of a citizen. ``category``, ``district``: codes; latitude and longitude in degrees, both or neither.
    ``answers``: {code of a question of the category: answer}."""

    kind: Kind = "request"
    channel: Literal["ivr", "app", "email"] = "app"
    body: Annotated[str, Field(max_length=4000)]
    category: Annotated[str, Field(max_length=40)] | None = None
    address: Line = ""
    district: Annotated[str, Field(max_length=40)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    permit: Annotated[str, Field(max_length=40)] = ""
    name: Line = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    national_id: Annotated[str, Field(max_length=20)] = ""
    home: Line = ""
    texts: bool = True
    language: Literal["fa", "en"] = "fa"
    answers: Annotated[dict[Line, Line], Field(max_length=MOST_ANSWERS)] = {}


class TextIn(Form):
    """An SMS as a gateway received it; ``id``: of the gateway, by which a repetition is recognised."""

    from_: Annotated[str, Field(alias="from", min_length=1, max_length=100)]
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    id: Annotated[str, Field(min_length=1, max_length=100)]
    at: datetime | None = None


class Stage(BaseModel):
    state: str
    at: datetime


class MessageOut(BaseModel):
    """State of a message. For a confidential report without unit and date. ``paused_at``: since when its clock stands;
    until it goes on, ``due_at`` is the latest day."""

    code: str
    kind: Kind
    state: Literal["registered", "referred", "accepted", "answered", "closed", "withdrawn"]
    unit: schemas.NameOut | None
    due_at: datetime | None
    paused_at: datetime | None
    stages: list[Stage]


class TextOut(BaseModel):
    """``says``: it became a message, under ``code``. ``asks``, ``wrong``: a tracking code, answered by SMS."""

    meaning: Literal["says", "asks", "wrong", "rates"]
    code: str | None


@endpoint(
    "POST",
    "/messages",
    act=ACT,
    body=MessageIn,
    answer=MessageOut,
    status=201,
    refusals=(InvalidInput, KeyReused, NotSetUp),
    limit="600 per minute",
)
def create_message(caller: Caller, form: MessageIn) -> MessageOut:
    """File a message of a citizen."""
    given = request.headers.get("Idempotency-Key")
    key = request_key(caller, given) if given else secrets.new()
    content, codes = _message_input(caller, form)
    try:
        return _message_out(create.register(caller.office_id, caller.by, content, key))
    except InvalidInput as wrong:
        raise InvalidInput({codes.get(field, field): text for field, text in wrong.fields.items()}) from None


@endpoint(
    "POST",
    "/messages/sms",
    act=ACT,
    body=TextIn,
    answer=TextOut,
    status=200,
    refusals=(InvalidInput, KeyReused, RateLimited, NotSetUp),
    limit="1200 per minute",
)
def receive_text(caller: Caller, form: TextIn) -> TextOut:
    """Receive an SMS of a citizen. Repetitions are recognised; on 429 send it again later."""
    at = form.at.isoformat() if form.at is not None else ""
    row = receive.receive(caller.office_id, caller.by, SmsInput(form.from_, form.text, form.id, at))
    made = message_queries.by_id(db.session(), caller.office_id, row.message_id or 0) if row.meaning == "says" else None
    return TextOut(meaning=row.meaning, code=made.code if made is not None else None)


@endpoint(
    "GET",
    "/messages/<code>",
    act=ACT,
    answer=MessageOut,
    refusals=(NotFound, tracking_code.WrongCode),
    limit="120 per minute",
)
def show_message(caller: Caller, code: str) -> MessageOut:
    """State of a message by its tracking code; no personal data."""
    found = message_queries.by_code(db.session(), caller.office_id, tracking_code.read(code))
    if found is None:
        raise NotFound
    return _message_out(found)


def _message_input(caller: Caller, form: MessageIn) -> tuple[MessageInput, dict[str, str]]:
    """The content, and {field of a question: the same as the API calls it}."""
    about = queries.load_settings(db.session(), caller.office_id)
    same = ("kind", "channel", "body", "address", "permit", "name", "phone", "national_id", "home", "texts", "language")
    wrong = {}
    category = about.category_by_code.get(form.category) if form.category else None
    district = next((row for row in about.districts.values() if row.code == form.district and row.offered), None)
    if form.category and category is None:
        wrong["category"] = WRONG_CHOICE
    if form.district and district is None:
        wrong["district"] = WRONG_CHOICE
    asked = questions.of_category(db.session(), caller.office_id, category.id if category is not None else None)
    by_code = {row.code: row for row in asked}
    wrong |= {f"answers.{code}": WRONG_CHOICE for code in form.answers if code not in by_code}
    if wrong:
        raise InvalidInput(wrong)
    content = MessageInput(
        **{field: getattr(form, field) for field in same},
        category_id=category.id if category is not None else None,
        district_id=district.id if district is not None else None,
        lat=round(form.latitude * MILLION) if form.latitude is not None else None,
        lon=round(form.longitude * MILLION) if form.longitude is not None else None,
        answers={by_code[code].id: answer for code, answer in form.answers.items()},
    )
    return content, {field_of(row.id): f"answers.{row.code}" for row in asked}


def _message_out(message: Message) -> MessageOut:
    session = db.session()
    tracked = portal_queries.tracked(session, message, clock.today())
    report = message.kind == REPORT
    stages = [
        Stage(state=one.state, at=one.reached.astimezone(UTC)) for one in tracked.stages if one.reached is not None
    ]
    return MessageOut(
        code=message.code,
        kind=message.kind,
        state="registered" if report else tracked.primary.state,
        unit=None if report else schemas.name(tracked.unit),
        due_at=None if report else tracked.primary.due_at.astimezone(UTC),
        paused_at=tracked.waits_since.astimezone(UTC) if tracked.waits_since is not None else None,
        stages=stages[:1] if report else stages,
    )
