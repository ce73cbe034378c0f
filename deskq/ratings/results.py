"""What the ratings of a period say: scores with their trust, who answered, what stands apart, what was measured."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text import jalali
from deskq.office.models import Office
from deskq.ratings import period_data, questionnaire, result_queries, rules, scoring, service_metrics
from deskq.ratings.breakdowns import Row
from deskq.ratings.comments import Words, shuffled
from deskq.ratings.periods import Period
from deskq.ratings.periods import read as read_period
from deskq.ratings.reason_stats import Side
from deskq.ratings.scoring import Bounds, Figure
from deskq.ratings.service_metrics import Measured

#: The questions of each of the five axes; overall stands apart.
OF_AXIS = {
    axis: tuple(item.code for item in questionnaire.ITEMS.values() if item.axis == axis)
    for axis in questionnaire.AXES
    if axis != "overall"
}


@dataclass(frozen=True, slots=True)
class Results:
    """``face`` is the answer to the one tap; ``total`` the mean of the five axes. ``n`` ratings are counted, ``later``
    more wait for their group while the period runs. ``apart`` counts those set apart, by their reason."""

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
    by_ending: Sequence[Row[str]]
    by_source: Sequence[Row[str]]
    by_service: Sequence[Row[int]]
    by_counter: Sequence[Row[int | None]]
    apart: Mapping[str, int]
    with_apart: Figure | None
    reasons: Mapping[str, Side | None]
    measured: Measured


def period(session: Session, office: Office, kind: str, of: str) -> Period:
    """The period an address asks for."""
    today, first = period_data.today_of(office, clock.now()), result_queries.first_day(session, office.id)
    return read_period(kind, of, today, jalali.gregorian(first) if first else today)


def results(session: Session, office: Office, asked: Period) -> Results:
    read = period_data.Reading(session, office, asked)
    told, least = read.told, read.least
    face = read.face(told)
    apart = [row for row in read.given if not row.counts]
    answers = read.answers()
    visits = sum(row.times for row in read.visits)
    return Results(
        period=asked,
        running=read.running,
        least=least,
        visits=visits,
        n=len(told),
        later=len(read.counted) - len(told),
        response=scoring.response(len(read.counted), visits),
        face=face,
        bounds=scoring.bounds([row.score for row in told], visits) if face else None,
        total=scoring.total(answers, OF_AXIS, least),
        axes=scoring.axes(answers, OF_AXIS, least),
        items={item: scoring.of_answers([value for _, value in answers[item]], least) for item in questionnaire.ITEMS},
        by_ending=read.grouped("ending", rules.ENDINGS),
        by_source=read.grouped("source", rules.SOURCES),
        by_service=read.grouped("service"),
        by_counter=read.grouped("counter"),
        apart=Counter(row.ground or row.mark or "" for row in apart),
        with_apart=read.face([*told, *read.shown(apart)]) if len(read.shown(apart)) >= least else None,
        reasons=read.reasons(),
        measured=service_metrics.measured(
            result_queries.waits(session, read.span), read.visits, read.promises(), least
        ),
    )


def words(session: Session, office: Office, asked: Period) -> list[Words]:
    """What visitors wrote, for the inspectorate."""
    return shuffled(result_queries.words(session, period_data.span(office, asked)), office.rate_group)
