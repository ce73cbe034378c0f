"""What the ratings of a period say: scores with their trust, who answered, what stands apart, what was measured."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from deskq import clock, persian
from deskq.office.models import Office
from deskq.office.rules import business_date
from deskq.ratings import cover, gathered, measured, questionnaire, rules, score
from deskq.ratings.gathered import Given, Span
from deskq.ratings.measured import Measured
from deskq.ratings.period import Period
from deskq.ratings.period import read as read_period
from deskq.ratings.said import Words, shuffled
from deskq.ratings.score import Bounds, Figure, Voice

K = TypeVar("K", bound=Hashable)
#: The questions of each of the five axes; overall stands apart.
OF_AXIS = {
    axis: tuple(item.code for item in questionnaire.ITEMS.values() if item.axis == axis)
    for axis in questionnaire.AXES
    if axis != "overall"
}


@dataclass(frozen=True, slots=True)
class Row(Generic[K]):
    """A group of visits. Of a ``hidden`` one nothing of its ratings is told; ``n`` are those its figure is of."""

    key: K
    visits: int
    hidden: bool
    n: int | None
    response: float | None
    figure: Figure | None


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
    measured: Measured


def today_of(office: Office, now: datetime) -> date:
    return business_date(now, clock.zone(), office.day_starts)


def period(session: Session, office: Office, kind: str, of: str) -> Period:
    """The period an address asks for."""
    today, first = today_of(office, clock.now()), gathered.first_day(session, office.id)
    return read_period(kind, of, today, persian.gregorian(first) if first else today)


def span(office: Office, asked: Period) -> Span:
    """Its visits, with what was given until the beginning of today: a page does not move while it is looked at."""
    today = today_of(office, clock.now())
    begins = datetime.combine(today, time(), clock.zone()) + timedelta(minutes=office.day_starts)
    return Span(office.id, *asked.days, begins)


def results(session: Session, office: Office, asked: Period) -> Results:
    within = span(office, asked)
    given, visits = gathered.ratings(session, within), gathered.visits(session, within)
    running = _begins(office, asked) + timedelta(hours=office.rate_hours) > within.until
    least = max(office.rate_least, office.rate_group)

    def shown(rows: Sequence[Given]) -> Sequence[Given]:
        return cover.released(rows, office.rate_group) if running else rows

    def grouped(key: Callable[[Given], K], ended: Counter[K]) -> list[Row[K]]:
        return _rows(counted, key, ended, shown, least)

    counted = [row for row in given if row.counts]
    told = shown(counted)
    answers = _answers(session, within, office.rate_group if running else 0)
    total_visits = sum(row.count for row in visits)
    apart = [row for row in given if not row.counts]
    return Results(
        period=asked,
        running=running,
        least=least,
        visits=total_visits,
        n=len(told),
        later=len(counted) - len(told),
        response=score.response(len(counted), total_visits),
        face=_face(told, least),
        bounds=score.bounds([row.score for row in told], total_visits) if len(told) >= least else None,
        total=score.total(answers, OF_AXIS, least),
        axes=score.axes(answers, OF_AXIS, least),
        items={item: score.of_answers([value for _, value in answers.get(item, ())], least) for item in _ITEMS},
        by_ending=grouped(lambda row: row.ending, _ended(visits, lambda row: row.ending, rules.ENDINGS)),
        by_source=grouped(lambda row: row.source, Counter(dict.fromkeys(rules.SOURCES, 0))),
        by_service=grouped(lambda row: row.service, _ended(visits, lambda row: row.service)),
        by_counter=grouped(lambda row: row.counter, _ended(visits, lambda row: row.counter)),
        apart=Counter(row.ground or row.mark or "" for row in apart),
        with_apart=_face([*told, *apart], least) if len(apart) >= least else None,
        measured=measured.measured(gathered.waits(session, within), visits, told, least),
    )


def words(session: Session, office: Office, asked: Period) -> list[Words]:
    """What visitors wrote, for the inspectorate."""
    return shuffled(gathered.words(session, span(office, asked)), office.rate_group)


_ITEMS = tuple(questionnaire.ITEMS)


def _begins(office: Office, asked: Period) -> datetime:
    """The moment at which the period is over."""
    return datetime.combine(asked.ends, time(), clock.zone()) + timedelta(minutes=office.day_starts)


def _face(rows: Iterable[Given], least: int) -> Figure | None:
    return score.of_answers([row.score for row in rows], least)


def _answers(session: Session, within: Span, group: int) -> dict[str, Sequence[Voice]]:
    found: dict[str, list[Voice]] = defaultdict(list)
    for item, visit, value in gathered.answers(session, within):
        found[item].append((visit, value))
    return {item: cover.released(voices, group) if group else voices for item, voices in found.items()}


def _ended(
    visits: Iterable[gathered.Visits], key: Callable[[gathered.Visits], K], known: Iterable[K] = ()
) -> Counter[K]:
    found: Counter[K] = Counter(dict.fromkeys(known, 0))
    for row in visits:
        found[key(row)] += row.count
    return found


def _rows(
    counted: Sequence[Given],
    key: Callable[[Given], K],
    ended: Counter[K],
    shown: Callable[[Sequence[Given]], Sequence[Given]],
    least: int,
) -> list[Row[K]]:
    """The groups of a whole, the small ones hidden, and others with them where they could be worked out."""
    groups: dict[K, list[Given]] = defaultdict(list)
    for row in counted:
        groups[key(row)].append(row)
    told = {name: shown(groups[name]) for name in [*ended, *(name for name in groups if name not in ended)]}
    hidden = cover.hidden({name: len(rows) for name, rows in told.items()}, least)
    found = []
    for name, rows in told.items():
        visits = ended[name]
        if name in hidden:
            found.append(Row(name, visits, True, None, None, None))
        else:
            response = min(1.0, len(groups[name]) / visits) if visits else None
            found.append(Row(name, visits, False, len(rows), response, _face(rows, least)))
    return found
