"""Results of a period: scores with intervals, response rate, excluded ratings, breakdowns, measured figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from deskq.core.text import jalali
from deskq.office import business_day
from deskq.office.models import Office
from deskq.ratings import questionnaire, rules
from deskq.ratings.results import period_data, queries, scoring, service_metrics, trend
from deskq.ratings.results.amenities_port import AmenityFigures
from deskq.ratings.results.breakdowns import GroupResult
from deskq.ratings.results.comments import Comment, shuffled_comments
from deskq.ratings.results.paused_clocks_port import PausedClocks
from deskq.ratings.results.periods import Period
from deskq.ratings.results.periods import read as read_period
from deskq.ratings.results.reason_stats import ReasonShares
from deskq.ratings.results.root_cause_port import RootCauses
from deskq.ratings.results.scoring import Bounds, Figure
from deskq.ratings.results.service_metrics import ServiceMetrics
from deskq.ratings.results.trend import WeekScore

#: {axis: its questions}, without the question "overall", which is no part of the total.
ITEMS_BY_AXIS = {
    axis: tuple(item.code for item in questionnaire.ITEMS.values() if item.axis == axis)
    for axis in questionnaire.AXES
    if axis != "overall"
}


@dataclass(frozen=True, slots=True)
class Results:
    """``face``: score of the one tap; ``total``: mean of the five axes. ``n``: shown ratings; ``later``: ratings
    withheld until their group is full, while the period is not over. ``apart``: {reason of exclusion: ratings};
    ``with_apart``: score of the tap including excluded ratings. ``faces``: shares of the five faces; ``weeks``: scores
    of the weeks of a half-year (in a month they would reveal parts of weeks)."""

    period: Period
    running: bool
    least: int
    visits: int
    n: int
    later: int
    response: float | None
    face: Figure | None
    bounds: Bounds | None
    total: Figure | None
    axes: Mapping[str, Figure | None]
    items: Mapping[str, Figure | None]
    by_ending: Sequence[GroupResult[str]]
    by_source: Sequence[GroupResult[str]]
    by_service: Sequence[GroupResult[int]]
    by_counter: Sequence[GroupResult[int | None]]
    apart: Mapping[str, int]
    with_apart: Figure | None
    reasons: Mapping[str, ReasonShares | None]
    measured: ServiceMetrics
    paused_clocks: Sequence[PausedClocks]
    root_causes: Sequence[RootCauses]
    amenities: AmenityFigures | None = None
    faces: Mapping[int, float] | None = None
    weeks: Sequence[WeekScore] = ()


def requested_period(session: Session, office: Office, kind: str, of: str) -> Period:
    """The period named by an address (see ``periods.read``)."""
    today, first = business_day.today(office), queries.first_day(session, office.id)
    return read_period(kind, of, today, jalali.gregorian(first) if first else today)


def period_results(session: Session, office: Office, period: Period) -> Results:
    data = period_data.PeriodData(session, office, period)
    released, least = data.released, data.least
    face = data.face(released)
    apart = [row for row in data.ratings if not row.counts]
    answers = data.answers()
    visits = sum(row.times for row in data.visits)
    return Results(
        period=period,
        running=data.running,
        least=least,
        visits=visits,
        n=len(released),
        later=len(data.counted) - len(released),
        response=scoring.response_rate(len(data.counted), visits),
        face=face,
        bounds=scoring.nonresponse_bounds([row.score for row in released], visits) if face else None,
        total=scoring.score_total(answers, ITEMS_BY_AXIS, least),
        axes=scoring.score_axes(answers, ITEMS_BY_AXIS, least),
        items={
            item: scoring.score_question([value for _, value in answers[item]], least) for item in questionnaire.ITEMS
        },
        by_ending=data.grouped("ending", rules.ENDINGS),
        by_source=data.grouped("source", rules.SOURCES),
        by_service=data.grouped("service"),
        by_counter=data.grouped("counter"),
        apart=Counter(row.ground or row.mark or "" for row in apart),
        with_apart=data.face([*released, *data.shown(apart)]) if len(data.shown(apart)) >= least else None,
        reasons=data.reasons(),
        measured=service_metrics.service_metrics(
            queries.wait_minutes(session, data.span), data.visits, data.promises(), least
        ),
        paused_clocks=data.paused_clocks(),
        root_causes=data.root_causes(),
        amenities=data.amenities(),
        faces=trend.faces([row.score for row in released]) if face else None,
        weeks=trend.weeks(data.counted, released, least, period_data.first_open_week(office, data.span))
        if face and period.kind == "half"
        else (),
    )


def comments(session: Session, office: Office, period: Period) -> list[Comment]:
    """Comments of the period, for the inspectorate."""
    return shuffled_comments(queries.comments(session, period_data.span(office, period)), office.rate_group)
