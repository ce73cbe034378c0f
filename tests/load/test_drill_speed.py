"""A backup of a year of visits is made, and restored as a trial in ten minutes; the short form does two days as fast a
row. Both run in processes of their own: the server's memory does not grow."""

import resource
from time import perf_counter

import pytest
from sqlalchemy import make_url

import config
from deskq.core.extensions import db
from deskq.ops.scheduled_backup import jobs, state_file
from tests.load import moved_year
from tests.ops.backup.conftest import database_url, instance
from tests.tools.steps import should_be

__all__ = ["database_url", "instance"]
pytestmark = pytest.mark.load
#: 750,000 tickets with 4 rows and 7 entries of the journal each, in 600 seconds.
A_ROW = 600 / (750_000 * 11)
ALWAYS = 30.0  #: seconds for what does not grow: starting the process, the schema
MOST_KILOBYTES = 50 * 1024


@pytest.fixture
def more_settings(tmp_path) -> dict[str, object]:
    folder = tmp_path / "backups"
    folder.mkdir()
    return {"BACKUP_FOLDER": str(folder)}


@pytest.mark.parametrize(
    ("days", "visits"), [(2, 500), pytest.param(300, 2500, marks=pytest.mark.soak)], ids=["two days", "a year"]
)
def test_the_trial_of_a_long_past_is_done_in_time(app, office, database_url, instance, days, visits):
    length = moved_year.fill(make_url(database_url).database, days, visits)
    rows, before = days * visits * 11, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    begun = perf_counter()
    backup = jobs.back_up(state_file.read(config.INSTANCE)["backup"])
    made = perf_counter()
    drill = jobs.drill(state_file.read(config.INSTANCE)["drill"])
    tried = perf_counter()

    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(
        f"{days * visits} tickets, {length} entries, {backup.size} B: backup {made - begun:.0f} s, "
        f"trial {tried - made:.0f} s, {(tried - made) / rows * 1e6:.0f} µs a row, {more} KB more"
    )
    assert (backup.fault, drill.fault) == (None, None), (backup, drill)
    assert drill.size == backup.size
    should_be(tried - made, rows * A_ROW + ALWAYS, "the trial")
    assert more < MOST_KILOBYTES
    db.session.remove()
