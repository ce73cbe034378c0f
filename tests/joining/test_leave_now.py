"""Who joined from outside is texted once when it is time to leave."""

import itertools
from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate import snapshot_loader
from deskq.estimate.forecast_cache import CalibratedInterval, OfficeForecast
from deskq.estimate.prediction_intervals import Interval
from deskq.joining import away, jobs, rules
from deskq.office import config_cache
from deskq.queue.service import calls, cancel
from tests.sms.conftest import gateway, work

__all__ = ["gateway", "work"]


@pytest.fixture
def wait(app, office):
    """``wait(40)``: a newcomer is surely not called in the next 40 minutes, and at the latest in twice as many."""

    def forecast(minutes: int) -> None:
        told = CalibratedInterval(*[Interval(minutes * 60, minutes * 90, minutes * 120)] * 2)
        kinds = dict.fromkeys(snapshot_loader.newcomer_kinds(config_cache.of(db.session(), office)), told)
        app.extensions["deskq_estimate"].board.publish(office, OfficeForecast(clock.now(), kinds, {}))

    return forecast


@pytest.fixture
def texts(work, gateway):
    """``texts()``: one round of the job and of the outbox; everything that was sent so far."""

    def rounds() -> list[str]:
        db.session.remove()
        jobs.run_once()
        work()
        return gateway.texts

    return rounds


def test_it_is_sent_when_the_way_takes_as_long_as_the_wait_and_only_once(join, desk, later, wait, texts):
    desk(2)
    join(travel=20)
    later(minutes=5)
    wait(40)
    early = list(texts())
    later(minutes=25)
    wait(18)
    sent = list(texts())
    later(minutes=1)
    wait(10)

    assert early == []
    assert sent == ["نوبت \u2066۲۰۱\u2069: اکنون راه بیفتید. رسیدید، در کیوسک بگویید"]
    assert texts() == sent


def test_somebody_with_few_ahead_leaves_earlier_than_a_newcomer_would(join, desk, issue, later, wait, look):
    desk(2)
    ticket = join(travel=10)
    for _ in range(3):
        later(minutes=1)
        issue()
    wait(40)

    shown = away.view(look(), ticket)

    assert (shown.ahead, shown.wait.seconds) == (0, (15 * 60, 20 * 60))
    assert shown.leave_at == clock.now()


@pytest.mark.parametrize("over", ["arrived", "cancelled", "arrived after it was queued"])
def test_who_is_here_or_has_left_the_queue_is_not_texted(join, arrive, desk, office, later, wait, texts, over):
    desk(2)
    ticket = join(travel=20)
    later(minutes=2)
    wait(1)
    assert texts() == []  # just after joining
    later(minutes=3)
    wait(5)
    if "queued" in over:
        db.session.remove()
        jobs.run_once()
    _ = cancel.cancel(office, ticket.id) if over == "cancelled" else arrive(ticket)

    assert texts() == []


def test_without_an_estimate_it_is_sent_when_few_are_ahead_and_somebody_serves(join, desk, later, texts):
    join(travel=20)
    later(minutes=5)
    unserved = list(texts())
    desk(2)

    assert (unserved, len(texts())) == ([], 1)


def test_whose_turn_came_is_told_until_when_the_place_is_kept(join, issue, desk, later, texts):
    later(minutes=1)
    join(travel=20)
    for _ in range(4):
        later(minutes=1)
        issue()
    calls.call_next(desk(2))
    until = (clock.now() + timedelta(minutes=10)).astimezone(clock.zone())

    (sent,) = texts()

    hour = f"{until:%H:%M}".translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    assert sent.startswith(f"نوبت \u2066۲۰۱\u2069 رسید. تا {hour} بیایید")


@pytest.mark.parametrize(("ahead", "newcomer", "share"), [(0, 3, 0.25), (3, 3, 1), (9, 3, 1), (0, 0, 1)])
def test_the_wait_is_in_proportion_to_the_people_ahead_and_never_longer_than_a_newcomer_s(ahead, newcomer, share):
    assert rules.proportional(600, ahead, newcomer) == 600 * share


def test_the_page_says_leave_now_although_the_clock_runs_on_while_it_is_drawn(
    client, join, desk, later, wait, monkeypatch
):
    desk(2)
    ticket = join(travel=30)
    later(minutes=5)
    wait(10)
    began = clock.now()
    moments = (began + timedelta(milliseconds=n) for n in itertools.count())
    monkeypatch.setattr(clock, "now", lambda: next(moments))

    text = client.get(f"/t/{ticket.secret}?lang=en").text

    assert "Please leave now." in text
