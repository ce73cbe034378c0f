"""A simulated month of working days: visitors, calls, lobby screens; the server's memory stays flat."""

import asyncio
import os
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from statistics import median
from time import sleep

import pytest

from deskq.core import clock
from tests.load import bench_office, scale_load
from tests.load.bench_http import ApiConnection
from tests.load.scale_stack import OfficeAccess, Stack

pytestmark = [pytest.mark.load, pytest.mark.soak]
DAYS, VISITORS = 22, 250
COUNTERS, LOBBIES = 6, 10
WEEKEND = (3, 4)  #: Thursday and Friday
#: The office opens after eight; at night everything is quiet.
MORNING, NIGHT = time(9), time(23)
#: Days at the beginning in which caches fill.
WARM = 5
MOST_GROWTH = 1.05
SCAN_PERIOD = 1.0  #: seconds between two looks of the server whether its memory is to be scanned


def test_memory_stays_flat(tmp_path, monkeypatch):
    passed = tmp_path / "clock"
    monkeypatch.setenv("TEST_CLOCK", str(passed))
    monkeypatch.setenv("TEST_SCAN_PERIOD", str(SCAN_PERIOD))
    found = []
    program = ("-m", "tests.load.month_server")
    with bench_office.running(tmp_path / "instance", counters=COUNTERS, program=program) as server:
        hall = Stack(server.port, server.port, server.process)
        access = OfficeAccess(1, "main", server.kiosk, server.clerk)
        for morning in mornings(DAYS):
            advance(passed, morning)
            asyncio.run(press_all(hall, access, "opening"))
            seen = scale_load.fast(hall, [access], COUNTERS, VISITORS, LOBBIES)
            asyncio.run(press_all(hall, access, "closing"))
            assert (seen.visits, seen.refused, seen.cues_twice, seen.screens_lost) == (VISITORS, {}, 0, 0)
            advance(passed, datetime.combine(morning.date(), NIGHT, clock.zone()))
            sleep(2.5 * SCAN_PERIOD)  # two looks in which nobody pressed anything
            found.append(server.megabytes())
    shown = ", ".join(f"{one:.0f}" for one in found)
    print(f"{DAYS} days of {VISITORS} visitors, {LOBBIES} lobbies: {shown} MB at night")
    assert median(found[-WARM:]) <= MOST_GROWTH * median(found[WARM : 2 * WARM])


def mornings(days: int) -> list[datetime]:
    """The next working days of the demo office."""
    today = datetime.now(clock.zone()).date()
    every = (today + timedelta(days=number) for number in range(1, 3 * days + 7))
    return [datetime.combine(day, MORNING, clock.zone()) for day in every if day.weekday() not in WEEKEND][:days]


def advance(passed: Path, moment: datetime) -> None:
    new = passed.with_suffix(".new")
    new.write_text(str((moment - datetime.now(UTC)).total_seconds()))
    os.replace(new, passed)


async def press_all(hall: Stack, access: OfficeAccess, what: str) -> None:
    line = await ApiConnection("127.0.0.1", hall.port, access.clerk).open()
    for number in range(101, 101 + COUNTERS):
        status, answer = await line.post(f"/api/v1/counters/{number}/{what}", {})
        assert status < 300, answer
    line.close()
