"""Outages that one process reports are shown on the panels of all."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from deskq.core import clock, outages
from deskq.core.clock_guard import ClockGuard
from deskq.core.extensions import db
from deskq.core.shared_outages import OutageSharing, SharedOutage, current
from deskq.voice import programs
from tests.tools.browsers import browser, client, look

__all__ = ["browser", "client", "look"]


@pytest.fixture(autouse=True)
def nothing_known():
    outages.forget()
    yield
    outages.forget()


@pytest.fixture
def other(app):
    """Another process: what it found is not in this one's memory, only where all look."""

    def finds(sharing: OutageSharing, problem: outages.Outage | None) -> None:
        outages.report("voice", problem)
        sharing.once()
        outages.forget()

    return finds


BROKEN = programs.failed("espeak-ng").problem


def test_a_panel_shows_outages_of_another_process(other, client, sign_in):
    other(OutageSharing(), BROKEN)
    sign_in("supervisor")

    assert "The program espeak-ng does not work properly." in client.get("/manage?lang=en").text
    assert client.get("/readyz").json["ways_out"] == {"voice": "failed"}


def test_an_outage_disappears_when_its_process_ends_it(other):
    sharing = OutageSharing()
    other(sharing, BROKEN)
    other(sharing, None)

    assert current() == []
    assert db.session().query(SharedOutage).count() == 0


@pytest.mark.parametrize("found", [BROKEN, None], ids=["has it too", "works"])
def test_an_outage_is_shown_once_whatever_another_process_found_and_expires_when_all_have_stopped(other, later, found):
    other(OutageSharing(), BROKEN)
    other(OutageSharing(), found)

    assert [(known.part, known.problem.slug) for known in current()] == [("voice", "failed")]
    later(minutes=4)
    assert current() == []


def test_a_lasting_outage_is_renewed_and_keeps_its_start(app, later):
    sharing = OutageSharing()
    outages.report("voice", BROKEN)
    sharing.once()
    (before,) = current()
    for _ in range(3):
        later(minutes=2)
        sharing.once()

    outages.forget()
    assert current() == [before]


def test_no_row_is_written_while_nothing_changes(app):
    sharing, written = OutageSharing(), []
    outages.report("voice", BROKEN)
    sharing.once()
    event.listen(db.engine, "before_cursor_execute", lambda *given: written.append(given[2]))

    for _ in range(5):
        sharing.once()

    assert written == []


def test_an_untrusted_clock_is_reported_in_both_languages(app, client, sign_in):
    ClockGuard(clock.now() - timedelta(hours=51))
    sign_in("supervisor")

    assert "is far ahead of the last recorded event" in client.get("/manage?lang=en").text
    assert "از آخرین رویداد ثبت‌شده بسیار جلوتر است" in client.get("/manage?lang=fa").text
