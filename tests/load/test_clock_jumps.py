"""A running server whose clock jumps by an hour and back, also over midnight and over the start of the day at 04:00:
numbers, days and the journal stay right, no day ends twice, and nothing that was acknowledged is lost."""

import json
import os
import sqlite3
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from deskq.core import clock
from tests.e2e.app_forks import flask
from tests.load.bench_server import PATIENCE
from tests.load.hall_screens import Office
from tests.load.seeded_server import SeededServer, running
from tests.tools.waiting import until

pytestmark = pytest.mark.load
TEHRAN = ZoneInfo("Asia/Tehran")
HOUR, MINUTE = 3600.0, 60.0
FIRST_DAY, SECOND_DAY = 14050903, 14050904


class Hall:
    """The server, and its clock: ``pass_until`` lets time pass, ``jump`` sets the wall clock alone."""

    def __init__(self, server: SeededServer, clock_file: Path) -> None:
        self.server, self._file = server, clock_file
        self.acknowledged: list[dict[str, object]] = []
        self.office = Office(server)

    def pass_until(self, hour: int, minute: int, day: int = 24) -> None:
        """Until this time in Tehran, on that day of November 2026."""
        ahead = (datetime(2026, 11, day, hour, minute, tzinfo=TEHRAN) - self.now()).total_seconds()
        assert ahead > 0
        self._set(ahead, 0.0)

    def jump(self, seconds: float) -> None:
        self._set(0.0, seconds)

    def now(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=sum(self._numbers()))

    def issue(self) -> tuple[int, int]:
        """The number of a new ticket and the day it belongs to."""
        ticket = self.office.post("kiosk", "/tickets", service="info_desk")
        self.acknowledged.append(ticket)
        ((day, number),) = self.rows("SELECT day, number FROM ticket WHERE id = ?", ticket["id"])
        return number, day

    def state(self, index: int) -> str:
        """Of the ticket that was acknowledged at this place."""
        return self.rows("SELECT state FROM ticket WHERE id = ?", self.acknowledged[index]["id"])[0][0]

    def waits_for(self, slug: str | None) -> None:
        """Until the server knows what is wrong with its clock, and its jobs have run with that."""
        until(lambda: self.clock_said() == slug)
        self.a_job_runs()

    def clock_said(self) -> str | None:
        with urllib.request.urlopen(f"{self.server.address}/readyz", timeout=PATIENCE) as answer:
            return json.load(answer)["ways_out"].get("clock")

    def a_job_runs(self) -> None:
        """The job that ends days has begun and ended a run from now on."""
        for _ in range(2):
            before = self._last_run()
            until(lambda before=before: self._last_run() != before)

    def rows(self, query: str, *given: object) -> list[tuple]:
        with closing(sqlite3.connect(self.server.instance / "deskq.sqlite", timeout=10)) as database:
            return database.execute(query, given).fetchall()

    def _last_run(self) -> str:
        with urllib.request.urlopen(f"{self.server.address}/metrics", timeout=PATIENCE) as answer:
            lines = answer.read().decode().splitlines()
        return next((line for line in lines if line.startswith('deskq_job_last_run_timestamp{job="queue"}')), "")

    def _numbers(self) -> tuple[float, float]:
        passed, off = self._file.read_text().split()
        return float(passed), float(off)

    def _set(self, more_passed: float, more_off: float) -> None:
        passed, off = self._numbers()
        new = self._file.with_suffix(".new")
        new.write_text(f"{passed + more_passed} {off + more_off}")
        os.replace(new, self._file)


@pytest.fixture
def hall(tmp_path: Path, seeded_file: Path) -> Iterator[Hall]:
    begin = datetime(2026, 11, 24, 10, tzinfo=TEHRAN)
    clock_file = tmp_path / "clock"
    clock_file.write_text(f"0 {(begin - datetime.now(UTC)).total_seconds()}")
    program = ("-m", "tests.e2e.clock_server")
    with (
        clock.at(begin - timedelta(minutes=5)),
        running(tmp_path, seeded_file, program, TEST_CLOCK=str(clock_file)) as server,
    ):
        made = Hall(server, clock_file)
        made.a_job_runs()
        yield made
        check(made)


