"""A year of a large office, 750,000 visits: any report in 1.5 s, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from deskq import create_app
from deskq.core import clock
from deskq.core.extensions import db
from deskq.demo import office as office_demo
from deskq.reports.period import kept, queries, rules
from tests.conftest import MORNING, PASSWORD, settings
from tests.load import postgres, year_of_visits
from tests.tools.steps import should_be

#: Besides today.
DAYS, VISITS = 300, 2500
LONGEST = 1.5


@contextmanager
def _year(url: str) -> Iterator[None]:
    app = create_app(settings(url))
    clock.fix(MORNING.replace(hour=12))
    with app.app_context():
        upgrade()
        office_demo.create_demo_office(PASSWORD)
        days = [*year_of_visits.working_days(MORNING.date(), DAYS), MORNING.date()]
        for number, day in enumerate(days):
            with db.engine.begin() as connection:
                year_of_visits.fill_day(connection, day, VISITS, number)
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
        yield
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def year(request, tmp_path) -> Iterator[None]:
    if request.param == "sqlite":
        with _year(f"sqlite:///{tmp_path / 'year.sqlite'}"):
            yield
    else:
        with postgres.database() as url, _year(url):
            yield


@pytest.mark.soak
def test_any_report_over_a_year_takes_at_most_a_second_and_a_half(year):
    """The slowest of all divisions, with its two earlier periods, today read from its tickets."""
    begun = perf_counter()
    while kept.keep_days(db.session(), 1, 20):
        pass
    print(f"kept {DAYS} days in {perf_counter() - begun:.1f} s")
    asked = rules.DateRange(MORNING.date().replace(year=MORNING.year - 1), MORNING.date())
    took = {}

    for by in queries.DIVISIONS:
        begun = perf_counter()
        report = queries.visit_report(db.session(), 1, asked, by)
        took[by] = perf_counter() - begun
        db.session.remove()

    print({by: round(seconds, 2) for by, seconds in took.items()})
    assert report.total.arrivals > 290 * VISITS * 0.8
    should_be(max(took.values()), LONGEST)
