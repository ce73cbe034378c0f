"""A while after the end, whatever it was, the visitor is asked once how it was."""

import pytest

from deskq.core.text import persian
from deskq.queue import jobs
from deskq.queue.service import serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.undo import undo
from deskq.ratings import service as ratings
from deskq.sms import service as texts


def test_it_is_asked_five_minutes_after_the_end_and_once(ended, work, gateway, later):
    ticket = ended("done")
    work()
    assert gateway.asked == []

    later(minutes=5)
    for _ in range(25):
        work()

    assert gateway.asked == [
        f"شمارهٔ \u2066{persian.persian_digits(ticket.code)}\u2069: مراجعه‌تان چطور بود؟ در صفحهٔ نوبتتان بگویید."
    ]


def test_who_has_rated_is_not_asked(office, ended, work, gateway, later):
    ticket = ended("done")
    ratings.rate(office, ticket.id, 4, "phone")
    later(minutes=5)
    work()

    assert gateway.asked == []


def test_who_rates_while_the_message_waits_is_not_asked(office, ended, work, gateway, later):
    ticket = ended("done")
    later(minutes=5)
    texts.make_due(office)
    ratings.rate(office, ticket.id, 4, "phone")
    work()

    assert gateway.asked == []


def test_who_left_the_line_is_asked_in_other_words(office, arrive, work, gateway, later):
    ticket = arrive(language="en")
    cancel(office, ticket.id)
    later(minutes=5)
    work()

    assert "you left early" in gateway.asked[0]


def test_after_two_hours_nobody_is_asked_any_more(ended, work, gateway, later):
    ended("done")
    later(hours=2, minutes=5)
    work()

    assert gateway.asked == []


def test_an_office_that_does_not_ask_by_text_does_not(app, ended, work, gateway, later):
    app.config["SMS_RATING"] = False
    ended("done")
    later(minutes=5)
    work()

    assert gateway.asked == []


def test_where_answers_arrive_a_digit_is_asked_for(app, ended, work, gateway, later):
    app.config["SMS_REPLIES"] = True
    ended("done")
    later(minutes=5)
    work()

    assert "از ۱ تا ۵" in gateway.asked[0]


def test_where_links_are_allowed_the_link_opens_the_rating(app, ended, work, gateway, later):
    app.config["SMS_LINKS"] = True
    ended("done")
    later(minutes=5)
    work()

    link = next(word for word in gateway.asked[0].split() if word.startswith("http://localhost/r/"))
    app.config["WTF_CSRF_ENABLED"] = False
    visitor = app.test_client()
    assert visitor.post(link.removeprefix("http://localhost"), data={"score": "5"}).status_code == 303


def test_after_an_undo_and_a_second_end_it_is_still_asked_once(ended, desk, work, gateway, later):
    ended("done")
    later(seconds=5)
    undo(desk(1))
    serve.finish(desk(1))
    later(minutes=5)
    work()
    later(minutes=5)
    work()

    assert len(gateway.asked) == 1


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
def test_every_ending_is_asked_once_in_its_own_words(ended, watch, gateway, later, how, minutes, words, language):
    ended(how, language=language)
    if how == "expired":
        later(hours=18)  # 04:00: the day closes itself
        jobs.keep_once()
        minutes -= 18 * 60
    later(minutes=minutes - 1)
    watch()
    before = gateway.asked
    for _ in range(3):
        later(minutes=1)
        watch()

    assert before == []
    (text,) = gateway.asked
    assert words[language] in text
