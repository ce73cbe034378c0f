"""Input of a rating, shared by pages and the API."""

from typing import Annotated

from pydantic import Field
from werkzeug.datastructures import MultiDict

from deskq.core.errors import InvalidInput
from deskq.queue.forms import Id
from deskq.ratings.questionnaire import ITEMS, REASONS
from deskq.ratings.rules import MAX_COMMENT_LENGTH
from deskq.web.forms import INVALID, F, Form, read_page

Reasons = Annotated[list[str], Field(max_length=len(REASONS))]
Comment = Annotated[str, Field(max_length=MAX_COMMENT_LENGTH)]
Score = Annotated[int, Field(ge=1, le=5)]
Value = Annotated[int, Field(ge=0, le=5, strict=True)]
Answers = Annotated[dict[str, Value], Field(max_length=len(ITEMS))]
#: Longest ticket number as people type it, and longest text a code reader takes from the paper.
MAX_CODE_LENGTH, MAX_SCAN_LENGTH = 12, 500
TypedOrScanned = Annotated[str, Field(min_length=1, max_length=MAX_SCAN_LENGTH)]

#: The field of each question on a page: ``answer-conduct``.
ANSWER_PREFIX = "answer-"


class ScoreForm(Form):
    score: Score


class WordsForm(Form):
    reasons: Reasons = []
    comment: Comment = ""


class TabletForm(Form):
    visit: Id
    score: Score


class TabletWordsForm(WordsForm):
    visit: Id


class TicketCodeForm(Form):
    code: TypedOrScanned


class KioskForm(TicketCodeForm):
    score: Score


class KioskReasonForm(TicketCodeForm):
    reasons: Reasons = []


def read_with_answers(form: type[F], fields: MultiDict[str, str]) -> tuple[F, dict[str, int]]:
    """The form of a page, and {item: value} of the questions on it; an unanswered question is left out."""
    rest = MultiDict([(name, value) for name, value in fields.items(multi=True) if not name.startswith(ANSWER_PREFIX)])
    return read_page(form, rest), answers_of(fields)


def answers_of(fields: MultiDict[str, str]) -> dict[str, int]:
    """{item: value} of the questions that were answered."""
    chosen = {
        name.removeprefix(ANSWER_PREFIX): value
        for name, value in fields.items()
        if name.startswith(ANSWER_PREFIX) and value
    }
    if not set(chosen.values()) <= set("012345"):
        raise InvalidInput({"answers": INVALID})
    return {item: int(value) for item, value in chosen.items()}
