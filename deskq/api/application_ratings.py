"""How applicants rated their applications, by half-year."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from deskq.access.identity import Caller
from deskq.api import schemas
from deskq.api.endpoint import endpoint
from deskq.application_ratings.rules import QUESTIONS
from deskq.core.errors import N_, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.text import half_years
from deskq.core.text.half_years import Half
from deskq.half_year.queries.rated_applications import RatedApplications, rated_applications
from deskq.reports.period import queries
from deskq.web.forms import Form


class ApplicationRatingsQuery(Form):
    """A half-year of the Jalali calendar as 1405-1; default: the last one that is over."""

    half: Annotated[str, Field(max_length=30)] = ""


class QuestionOut(BaseModel):
    """``asked``: applications that ended in the half-year, rated or not; ``answered``: those about which this question
    was answered; ``yes``: how many of these answers were yes. Null where one to four people could be told apart, and
    before ``final``."""

    key: str
    name: schemas.NameOut
    asked: int | None
    answered: int | None
    yes: int | None


class ApplicationRatingsOut(BaseModel):
    """``half``: the one that was asked for, or the two half-years that have one report (1404-2-to-1405-1).
    ``published``: the numbers are those of the published report and stay so. Other numbers are given from the day
    ``final`` on, when nobody can answer any more."""

    half: str
    first_day: date
    last_day: date
    published: bool
    final: date
    questions: list[QuestionOut]


@endpoint(
    "GET", "/reports/application-ratings", act="reports.read", query=ApplicationRatingsQuery,
    answer=ApplicationRatingsOut, refusals=(InvalidInput,), limit="60 per minute",
)  # fmt: skip
def show_application_ratings(caller: Caller, query: ApplicationRatingsQuery) -> ApplicationRatingsOut:
    """What applicants of a half-year said: was it done, in time and politely; no number of one to four people."""
    session = db.session()
    today = queries.today(session, caller.office_id)
    half = _half(query.half) if query.half else half_years.containing(today).before
    return _answer(rated_applications(session, caller.office_id, half, today))


def _half(written: str) -> Half:
    """One only: beside the numbers of each, those of two together would tell what is hidden."""
    wrong = InvalidInput({"half": N_("Please write a half-year, for example 1405-1.")})
    try:
        half = half_years.parse(written)
    except NotFound:
        raise wrong from None
    if half.is_pair:
        raise wrong
    return half


def _answer(found: RatedApplications) -> ApplicationRatingsOut:
    return ApplicationRatingsOut(
        half=str(found.half),
        first_day=found.half.first,
        last_day=found.half.last,
        published=found.published,
        final=found.final,
        questions=[
            QuestionOut(key=key, name=schemas.name(name), asked=one["asked"], answered=one["n"], yes=one["yes"])
            for key, name in QUESTIONS.items()
            for one in (found.questions[key],)
        ],
    )