def check(hall: Hall) -> None:
    """Whatever the clock did."""
    stored = {row[0] for row in hall.rows("SELECT id FROM ticket")}
    assert {ticket["id"] for ticket in hall.acknowledged} <= stored
    codes = hall.rows("SELECT day, code, count(*) FROM ticket GROUP BY day, code HAVING count(*) > 1")
    assert codes == [], "a number was given twice on one day"
    ended = hall.rows("SELECT ticket_id FROM journal WHERE kind = 'ticket.expired'")
    assert len(set(ended)) == len(ended), "a ticket ended twice"
    moments = [row[0] for row in hall.rows("SELECT at FROM journal ORDER BY sequence")]
    assert moments == sorted(moments), "the journal runs backwards"
    assert "intact" in flask(hall.server.env, "verify-journal")


@pytest.mark.soak
@pytest.mark.parametrize(("away", "back"), [(HOUR, -HOUR), (-HOUR, HOUR)], ids=["ahead", "behind"])
def test_a_jump_of_an_hour_and_back_in_the_morning_changes_nothing_but_what_the_hall_page_says(hall, away, back):
    assert hall.issue() == (1, FIRST_DAY)

    for number, seconds in ((2, away), (3, back)):
        hall.jump(seconds)
        hall.waits_for("clock-jumped")
        assert hall.issue() == (number, FIRST_DAY)
    hall.pass_until(10, 30)

    hall.waits_for(None)
    assert [hall.state(index) for index in range(3)] == ["waiting"] * 3
    called = hall.office.call()
    assert called["id"] == hall.acknowledged[0]["id"], "the first in the queue is called first"


@pytest.mark.soak
def test_a_jump_over_midnight_and_back_begins_no_new_day(hall):
    hall.issue()
    hall.pass_until(23, 40)

    hall.jump(HOUR)
    hall.waits_for("clock-jumped")
    assert hall.issue() == (2, FIRST_DAY)
    hall.jump(-HOUR)
    hall.waits_for("clock-jumped")
    assert hall.issue() == (3, FIRST_DAY)
    hall.pass_until(23, 59)
    hall.waits_for(None)

    assert [hall.state(index) for index in range(3)] == ["waiting"] * 3


def test_a_jump_over_the_start_of_the_day_and_back_ends_the_day_once_and_at_its_time(hall):
    hall.issue()
    hall.pass_until(3, 30, day=25)

    hall.jump(HOUR)
    hall.waits_for("clock-jumped")
    assert hall.issue() == (1, SECOND_DAY)
    assert hall.state(0) == "waiting", "the clock was not believed yet"
    hall.jump(-HOUR)
    hall.waits_for("clock-jumped")
    assert hall.issue() == (2, SECOND_DAY), "time of an office does not run back"
    hall.pass_until(3, 50, day=25)
    hall.waits_for(None)
    assert [hall.state(index) for index in range(3)] == ["waiting"] * 3
    hall.pass_until(4, 1, day=25)

    until(lambda: hall.state(0) == "expired")
    assert [hall.state(index) for index in (1, 2)] == ["waiting"] * 2


@pytest.mark.soak
def test_a_clock_that_was_an_hour_ahead_for_long_ends_the_day_once_too(hall):
    hall.issue()
    hall.pass_until(3, 10, day=25)
    hall.jump(HOUR)
    hall.waits_for("clock-jumped")
    hall.pass_until(4, 25, day=25)  # longer than the clock is distrusted
    until(lambda: hall.state(0) == "expired")
    assert hall.issue() == (1, SECOND_DAY)

    hall.jump(-HOUR)
    hall.waits_for("clock-jumped")
    assert hall.issue() == (2, SECOND_DAY)
    hall.pass_until(3, 45, day=25)
    hall.waits_for(None)
    hall.pass_until(4, 20, day=25)
    hall.a_job_runs()

    assert [hall.state(index) for index in (1, 2)] == ["waiting"] * 2
