"""Nobody is asked at night, and no number is kept overnight longer than needed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskq.queue import jobs
from deskq.queue.service import day, serve
from deskq.ratings import service as ratings
from deskq.sms import rules


def test_a_visit_expired_by_the_end_of_the_day_is_not_asked_at_night(ended, watch, gateway, later, numbers_kept):
    ended("expired")
    later(hours=18, minutes=1)
    jobs.run_once()
    for _ in range(4):
        watch()
        assert (gateway.rating_requests, len(numbers_kept())) == ([], 1)
        later(hours=1)

    watch()
    watch()

    assert (len(gateway.rating_requests), numbers_kept()) == (1, [])


def test_a_visit_running_at_the_end_of_the_day_is_asked_in_the_morning(called, asked):
    serve.start(called)
    asked(hours=18)
    jobs.run_once()

    assert ["مراجعه‌تان چطور بود؟" in text for text in asked(hours=4)] == [True]


@pytest.mark.parametrize(("replies", "kept"), [(False, 0), (True, 1)])
def test_a_number_kept_for_a_reply_is_erased_after_a_day(app, ended, asked, work, later, numbers_kept, replies, kept):
    app.config["SMS_REPLIES"] = replies
    ended("expired")
    later(hours=18)
    jobs.run_once()
    asked(hours=4)
    work()
    assert (len(asked(hours=0)), len(numbers_kept())) == (1, kept)

    later(hours=12)
    work()

    assert numbers_kept() == []


@pytest.mark.parametrize("settings", [{"SMS_RATING": False}, {}])
def test_no_number_is_kept_overnight_for_an_sms_that_will_not_be_sent(
    app, ended, office, work, gateway, later, numbers_kept, settings
):
    app.config.update(settings)
    ticket = ended("cancelled" if not settings else "expired")
    if not settings:
        ratings.rate(office, ticket.id, 4, "phone")
    later(hours=18)
    jobs.run_once()
    work()

    assert numbers_kept() == []


def test_after_days_of_downtime_nobody_is_asked(ended, asked, later, numbers_kept):
    ended("expired")
    later(days=3)
    jobs.run_once()

    assert (asked(hours=0), numbers_kept()) == ([], [])


def test_closing_the_day_by_command_asks_unfinished_visits_at_once(ended, asked, office):
    ended("expired")
    day.close_day(office, date(2100, 1, 1))

    assert ["نوبتتان نرسید" in text for text in asked()] == [True]


@pytest.mark.parametrize(
    ("hour", "asked_at"), [(10, "10:05"), (7, "08:00"), (21.9, "21:59"), (22, "08:00"), (4, "08:00"), (0, "08:00")]
)
def test_nobody_is_asked_between_ten_and_eight(hour, asked_at):
    zone = ZoneInfo("Asia/Tehran")

    class Turn:
        state, call, ahead_at_issue = "done", None, 0
        since = datetime(2026, 11, 24, tzinfo=zone) + timedelta(hours=hour)

    found = rules.rating_request_at(Turn(), zone)

    assert f"{found:%H:%M}" == asked_at
    assert timedelta(0) < found - Turn.since <= rules.MAX_SINCE_END - rules.MAX_DELAY[rules.RATE]
