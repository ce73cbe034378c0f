"""Every figure of a report, for each division and for days that are over, from raw entries of the journal."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from deskq.application_reports.queries import report as queries
from deskq.application_reports.rules import COUNTS, LENGTHS, Figures
from deskq.applications.queries import application as application_queries
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.reports.period import queries as period_queries
from deskq.reports.period import rules
from deskq.reports.period.rules import DateRange
from deskq.service_sheets import queries as sheet_queries
from tests.application_figures import slow_walk
from tests.application_figures.conftest import CLOSED, HOURS, live_through
from tests.application_figures.slow_walk import TEHRAN
from tests.conftest import MORNING
from tests.tools.more_in_soak import more_in_soak


class Slow:
    """All that the journal tells, application by application."""

    def __init__(self, office: int) -> None:
        session = db.session()
        ends = slow_walk.closings(MORNING - timedelta(1), clock.now() + timedelta(1), HOURS, CLOSED)
        self.sheets = {one.sheet.code: one.sheet.id for one in sheet_queries.sheets(session, office)}
        self.told = slow_walk.told(journal.walk(session, office))
        self.stages: list[dict[str, Any]] = []
        self.endings: list[dict[str, Any]] = []
        for number, one in self.told.items():
            units = {row.code: row.unit_id for row in application_queries.stages(session, number)}
            sheet = self.sheets[one.sheet]
            stages, endings = slow_walk.rows(number, one, ends)
            self.stages += [row | {"sheet": sheet, "unit": units[row["code"]]} for row in stages]
            self.endings += [
                row | {"sheet": sheet, "units": len({units[code] for code in row["done"]})} for row in endings
            ]

    def figures(
        self, asked: DateRange, is_mine: Callable[[int, date], bool] = lambda sheet, day: True
    ) -> dict[str, Any]:
        def counts(sheet: int, day: date) -> bool:
            return asked.first <= day <= asked.last and is_mine(sheet, day)

        received = [one for one in self.told.values() if counts(self.sheets[one.sheet], day_of(one.entry.at))]
        ended = [row for row in self.endings if counts(row["sheet"], row["day"])]
        answered = [row for row in ended if row["how"] != "withdrawn"]
        finished = [row for row in ended if row["how"] == "finished"]
        return {
            "received": len(received),
            **{how: sum(row["how"] == how for row in ended) for how in ("finished", "refused", "withdrawn")},
            "in_first": sum(row["in_first"] for row in answered),
            "in_latest": sum(row["in_latest"] for row in answered),
            "extensions": sum(row["extensions"] for row in answered),
            "extended": sum(row["extensions"] > 0 for row in answered),
            "visits": sum(row["visits"] for row in finished),
            "visits_known": len(finished),
            "units": sum(row["units"] for row in finished),
            **{name: sorted(row[name] for row in answered) for name in LENGTHS},
        }

    def open_at(self, end: datetime) -> list[int]:
        """Ages in days of the applications that are open just before this moment."""
        found = []
        for one in self.told.values():
            if one.entry.at >= end:
                continue
            place = slow_walk.beginning(one)
            for entry in one.events:
                if entry.kind == "application.moved" and entry.at < end:
                    slow_walk.do(place, entry.facts)
            if place.state not in ("finished", "refused", "withdrawn"):
                found.append((day_of(end - timedelta(microseconds=1)) - day_of(one.entry.at)).days)
        return sorted(found)


def day_of(moment: datetime) -> date:
    return moment.astimezone(TEHRAN).date()


def plain(figures: Figures) -> dict[str, Any]:
    counts = {name: getattr(figures, name) for name in COUNTS}
    return {**counts, **{name: sorted(getattr(figures, name).elements()) for name in LENGTHS}}


def is_empty(figures: dict[str, Any]) -> bool:
    return not any(figures.values())


@pytest.mark.parametrize("seed", more_in_soak([3, 11]))
def test_every_figure_of_a_report_is_that_of_the_journal(weekdays, action, seed):
    live_through(weekdays, action, seed)
    slow = Slow(weekdays)
    today = period_queries.today(db.session(), weekdays)
    assert slow.endings

    week, month = rules.before(rules.period("week", today)), rules.period("month", today)
    for asked in (DateRange(MORNING.date(), today), week, month):
        check(weekdays, slow, asked, today)


def check(office: int, slow: Slow, asked: DateRange, today: date) -> None:
    reports = {by: queries.application_report(db.session(), office, asked, by) for by in queries.DIVISIONS}

    for by, report in reports.items():
        assert plain(report.total) == slow.figures(asked), by
        for compared, earlier in ((report.before, rules.before(asked)), (report.year_ago, rules.year_before(asked))):
            expected = slow.figures(rules.same_stretch(earlier, asked, today))
            assert (plain(compared.figures) if compared else expected) == expected
            assert (compared is None) == is_empty(expected | {"whole": []})
    assert {row.key: plain(row.figures) for row in reports["service"].rows} == {
        sheet: found
        for sheet in slow.sheets.values()
        if not is_empty(found := slow.figures(asked, lambda of, day, sheet=sheet: of == sheet))
    }
    for kind in rules.KINDS:
        for row in reports[kind].rows:
            assert row.key == jalali.day_number(row.days.first)
            assert plain(row.figures) == slow.figures(row.days)
    check_stages(slow, asked, reports["unit"], lambda row: row["unit"])
    check_stages(slow, asked, reports["stage"], lambda row: (row["sheet"], row["code"]))
    end = (
        clock.now() if asked.last >= today else datetime.combine(asked.last + timedelta(1), datetime.min.time(), TEHRAN)
    )
    ages = slow.open_at(end)
    found = reports["service"].open
    assert found.count == len(ages)
    assert list(found.ages) == [
        sum(low < age <= high for age in ages) for low, high in ((-1, 7), (7, 30), (30, 90), (90, 9999))
    ]


def check_stages(slow: Slow, asked: DateRange, report: Any, key: Callable[[dict[str, Any]], Any]) -> None:
    mine = [row for row in slow.stages if asked.first <= row["day"] <= asked.last]
    assert {row.key for row in report.stages} == {key(row) for row in mine}
    for row in report.stages:
        ended = [one for one in mine if key(one) == row.key]
        figures, hows = row.figures, Counter(one["how"] for one in ended)
        assert (figures.done, figures.skipped, figures.stopped) == (
            hows["done"], hows["skipped"], hows["refused"] + hows["withdrawn"],
        )  # fmt: skip
        for hand in ("town", "applicant", "outside"):
            assert sorted(getattr(figures, hand).elements()) == lengths(ended, hand)


def lengths(ended: Iterable[dict[str, Any]], hand: str) -> list[int]:
    return sorted(one[hand] for one in ended if one["how"] == "done")
