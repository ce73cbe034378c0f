"""Queries of the charter: its promises, their figures from the last season or half-year that is over, objections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.applications.queries import promises as application_promises
from deskq.charter import report_port
from deskq.charter.models import CharterObjection, CharterPromise, CharterSetting, ReportDay
from deskq.charter.port import NextReport
from deskq.charter.rules import shown
from deskq.charter.rules.measures import MEASURES, Measure
from deskq.charter.rules.shown import Shown
from deskq.core import clock
from deskq.core.text import half_years, jalali, seasons
from deskq.core.text.half_years import DAY, Half
from deskq.core.text.names import Name
from deskq.core.text.seasons import Season
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.published.queries import figures as public_figures
from deskq.published.rules import answers
from deskq.published.rules.suppression import TOTAL
from deskq.queue.models import Ticket
from deskq.ratings.results import queries as rating_queries
from deskq.ratings.results import scoring
from deskq.ratings.results.period_data import PeriodData
from deskq.ratings.results.periods import Period
from deskq.ratings.results.queries import WaitMinutes


@dataclass(frozen=True)
class Line:
    """One sentence of the charter with its figure."""

    promise: CharterPromise
    measure: Measure
    figure: Shown

    @property
    def is_met(self) -> bool:
        return self.figure.is_met(self.promise.target)


def promises(session: Session, office_id: int) -> list[CharterPromise]:
    """The stored promises, in the order of the measures."""
    rows = session.scalars(select(CharterPromise).where(CharterPromise.office_id == office_id))
    by_code = {row.code: row for row in rows}
    return [by_code[code] for code in MEASURES if code in by_code]


def offered(session: Session, office_id: int, about: str | None = None) -> list[CharterPromise]:
    """Those of the charter; ``about``: that a visit, a message or an application can be measured by."""
    rows = [row for row in promises(session, office_id) if row.offered]
    return [row for row in rows if about is None or about in MEASURES[row.code].about]


def lines(session: Session, office_id: int) -> list[Line]:
    """The charter with the figures of the last season that is over; of applications, of the last half-year."""
    rows = offered(session, office_id)
    office = office_queries.office(session, office_id)
    today = business_day.today(office)
    found = _Figures(session, office, seasons.containing(today).before, half_years.containing(today).before)
    return [Line(row, MEASURES[row.code], found.of(row)) for row in rows]


class _Figures:
    """The existing figures of an office, each read once."""

    def __init__(self, session: Session, office: Office, season: Season, half: Half) -> None:
        self.session, self.office, self.season, self.half = session, office, season, half
        period = Period("season", season.code, season.first, season.last, season.last + DAY, None, None)
        self.ratings = PeriodData(session, office, period)

    def of(self, row: CharterPromise) -> Shown:
        measure = MEASURES[row.code]
        if measure.source == "waits":
            return self._waits(minutes(row))
        if measure.source == "messages":
            return self._messages()
        if measure.source == "applications":
            return self._applications()
        return self._score(measure)

    def _waits(self, minutes: int) -> Shown:
        return self._share(*_within(rating_queries.wait_minutes(self.session, self.ratings.span), minutes))

    def _messages(self) -> Shown:
        """As it is published, so that two pages never say two numbers."""
        frozen = public_figures.latest(self.session, self.office.id).get("answers")
        if frozen is None:
            return shown.of_share(None, None, "season", self.season.code)
        kept, _, due = frozen.content["total"]
        return shown.of_share(kept, due, "season", frozen.period)

    def _applications(self) -> Shown:
        begins, ends = (business_day.begins(self.office, day) for day in (self.half.first, self.half.last + DAY))
        kept, due = application_promises.promises_kept(self.session, self.office.id, begins, ends)
        return self._share(kept, due, "half", self.half.code)

    def _score(self, measure: Measure) -> Shown:
        data = self.ratings
        if measure.source == "face":
            figure = data.face(data.released)
        else:
            figure = scoring.score_question([value for _, value in data.answers()[measure.item]], data.least)
        value, n = (round(figure.score), figure.n) if figure is not None else (None, None)
        return Shown(value, n, "season", self.season.code)

    def _share(self, hits: int, n: int, kind: str = "season", period: int | None = None) -> Shown:
        total = answers.released({"all": (hits, n)})[TOTAL]
        return shown.of_share(total.kept, total.due, kind, period or self.season.code)


def setting(session: Session, office_id: int) -> CharterSetting | None:
    return session.get(CharterSetting, office_id)


def said(session: Session, office_id: int, subject: str) -> set[int]:
    """The promises of which this visit, message or application said that it was not so."""
    wanted = select(CharterObjection.promise_id).where(
        CharterObjection.office_id == office_id, CharterObjection.subject == subject
    )
    return set(session.scalars(wanted))


def objections(session: Session, office_id: int, most: int = 200) -> list[tuple[CharterObjection, CharterPromise]]:
    """What citizens said, the newest first, those that nobody has looked into before the others."""
    wanted = select(CharterObjection, CharterPromise).join(
        CharterPromise, CharterPromise.id == CharterObjection.promise_id
    )
    wanted = wanted.where(CharterObjection.office_id == office_id)
    order = CharterObjection.seen_at.is_not(None), CharterObjection.id.desc()
    return [(row, promise) for row, promise in session.execute(wanted.order_by(*order).limit(most))]


def visits(session: Session, office_id: int, ids: Sequence[int]) -> dict[int, Ticket]:
    """{ticket id: the visit that somebody said it of}."""
    wanted = select(Ticket).where(Ticket.office_id == office_id, Ticket.id.in_(ids))
    return {row.id: row for row in session.scalars(wanted)} if ids else {}


def unseen(session: Session, office_id: int) -> tuple[int, datetime | None]:
    """(how many objections nobody has looked into, when the first of them came)."""
    row = CharterObjection
    waiting = select(func.count(), func.min(row.at)).where(row.office_id == office_id, row.seen_at.is_(None))
    number, first_at = session.execute(waiting).one()
    return number, first_at


def counts(session: Session, office_id: int, days: tuple[int, int] | None = None) -> dict[int, int]:
    """{promise id: how often it was not so}, in all or between two Jalali days."""
    row = CharterObjection
    wanted = select(row.promise_id, func.count()).where(row.office_id == office_id)
    if days is not None:
        wanted = wanted.where(row.day.between(*days))
    return {promise: count for promise, count in session.execute(wanted.group_by(row.promise_id))}


def of_half(session: Session, office_id: int, half: Half) -> list[dict[str, Any]]:
    """A row for each promise, for the half-year report: its sentence, how often it was not so, and of waits how many of
    all who were called waited no longer than it says (``within``)."""
    numbers = counts(session, office_id, half.days)
    office = office_queries.office(session, office_id)
    waits: WaitMinutes | None = None
    found = []
    for row in offered(session, office_id):
        values = {"code": row.code, **_both(sentence(row)), "target": row.target}
        values["objections"] = numbers.get(row.id, 0)
        if MEASURES[row.code].source == "waits":
            waits = waits or rating_queries.wait_minutes(session, PeriodData(session, office, _period(half)).span)
            values["within"] = list(_within(waits, minutes(row)))
        found.append(values)
    return found


def _period(half: Half) -> Period:
    return Period("half", half.code, half.first, half.last, half.last + DAY, None, None)


def _within(waits: WaitMinutes, minutes: int) -> tuple[int, int]:
    """(how many waited no longer, all), until the first call."""
    return sum(n for waited, n in waits.first.items() if waited <= minutes), waits.first.total()


def sentence(row: CharterPromise) -> Name:
    """The sentence with its minutes."""
    return Name(*(text.replace("{minutes}", str(minutes(row) or "")) for text in row.text))


def minutes(row: CharterPromise) -> int:
    """Those of the promise; of a wait without any, those that are suggested. 0 where it has none."""
    return row.minutes or MEASURES[row.code].minutes or 0


def _both(name: Name) -> dict[str, str]:
    return {"fa": name.fa, "en": name.en or name.fa}


def announced(session: Session, office_id: int, half: Half) -> date | None:
    """The day announced for the report of a half-year."""
    row = session.get(ReportDay, (office_id, half.code))
    return row.day if row is not None else None


def pending_half(session: Session, office_id: int) -> Half:
    """The half-year whose report comes next: the last one that is over; after its publication, and where there is
    nothing to report about it, the running one."""
    office = office_queries.office(session, office_id)
    running = half_years.containing(business_day.today(office))
    over = running.before
    if over.code in _published(session, office_id):
        return running
    has_report = announced(session, office_id, over) or report_port.PORT.bound.has_content(session, office_id, over)
    return over if has_report else running


def next_report(session: Session, office_id: int) -> NextReport | None:
    """None where no day is announced."""
    half, office = pending_half(session, office_id), office_queries.office(session, office_id)
    day = announced(session, office_id, half)
    return NextReport(half.code, day, shown.state(day, business_day.today(office))) if day is not None else None


def _published(session: Session, office_id: int) -> Mapping[int, Any]:
    return report_port.PORT.bound.published_at(session, office_id)


def day_number(office: Office) -> int:
    return jalali.day_number(business_day.date_at(office, clock.now()))
