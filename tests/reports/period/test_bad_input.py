"""What is odd in a period: a clock that jumps, a visit over midnight, an office without a visit, half a day.

And the table, which says what each chart says."""

import re
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.extensions import db
from deskq.queue import jobs as queue_jobs
from deskq.queue.service import serve
from deskq.reports.period import jobs, queries, rules
from deskq.reports.period.models import DayFigures
from deskq.reports.period.rules import DateRange
from tests.conftest import MORNING

TODAY = MORNING.date()
DAY = timedelta(1)


def report(office: int, first, last, by: str = "day"):
    db.session.remove()
    return queries.visit_report(db.session(), office, DateRange(first, last), by)


def test_while_the_clock_is_not_believed_no_day_is_stored_and_figures_are_right(office, issue, monkeypatch):
    monkeypatch.setattr(BackgroundClockGuard, "steady", lambda self: False)
    issue()
    clock.fix(MORNING + 2 * DAY)
    queue_jobs.run_once()

    jobs.jobs()[0].function()

    assert db.session().query(DayFigures).count() == 0
    assert report(office, TODAY, TODAY).total.arrivals == 1


def test_a_clock_that_is_put_back_changes_no_figure(office, issue):
    issue()
    before = report(office, TODAY - DAY, TODAY).total
    clock.fix(MORNING - timedelta(hours=3))

    assert report(office, TODAY - DAY, TODAY).total == before


@pytest.mark.parametrize("by", queries.DIVISIONS)
def test_an_office_without_any_visit_has_an_empty_report_in_each_division(app, office, by):
    found = report(office, TODAY - 40 * DAY, TODAY, by)

    assert (found.total.arrivals, found.before, found.year_ago, found.total.overtaking) == (0, None, None, 0)
    assert all(row.figures.arrivals == 0 for row in found.rows)
    assert len(found.rows) == (0 if by in queries.GROUPS else len(list(rules.divided(found.days, by))))


def test_a_visit_over_midnight_belongs_to_the_day_on_which_it_came(office, issue, at, call):
    """The business day ends at four in the morning."""
    clock.fix(MORNING.replace(hour=20, minute=20))  # 23:50 in Tehran
    issue()
    clock.fix(MORNING.replace(hour=21, minute=10))  # 00:40 on the next day of the calendar
    call(2)
    serve.start(at(2))
    clock.fix(clock.now() + timedelta(minutes=5))
    serve.finish(at(2))

    found = report(office, TODAY, TODAY + DAY)

    assert [row.figures.served for row in found.rows] == [1]
    assert found.total.first == {50 * 60: 1}
    assert report(office, TODAY, TODAY, "hour").rows[0].key == 23
    assert report(office, TODAY + DAY, TODAY + DAY).total.arrivals == 0


def test_half_a_day_is_compared_with_whole_days_before_and_says_until_when(office, issue):
    """Yesterday had two visitors in the afternoon; today is compared with all of yesterday."""
    clock.fix(MORNING - DAY + timedelta(hours=5))
    issue()
    issue()
    clock.fix(MORNING)
    queue_jobs.run_once()
    issue()

    found = report(office, TODAY, TODAY)

    assert (found.until, found.total.arrivals, found.before.figures.arrivals) == (clock.now(), 1, 2)


def test_the_table_has_the_numbers_of_each_bar(supervisor, page, issue, at, call, later):
    """A screen reader reads the table; anybody who touches a bar reads its title."""
    for code in ("renewal_levy", "renewal_levy", "notary_clearance"):
        issue(code)
    later(minutes=12)
    call(2)
    serve.start(at(2))
    later(minutes=3)
    serve.finish(at(2))

    text = page("/manage/reports?lang=en&from=2026-11-24&to=2026-11-24&by=service")

    table = text[text.index("report-rows") :]
    rows = {
        name: re.sub(r"<[^>]+>", " ", cells).split()
        for name, cells in re.findall(r'<tr><th scope="row">([^<]+)</th>(.+?)</tr>', table, re.DOTALL)
    }
    bars = re.findall(r"<title>([^:<]+): (\d+) visitors, (\d+) served</title>", text)
    assert len(bars) == 2
    assert {name: cells[:2] for name, cells in rows.items() if name in {bar[0] for bar in bars}} == {
        name: [came, served] for name, came, served in bars
    }
    waits = re.findall(r"<title>([^:<]+): half within (\d+ min), nine in ten within (\d+ min)</title>", text)
    assert len(waits) == 1
    assert all(half in " ".join(rows[name]) and most in " ".join(rows[name]) for name, half, most in waits)
