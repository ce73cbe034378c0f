"""Reports to write or publish and corrective actions that are due: for the page of a person's work. When the next
report is: a figure of the town."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from flask import url_for
from flask_babel import gettext
from sqlalchemy.orm import Session

from deskq.access import permissions
from deskq.charter import queries as charter_queries
from deskq.coding import queries as coding_queries
from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.text import half_years, jalali
from deskq.core.text.half_years import DAY, Half
from deskq.core.text.names import Name
from deskq.half_year.models import CorrectiveAction
from deskq.half_year.queries import content, progress, reports
from deskq.half_year.queries.progress import Reader
from deskq.half_year.rules.progress import AHEAD
from deskq.half_year.views import labels
from deskq.half_year.views.late import late_ones
from deskq.half_year.views.manage import PUBLISH, SEE, WRITE
from deskq.messages.queries import own_work
from deskq.messages.queries.own_work import OwnWork
from deskq.web.filters import digits, jdate, named
from deskq.work import words
from deskq.work.rules import Count, Task
from deskq.work.sources import Figure, FigureSource, Source, Worker

#: Everybody may do a corrective action.
OWN = "account.own"
#: A report is expected so many days after the end of its half-year.
WITHIN = timedelta(days=60)
#: So many late actions have their names among the figures.
MOST_LATE = 3


def source() -> Source:
    return Source("manage_half_year.index", N_("Half-year reports"), OWN, tasks, count)


def figure_source() -> FigureSource:
    return FigureSource(50, SEE, figures)


def count(session: Session, who: Worker) -> Count:
    found = tasks(session, who, 0)
    return Count(len(found), sum(1 for one in found if one.age == "late"))


def tasks(session: Session, who: Worker, _most: int) -> list[Task]:
    return [*_reports(session, who), *_actions(session, who)]


def _actions(session: Session, who: Worker) -> list[Task]:
    """What is theirs from two weeks before its date on; late ones of their unit and, after a week, of those below,
    whoever does them."""
    rows = progress.open_actions(session, who.office_id, jalali.day_number(who.today + AHEAD))
    if not rows:
        return []
    mine = own_work.of_worker(session, who)
    own = progress.own(session, rows, Reader(mine.viewer, mine.people))
    others = [row for row in progress.told_late(rows, mine.viewer, who.today) if row not in own]
    names = content.unit_names(session, who.office_id)
    return [
        *(_action(row, who, mine, names, gettext("Do it, and record the proof")) for row in own),
        *(
            _action(row, who, mine, names, gettext("It is late: ask who does it, and see that it ends"))
            for row in others
        ),
    ]


def _reports(session: Session, who: Worker) -> list[Task]:
    """The report of the last half-year, until it is published."""
    if not permissions.may(who.role, WRITE):
        return []
    half = half_years.containing(who.today).before
    latest = reports.versions(session, who.office_id, half)
    if latest and latest[-1].published_at is not None:
        return []
    announced = charter_queries.announced(session, who.office_id, half)
    if not latest:
        if announced is None and not _has_entries(session, who.office_id, half):
            return []
        return [_report(half, who, announced, gettext("Review the promises, then freeze the figures"))]
    if permissions.may(who.role, PUBLISH):
        return [_report(half, who, announced, gettext("Read it and publish it"))]
    return []


def _report(half: Half, who: Worker, announced: date | None, step: str) -> Task:
    """Due by the end of the day that citizens were told."""
    due = _moment(announced + DAY if announced is not None else half.last + WITHIN)
    return Task(
        sort_at=due,
        age="late" if who.now > due else "calm",
        icon="chart-column",
        title=labels.title(half),
        next_step=step,
        address=url_for("manage_half_year.show", half=str(half)),
        when=words.time_left(due),
    )


def _action(action: CorrectiveAction, who: Worker, mine: OwnWork, units: Mapping[int, Name], step: str) -> Task:
    due = _moment(jalali.gregorian(action.due_day) + DAY)
    covers = mine.colleague(action.person_id, action.unit_id)
    late = progress.days_late(action, who.today)
    return Task(
        sort_at=due,
        age="late" if late else "amber",
        icon="list-checks",
        title=gettext("Corrective action"),
        next_step=step,
        address=url_for("corrective_actions.show", action_id=action.id),
        when=gettext("%(time)s late", time=words.span(late)) if late else words.time_left(due),
        about=named(action.what),
        unit=named(units[action.unit_id]),
        covers=named(covers) if covers is not None else "",
    )


def _has_entries(session: Session, office_id: int, half: Half) -> bool:
    first = coding_queries.first_entry(session, office_id)
    return first is not None and first <= half.last


def figures(session: Session, office_id: int) -> Sequence[Figure]:
    return [*_report_figures(session, office_id), *_late_figures(office_id)]


def _late_figures(office_id: int) -> Sequence[Figure]:
    """The corrective actions that are late, the earliest ones by name; none while all are in time."""
    late = late_ones(office_id)
    if not late:
        return []
    sentence = gettext("The day that was promised for them is over, and they are not finished.")
    rows = [(one.what, one.when) for one in late[:MOST_LATE]]
    address = url_for("manage_half_year.index")
    return [Figure(gettext("Late corrective actions"), digits(len(late)), sentence, address, "late", rows)]


def _report_figures(session: Session, office_id: int) -> Sequence[Figure]:
    """When the next report is expected, and how far it is."""
    today = clock.today()
    half = half_years.containing(today).before
    versions = reports.versions(session, office_id, half)
    published = next((one for one in reversed(versions) if one.published_at is not None), None)
    address = url_for("manage_half_year.index")
    title = gettext("Half-year report")
    announced, following = (charter_queries.announced(session, office_id, one) for one in (half, half.after))
    next_day = jdate(_moment(following or half.after.last + WITHIN))
    if published is not None and published.published_at is not None:
        told = {"report": labels.title(half), "day": jdate(published.published_at)}
        sentence = (
            gettext("%(report)s was published on %(day)s. The next one is announced for this day.", **told)
            if following is not None
            else gettext("%(report)s was published on %(day)s. The next one is expected by this day.", **told)
        )
        return [Figure(title, next_day, sentence, address)]
    if announced is None and not versions and not _has_entries(session, office_id, half):
        sentence = (
            gettext("The first report of this office, on the present half-year, is announced for this day.")
            if following is not None
            else gettext("The first report of this office, on the present half-year, is expected by this day.")
        )
        return [Figure(title, next_day, sentence, address)]
    due = announced or half.last + WITHIN
    state = gettext("its figures are frozen") if versions else gettext("its figures are not frozen yet")
    told = {"report": labels.title(half), "state": state}
    sentence = (
        gettext("%(report)s is announced for this day; %(state)s.", **told)
        if announced is not None
        else gettext("%(report)s is expected by this day; %(state)s.", **told)
    )
    return [Figure(title, jdate(_moment(due)), sentence, address, "late" if today > due else "calm")]


def _moment(day: date) -> datetime:
    return datetime.combine(day, datetime.min.time(), clock.zone())
