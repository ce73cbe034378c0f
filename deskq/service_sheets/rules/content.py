"""What a service sheet says, as plain values, and how it is written as JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from deskq.core.errors import N_, DomainError
from deskq.core.text.names import Name

#: Who works on a stage: the town, the applicant, or a body outside. Only the town's time counts (R11).
WORK, APPLICANT, OUTSIDE = "work", "applicant", "outside"
KINDS = (WORK, APPLICANT, OUTSIDE)
KIND_NAMES = {
    WORK: Name("کار شهرداری", "Work of the municipality"),
    APPLICANT: Name("با متقاضی", "With the applicant"),
    OUTSIDE: Name("با سازمان دیگر", "With an outside body"),
}
NO_NAME = Name("", "")
#: Addresses under /manage/sheets that are no sheets.
RESERVED = frozenset({"new", "templates", "offering", "days"})
COSTS = ("free", "booklet", "bill")
LONGEST_CODE, MOST_DAYS = 40, 366
#: {unit in which it is said how long a result is valid: the most of them}
MOST_VALID = {"day": 999, "month": 480, "year": 40}
VALID_UNITS = {"day": Name("روز", "days"), "month": Name("ماه", "months"), "year": Name("سال", "years")}
WRONG_KEPT = N_("Please enter at most 366 working days.")
WRONG_VALID = N_("Please enter a whole number: at most 999 days, 480 months or 40 years.")
WRONG_STAGE = N_("Each stage needs a code of Latin letters, a name, and 0 to 366 working days.")
WRONG_DOCUMENT = N_("Each document needs a name and a code of its own, of small Latin letters, digits and underscores.")
WRONG_QUESTION = N_("Each question needs a name and a code of its own, of small Latin letters, digits and underscores.")
NO_SUCH_QUESTION = N_("“If” names a question that this sheet does not have.")
COST_NAMES = {
    "free": Name("رایگان", "Free"),
    "booklet": Name("طبق دفترچهٔ عوارض سال", "By the yearly fee booklet"),
    "bill": Name("طبق فیش", "By the bill"),
}


class UnknownSheet(DomainError):
    slug, status = "unknown-service-sheet", 404
    title = N_("There is no service with this code.")


@dataclass(frozen=True, slots=True)
class Question:
    """A question answered with yes or no, by which documents are chosen."""

    code: str
    name: Name


@dataclass(frozen=True, slots=True)
class Document:
    """``when``: the question whose yes asks for it; ``!question`` for its no; empty: always required."""

    code: str
    name: Name
    when: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """``unit``: code of the unit; ``days``: working days; ``after``: stages that must be over before it begins.
    ``at_desk``: a clerk of any unit may do it at the counter (R7)."""

    code: str
    name: Name
    unit: str
    days: int = 0
    kind: str = WORK
    after: tuple[str, ...] = ()
    optional: bool = False
    at_desk: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """``first_day`` and ``last_day``: ISO dates of the period in which it is received, or empty. ``refund``: what
    happens with what was paid when it is refused or withdrawn; ``handover``: where its result is handed over, and
    ``keep_days`` for how many working days (0: not said); ``valid_for`` so many ``valid_unit`` it is valid (0: not
    said), ``validity`` in words."""

    name: Name
    stages: tuple[Stage, ...] = ()
    documents: tuple[Document, ...] = ()
    questions: tuple[Question, ...] = ()
    cost: str = "booklet"
    visits: int = 1
    hours: Name = NO_NAME
    legal_basis: Name = NO_NAME
    complaint_route: Name = NO_NAME
    first_day: str = ""
    last_day: str = ""
    refund: Name = NO_NAME
    handover: Name = NO_NAME
    keep_days: int = 0
    valid_for: int = 0
    valid_unit: str = "month"
    validity: Name = NO_NAME

    def stage(self, code: str) -> Stage:
        return next(one for one in self.stages if one.code == code)


def is_code(typed: str) -> bool:
    """Whether this can be the code of a sheet or of something in it: small Latin letters, digits and underscores."""
    letters = typed.replace("_", "a")
    return letters.isascii() and letters.isalnum() and letters == letters.lower() and len(typed) <= LONGEST_CODE


def wrong_rows(content: Content) -> dict[str, str]:
    """{field: what is wrong} in the lists of stages, documents and questions. The ways between stages are checked by
    ``graph.check``."""
    wrong = {}
    if not all(
        is_code(one.code) and one.name.fa and 0 <= one.days <= MOST_DAYS and one.kind in KINDS for one in content.stages
    ):
        wrong["stages"] = WRONG_STAGE
    questions = {one.code for one in content.questions}
    if not all(one.when.removeprefix("!") in {"", *questions} for one in content.documents):
        wrong["documents"] = NO_SUCH_QUESTION
    if not _are_named(content.documents):
        wrong["documents"] = WRONG_DOCUMENT
    if not _are_named(content.questions):
        wrong["questions"] = WRONG_QUESTION
    return wrong


def wrong_lengths(content: Content) -> dict[str, str]:
    """{field: what is wrong} in how long a result is kept, and how long it is valid."""
    wrong = {}
    if not 0 <= content.keep_days <= MOST_DAYS:
        wrong["keep_days"] = WRONG_KEPT
    if not 0 <= content.valid_for <= MOST_VALID.get(content.valid_unit, -1):
        wrong["valid_for"] = WRONG_VALID
    return wrong


def _are_named(rows: Sequence[Document | Question]) -> bool:
    """Each has a name, and a code that no other has."""
    named = all(is_code(one.code) and one.name.fa for one in rows)
    return named and len({one.code for one in rows}) == len(rows)


#: Fields that are stored only where something is said: versions of before have none of them.
OPTIONAL = ("refund", "handover", "keep_days", "valid_for", "valid_unit", "validity")
NAMES = ("name", "hours", "legal_basis", "complaint_route", "refund", "handover", "validity")


def written(content: Content) -> str:
    """The content as it is stored: the same content always gives the same text."""
    raw = asdict(content)
    said = {key: value for key, value in raw.items() if key not in OPTIONAL or value != getattr(_NOTHING, key)}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_NOTHING = Content(NO_NAME)


def says_the_same(one: Content, other: Content) -> bool:
    """Whether they differ at most in the order in which a stage names those before it."""
    return _in_order(one) == _in_order(other)


def _in_order(content: Content) -> Content:
    return replace(content, stages=tuple(replace(one, after=tuple(sorted(one.after))) for one in content.stages))


@lru_cache(256)
def read(text: str) -> Content:
    """The content that ``written`` wrote."""
    raw: dict[str, Any] = json.loads(text)
    names = {key: Name(*raw[key]) for key in NAMES if key in raw}
    stages = tuple(_named(Stage, {**one, "after": tuple(one["after"])}) for one in raw["stages"])
    documents = tuple(_named(Document, one) for one in raw["documents"])
    questions = tuple(_named(Question, one) for one in raw["questions"])
    return Content(**{**raw, **names, "stages": stages, "documents": documents, "questions": questions})


def _named(kind: Any, raw: dict[str, Any]) -> Any:
    return kind(**{**raw, "name": Name(*raw["name"])})


def is_received(content: Content, day: str) -> bool:
    """Whether applications are received on this day (an ISO date)."""
    return (not content.first_day or content.first_day <= day) and (not content.last_day or day <= content.last_day)


def required(content: Content, yes: frozenset[str] | set[str]) -> list[Document]:
    """The documents needed where these questions were answered with yes, all others with no."""
    return [one for one in content.documents if _asked_for(one.when, yes)]


def _asked_for(when: str, yes: frozenset[str] | set[str]) -> bool:
    if not when:
        return True
    return when[1:] not in yes if when.startswith("!") else when in yes
