"""The input of a rating: the same for pages and machines."""

from typing import Annotated

from pydantic import Field
from werkzeug.datastructures import MultiDict

from deskq.core.errors import InvalidInput
from deskq.queue.forms import Id
from deskq.ratings.questionnaire import ITEMS, REASONS
from deskq.ratings.rules import LONGEST_COMMENT
from deskq.web.forms import INVALID, F, Form, read_page

Reasons = Annotated[list[str], Field(max_length=len(REASONS))]
Comment = Annotated[str, Field(max_length=LONGEST_COMMENT)]
Score = Annotated[int, Field(ge=1, le=5)]
Value = Annotated[int, Field(ge=0, le=5, strict=True)]
Answers = Annotated[dict[str, Value], Field(max_length=len(ITEMS))]
#: The number of a token as people type it, and what a reader of codes reads off the paper.
LONGEST_NUMBER, LONGEST_READ = 12, 500
Typed = Annotated[str, Field(min_length=1, max_length=LONGEST_READ)]

#: The field of each question on a page: ``answer-conduct``.
ANSWER = "answer-"


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


class NumberForm(Form):
    code: Typed


class KioskForm(NumberForm):
    score: Score


class KioskReasonForm(NumberForm):
    reasons: Reasons = []


def read_with_answers(form: type[F], given: MultiDict[str, str]) -> tuple[F, dict[str, int]]:
    """A page's form and the answers to the questions on it; a question left open counts as not given."""
    rest = MultiDict([(name, value) for name, value in given.items(multi=True) if not name.startswith(ANSWER)])
    return read_page(form, rest), answers_of(given)


def answers_of(given: MultiDict[str, str]) -> dict[str, int]:
    chosen = {name.removeprefix(ANSWER): value for name, value in given.items() if name.startswith(ANSWER) and value}
    if not set(chosen.values()) <= set("012345"):
        raise InvalidInput({"answers": INVALID})
    return {item: int(value) for item, value in chosen.items()}
