"""A while after any ending, the visitor is asked once for a rating."""

import pytest

from deskq.core.text import persian
from deskq.queue import jobs
from deskq.queue.service import serve
from deskq.queue.service.undo import undo
from deskq.ratings import service as ratings
from deskq.sms import service as sms_service


def test_the_rating_is_requested_once_five_minutes_after_the_end(ended, work, gateway, later):
    ticket = ended("done")
    work()
    assert gateway.rating_requests == []

    later(minutes=5)
    for _ in range(25):
        work()

    assert gateway.rating_requests == [
        f"شمارهٔ \u2066{persian.persian_digits(ticket.code)}\u2069: مراجعه‌تان چطور بود؟ در صفحهٔ نوبتتان بگویید."
    ]


def test_a_visitor_who_has_rated_is_not_asked(office, ended, asked):
    ticket = ended("done")
    ratings.rate(office, ticket.id, 4, "phone")

    assert asked() == []


def test_a_visitor_who_rates_before_the_sms_is_sent_is_not_asked(office, ended, work, gateway, later):
    ticket = ended("done")
    later(minutes=5)
    sms_service.create_due(office)
    ratings.rate(office, ticket.id, 4, "phone")
    work()

    assert gateway.rating_requests == []


def test_no_rating_is_requested_after_two_hours(ended, asked):
    ended("done")

    assert asked(hours=2, minutes=5) == []


def test_no_rating_is_requested_when_the_setting_is_off(app, ended, asked):
    app.config["SMS_RATING"] = False
    ended("done")

    assert asked() == []


def test_with_inbound_sms_a_digit_is_requested(app, ended, asked):
    app.config["SMS_REPLIES"] = True
    ended("done")

    assert "از ۱ تا ۵" in asked()[0]


def test_with_links_allowed_the_link_opens_the_rating(app, ended, asked):
    app.config["SMS_LINKS"] = True
    ended("done")

    link = next(word for word in asked()[0].split() if word.startswith("http://localhost/r/"))
    visitor = app.test_client()
    assert visitor.post(link.removeprefix("http://localhost"), data={"score": "5"}).status_code == 303


def test_a_second_end_after_an_undo_requests_the_rating_only_once(ended, desk, asked, later):
    ended("done")
    later(seconds=5)
    undo(desk(1))
    serve.finish(desk(1))
    asked()

    assert len(asked()) == 1


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(
    ("how", "minutes", "words"),
    [
        ("done", 5, {"fa": "مراجعه‌تان چطور بود؟", "en": "how was your visit?"}),
        ("could_not", 5, {"fa": "مراجعه‌تان چطور بود؟", "en": "how was your visit?"}),
        ("cancelled", 5, {"fa": "بی‌خدمت رفتید؛ چطور بود؟", "en": "you left early. How was it?"}),
        ("absent", 30, {"fa": "نوبتتان گذشت؛ چطور بود؟", "en": "we couldn't find you. How was it?"}),
        ("expired", 22 * 60, {"fa": "نوبتتان نرسید؛ چطور بود؟", "en": "we could not call you. How was it?"}),
    ],
)
def test_every_ending_is_asked_once_with_its_own_text(ended, watch, gateway, later, how, minutes, words, language):
    ended(how, language=language)
    if how == "expired":
        later(hours=18)  # 04:00: the day closes itself
        jobs.run_once()
        minutes -= 18 * 60
    later(minutes=minutes - 1)
    watch()
    before = gateway.rating_requests
    for _ in range(3):
        later(minutes=1)
        watch()

    assert before == []
    (text,) = gateway.rating_requests
    assert words[language] in text
