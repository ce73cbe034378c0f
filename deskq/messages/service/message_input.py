"""The content of a new message as typed; normalised and checked before it is stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.message_settings.kinds import CHANNELS, REPORT, WRONG_CHOICE, check_content, kind_of
from deskq.message_settings.models import Category, MessageQuestion
from deskq.message_settings.queries import MessageSettings
from deskq.message_settings.question_rules import Checked, replace_body
from deskq.messages import question_answers
from deskq.messages.question_answers import QuestionAnswer
from deskq.messages.rules import geo
from deskq.messages.rules.geo import NO_POINT
from deskq.sms import phone_numbers

#: The permit number in the text of a report; isolated (U+2066), or 1404-12 would be displayed backwards.
PERMIT = Name("شمارهٔ پروانهٔ ساختمان: \u2066{number}\u2069", "Building permit: \u2066{number}\u2069")
NO_PHONE = N_(
    "Please write a whole number: mobile, such as 0912 345 6789, or landline with its code, such as 028 3522 1234."
)


@dataclass(frozen=True)
class Past:
    """What is stated of a message that came in before it was typed or imported. ``settled``: it is for the reports
    only, and nothing of it is to be done any more; then what became of it, as far as it is known."""

    at: datetime
    settled: bool = True
    outcome: str | None = None
    answer: str = ""
    verdict: str | None = None
    root_cause: str | None = None
    answered_at: datetime | None = None
    import_id: int | None = None


@dataclass(frozen=True)
class MessageInput:
    """Texts as typed; ``name phone national_id home`` are the sender's. ``photos``: (kind, stored file).
    ``from_rating``: made by one tap after a rating, so nothing else was asked."""

    kind: str
    channel: str
    body: str = ""
    category_id: int | None = None
    class_id: int | None = None
    address: str = ""
    district_id: int | None = None
    lat: int | None = None
    lon: int | None = None
    permit: str = ""
    ticket_id: int | None = None
    from_rating: bool = False
    #: Of a message with a day in the past.
    past: Past | None = None
    opening_id: int | None = None
    about_unit_id: int | None = None
    name: str = ""
    phone: str = ""
    national_id: str = ""
    home: str = ""
    texts: bool = True
    language: str = "fa"
    taken_by_id: int | None = None
    photos: list[tuple[str, str]] = field(default_factory=list)
    #: {question of the category: typed answer}
    answers: Mapping[int, str] = field(default_factory=dict)


def cleaned(content: MessageInput) -> MessageInput:
    return replace(_texts_cleaned(content), phone=read_phone(content.phone), national_id=_national(content))


def _texts_cleaned(content: MessageInput) -> MessageInput:
    names = ("body", "address", "permit", "name", "home")
    texts: dict[str, Any] = {name: persian.clean(getattr(content, name)) for name in names}
    return replace(content, **texts)


def read_phone(typed: str) -> str:
    """A mobile number in E.164; a landline as its digits; ``InvalidInput`` otherwise."""
    if not typed.strip():
        return ""
    try:
        return phone_numbers.parse_any(typed)
    except phone_numbers.InvalidNumber:
        raise InvalidInput({"phone": NO_PHONE}) from None


def _national(content: MessageInput) -> str:
    typed = id_digits(content.national_id)
    if typed and not is_national_id(typed):
        raise InvalidInput({"national_id": N_("This national ID is not valid. Please check its ten digits.")})
    return typed


def with_kind(settings: MessageSettings, content: MessageInput) -> MessageInput:
    """With the kind of its subject, where the subject has one."""
    category = settings.categories.get(content.category_id or 0)
    return replace(content, kind=kind_of(content.kind, category.sets_kind)) if category is not None else content


def category_of(settings: MessageSettings, content: MessageInput) -> Category | None:
    """The category, when every chosen value exists; a message of the past may have one that is no longer offered."""
    wrong = {}
    category = settings.categories.get(content.category_id or 0)
    if content.category_id is not None and (category is None or not (category.offered or content.past)):
        wrong["category"] = WRONG_CHOICE
    if content.class_id is not None and content.class_id not in settings.classes:
        wrong["class_id"] = WRONG_CHOICE
    if content.district_id is not None and content.district_id not in settings.districts:
        wrong["district"] = WRONG_CHOICE
    if content.about_unit_id is not None and content.about_unit_id not in settings.units:
        wrong["about_unit"] = WRONG_CHOICE
    if content.channel not in CHANNELS:
        wrong["channel"] = WRONG_CHOICE
    if not geo.is_whole(content.lat, content.lon):
        wrong["lat"] = NO_POINT
    if wrong:
        raise InvalidInput(wrong)
    return category


def checked_answers(questions: Sequence[MessageQuestion], content: MessageInput) -> Checked:
    """The answers to the ``questions`` of its category."""
    return question_answers.checked(content.kind, content.channel, questions, content.answers)


def problems(
    settings: MessageSettings, content: MessageInput, questions: Sequence[MessageQuestion] = ()
) -> dict[str, str]:
    """{field: error} with which ``register`` would refuse it, for checking a step of a form."""
    content = with_kind(settings, content)
    found: dict[str, str] = {}
    checks: tuple[Callable[[], object], ...] = (
        lambda: category_of(settings, content),
        lambda: cleaned(content),
        lambda: check_content(_texts_cleaned(content), len(content.photos) + replace_body(questions)),
    )
    for check in checks:
        try:
            check()
        except InvalidInput as wrong:
            found |= wrong.fields
    return found | checked_answers(questions, content).problems


def as_stored(settings: MessageSettings, content: MessageInput, answers: Sequence[QuestionAnswer]) -> MessageInput:
    """The content that ``register`` stores: cleaned; the place of a report is part of its text; without a text, the
    answers are the text."""
    content = move_place_into_body(settings, cleaned(with_kind(settings, content)))
    return replace(content, body=content.body or question_answers.in_words(answers))


def move_place_into_body(settings: MessageSettings, content: MessageInput) -> MessageInput:
    """Place and permit of a report may tell whom it names: they are moved into its encrypted text."""
    if content.kind != REPORT:
        return content
    district = settings.districts.get(content.district_id or 0)
    point = f"{content.lat / 1e6}, {content.lon / 1e6}" if content.lat is not None and content.lon is not None else ""
    permit = PERMIT.in_language(content.language).format(number=content.permit) if content.permit else ""
    said = (content.body, district.name.fa if district else "", content.address, point, permit)
    body = "\n".join(filter(None, said))
    return replace(content, body=body, address="", district_id=None, lat=None, lon=None, permit="")
