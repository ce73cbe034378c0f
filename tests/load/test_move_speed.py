"""A year of visits is moved from SQLite to PostgreSQL in a quarter of an hour; the short form moves two days as fast a
row."""

import resource
from time import perf_counter

import pytest
from sqlalchemy import make_url

from deskq.core.extensions import db
from tests.conftest import require
from tests.load import moved_year, postgres
from tests.tools.steps import should_be

pytestmark = pytest.mark.load
#: 750,000 tickets and 5,000,000 entries of the journal in 900 seconds, with all other rows: for each visit 4 + 7 rows.
A_ROW = 900 / (750_000 * 11)
ALWAYS = 60.0  #: seconds for what does not grow: the tables, the indexes, the first connection
MOST_KILOBYTES = 200 * 1024


@pytest.fixture
def database_url(own_database_url) -> str:
    return own_database_url


@pytest.mark.parametrize(
    ("days", "visits"),
    [(2, 500), pytest.param(30, 2500, marks=pytest.mark.soak), pytest.param(300, 2500, marks=pytest.mark.soak)],
)
def test_a_long_past_is_moved_in_time(app, office, database_url, monkeypatch, tmp_path, days, visits):
    require("PostgreSQL", postgres.is_available())
    monkeypatch.setenv("DESKQ_INSTANCE", str(tmp_path / "instance"))
    length = moved_year.fill(make_url(database_url).database, days, visits)
    before, begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, perf_counter()

    with postgres.database() as url:
        answer = app.test_cli_runner().invoke(args=["move-database", url])
        took = perf_counter() - begun

    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    rows = days * visits * 11
    each = took / rows * 1e6
    print(f"{days * visits} tickets, {length} entries, {rows} rows: {took:.0f} s, {each:.0f} µs a row, {more} KB more")
    assert answer.exit_code == 0, answer.output
    assert f"the journal is intact, {length} rows" in answer.output
    should_be(took, rows * A_ROW + ALWAYS)
    assert more < MOST_KILOBYTES
    db.session.remove()
