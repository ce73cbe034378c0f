"""Forms of half-year reports."""

from typing import Annotated, Literal

from pydantic import Field

from deskq.office.forms import DIGITS, TEXT, Day, Row
from deskq.web.forms import Form

Sentence = Annotated[str, Field(min_length=1, max_length=400), TEXT]
SentenceToo = Annotated[str, Field(max_length=400), TEXT]


class HeadlineForm(Form):
    """``correction_fa`` and ``correction_en``: of a correction that is not published yet."""

    headline_fa: Sentence
    headline_en: SentenceToo = ""
    correction_fa: SentenceToo = ""
    correction_en: SentenceToo = ""


class CorrectionForm(Form):
    correction_fa: Sentence
    correction_en: SentenceToo = ""


class DropForm(Form):
    """``number``: the correction on the page; ``seen``: digest of its text there."""

    number: Annotated[int, Field(ge=2, le=10_000)]
    seen: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class PublicationForm(Form):
    """Publishes what is on the page. ``seen``: digest of that report."""

    seen: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class WithdrawalForm(Form):
    """``number``: of the latest published version on the page."""

    number: Row
    withdrawal_fa: Sentence
    withdrawal_en: SentenceToo = ""


class ActionForm(Form):
    what_fa: Sentence
    what_en: SentenceToo = ""
    unit_id: Annotated[Row, DIGITS]
    category_id: Annotated[Row, DIGITS] | None = None
    due: Day
    proof_fa: SentenceToo = ""
    proof_en: SentenceToo = ""


class ReviewForm(Form):
    outcome: Literal["kept", "late", "not_kept"]
    done_day: Day | None = None
    new_due_day: Day | None = None
    why_fa: SentenceToo = ""
    why_en: SentenceToo = ""


class FindingForm(Form):
    """``sources``: figures and items on which it rests, such as "subject:asphalt" and "message:12"."""

    text_fa: Sentence
    text_en: SentenceToo = ""
    sources: Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=400)] = []


class AssignForm(Form):
    person_id: Annotated[Row, DIGITS] | None = None


class StepForm(Form):
    """A step of a corrective action; its photo comes beside it."""

    words: Sentence
    done: bool = False
