"""Reads one row of a table of messages; a wrong cell is named with its reason. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from deskq.core.errors import N_, DomainError
from deskq.core.text import jalali, persian
from deskq.message_import.rules.fields import columns
from deskq.message_settings.kinds import CHANNEL_NAMES, KIND_NAMES, REPORT
from deskq.message_settings.root_causes import CAUSE_NAMES
from deskq.messages.rules.transitions import OUTCOME_NAMES, VERDICT_NAMES

LONGEST_TEXT, LONGEST_PLACE, LONGEST_ANSWER, LONGEST_KEY = 4000, 300, 2000, 60
#: The oldest day that a message may have.
FIRST_DAY = jalali.gregorian(13700101)
WRONG_DAY = N_("This is not a day. Please write it as 1397/10/25 or 2019-01-15.")
FUTURE_DAY = N_("This day is in the future.")
OLD_DAY = N_("This day is too long ago.")
EMPTY = N_("This cell is empty.")
TOO_LONG = N_("This text is too long.")
UNKNOWN = N_("This is none of the values that deskq knows.")
NO_REPORTS = N_("Confidential reports cannot be imported.")
BEFORE_MESSAGE = N_("This day is before the message.")
NO_COMPLAINT = N_("Only a complaint has a verdict.")


class WrongCell(DomainError):
    """``field``: code of the column; ``words``: what is wrong (msgid)."""

    slug, status = "wrong-cell", 422
    title = N_("This value is not in the right format.")

    def __init__(self, field: str, words: str) -> None:
        super().__init__()
        self.field, self.words = field, words


@dataclass(frozen=True, slots=True)
class Row:
    """One message as it is stored until it is imported; days are Jalali numbers, ids those of the office."""

    number: int
    key: str
    day: int
    kind: str
    channel: str
    text: str
    place: str
    category_id: int | None
    district_id: int | None
    outcome: str | None
    answer: str
    answered_day: int | None
    verdict: str | None
    cause: str | None

    def stored(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Known:
    """What names of this office mean: {``persian.search_key`` of a code or name: id}."""

    categories: Mapping[str, int]
    districts: Mapping[str, int]
    today: date


def _codes(names: Mapping[str, Any]) -> dict[str, str]:
    return {persian.search_key(text): code for code, name in names.items() for text in (code, *name)}


def _keyed(words: Mapping[str, str]) -> dict[str, str]:
    """As they are compared: in any spelling of letters and digits."""
    return {persian.search_key(word): code for word, code in words.items()}


#: As the tables of towns call them, besides the names of deskq.
USUAL_KINDS = {"درخواست": "request", "نظر": "suggestion", "سپاس": "praise", "تشکر": "praise", "قدردانی": "praise"}
USUAL_CHANNELS = {
    "تلفن": "phone", "تلفنی": "phone", "۱۳۷": "phone", "سایت": "web", "اینترنت": "web", "اینترنتی": "web", "sms": "sms",
    "مکتوب": "letter", "کتبی": "letter", "مراجعه": "in_person", "ملاقات مردمی": "meeting",
    "صندوق انتقادات و پیشنهادات": "box",
}  # fmt: skip
KINDS = _codes(KIND_NAMES) | _keyed(USUAL_KINDS)
CHANNELS, OUTCOMES = _codes(CHANNEL_NAMES) | _keyed(USUAL_CHANNELS), _codes(OUTCOME_NAMES)
#: Verdicts as minutes and letters write them, besides the names of deskq.
USUAL_VERDICTS = {"وارد": "upheld", "ناوارد": "not_upheld", "وارد نیست": "not_upheld", "غیر وارد": "not_upheld"}
VERDICTS, CAUSES = _codes(VERDICT_NAMES) | _keyed(USUAL_VERDICTS), _codes(CAUSE_NAMES)


def read(number: int, cells: Sequence[str], places: Mapping[str, int], known: Known) -> Row:
    """A row as a message. Raises ``WrongCell`` for the first wrong cell."""
    said = {code: persian.clean(cells[place]) if place < len(cells) else "" for code, place in places.items()}
    day = _day("date", said.get("date", ""), known.today)
    kind = _choice("kind", said.get("kind", ""), KINDS) or "request"
    if kind == REPORT:
        raise WrongCell("kind", NO_REPORTS)
    verdict = _choice("verdict", said.get("verdict", ""), VERDICTS)
    if verdict is not None and kind != "complaint":
        raise WrongCell("verdict", NO_COMPLAINT)
    answered = said.get("answered_on", "")
    answered_day = _day("answered_on", answered, known.today) if answered else None
    if answered_day is not None and answered_day < day:
        raise WrongCell("answered_on", BEFORE_MESSAGE)
    if not said.get("text"):
        raise WrongCell("text", EMPTY)
    return Row(
        number, _text("key", said, LONGEST_KEY), jalali.day_number(day), kind,
        _choice("channel", said.get("channel", ""), CHANNELS) or "letter",
        _text("text", said, LONGEST_TEXT), _text("place", said, LONGEST_PLACE),
        _choice("subject", said.get("subject", ""), known.categories),
        _choice("district", said.get("district", ""), known.districts),
        _choice("outcome", said.get("outcome", ""), OUTCOMES), _text("answer", said, LONGEST_ANSWER),
        jalali.day_number(answered_day) if answered_day is not None else None, verdict,
        _choice("cause", said.get("cause", ""), CAUSES),
    )  # fmt: skip


#: So much of a wrong cell is shown.
LONGEST_SHOWN = 60


def cell(cells: Sequence[str], place: int | None) -> str:
    """What a cell says, shortened for a list; empty where the row has none."""
    text = persian.clean(cells[place]) if place is not None and place < len(cells) else ""
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def cells(headers: Sequence[str], stored: Mapping[str, Any]) -> list[str]:
    """A stored row as the cells of its table, for a person to correct; its subject and district are left out."""
    days = {
        column: jalali.short_date(jalali.gregorian(stored[field]))
        for column, field in (("date", "day"), ("answered_on", "answered_day"))
        if stored[field]
    }
    found = [""] * len(headers)
    for column, place in columns(headers).items():
        found[place] = days.get(column) or str(stored.get(column) or "")
    return found


def _day(field: str, typed: str, today: date) -> date:
    if not typed:
        raise WrongCell(field, EMPTY)
    try:
        day = jalali.parse(typed.split(" ")[0])
    except ValueError:
        raise WrongCell(field, WRONG_DAY) from None
    if day > today:
        raise WrongCell(field, FUTURE_DAY)
    if day < FIRST_DAY:
        raise WrongCell(field, OLD_DAY)
    return day


def _choice(field: str, typed: str, values: Mapping[str, Any]) -> Any:
    if not typed:
        return None
    value = values.get(persian.search_key(typed))
    if value is None:
        raise WrongCell(field, UNKNOWN)
    return value


def _text(field: str, said: Mapping[str, str], longest: int) -> str:
    text = said.get(field, "")
    if len(text) > longest:
        raise WrongCell(field, TOO_LONG)
    return text
