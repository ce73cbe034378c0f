"""The hall on a large screen when much is wrong at once: whole rows and whole words, and the rest is counted."""

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.e2e import app_server
from tests.e2e.app_server import AppServerWithClock
from tests.e2e.test_hall_screen import TV
from tests.e2e.visitor_steps import live
from tests.e2e.visual import geometry
from tests.tools.made_once import made_once

MORNING = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  #: a Monday, 10:30 in Takestan
SERVICES = ("info_desk", "renewal_levy", "utility_inquiry", "building_permit", "art100", "completion")


OFFICE, SERVER_CLASS = "morning", AppServerWithClock


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    return made_once(tmp_path_factory, "morning", lambda made: app_server.prepare(made, at=MORNING))


@pytest.mark.parametrize(
    ("lang", "manned", "more"),
    [("fa", (), 24), ("fa", (1, 2, 3, 4, 5, 6), 0), ("en", (5,), 24)],
    ids=["no counter open", "all open", "one of thirty open"],
)
def test_nothing_is_cut_when_many_wait_too_long(server, screen, lang, manned, more):
    subprocess.run([sys.executable, "-m", "tests.load.more_counters", str(more)], env=server.env, check=True)
    server.open(*manned)
    for service in SERVICES:
        server.issue(service)
        server.issue(service)
    server.advance_to(MORNING + timedelta(minutes=45))

    wall = live(screen("/hall-screen", lang, size=TV))
    expect(wall.locator(".wall-trouble li")).not_to_have_count(0)

    assert geometry.faults(wall, TV, 24) == []
    counted = wall.locator(".wall-people .visually-hidden, .wall-queues .wall-rest").all_text_contents()
    assert sum(int(number) for words in counted for number in re.findall(r"\d+", words)) == 2 * len(SERVICES)
    wall.context.set_offline(True)
    wall.wait_for_selector("[data-line=down]", timeout=15_000)
    assert geometry.faults(wall, TV, 24) == []
