"""Some minutes after the end the visitor is asked once how it was."""

import pytest

from deskq.queue import service
from deskq.ratings import service as ratings


@pytest.fixture
def served(arrive, desk):
    """``served()`` is a visit that has just ended, of a visitor who left their number."""

    def go(**more):
        arrive(**more)
        press = desk(1)
        service.call_next(press)
        service.start(press)
        return service.finish(press)

    return go


def asked(gateway) -> list[str]:
    return [text for text in gateway.texts if "چطور بود" in text or "ow was" in text]


def test_it_is_asked_five_minutes_after_the_end_and_once(served, work, gateway, later):
    ticket = served()
    work()
    assert asked(gateway) == []

    later(minutes=5)
    for _ in range(25):
        work()

    assert asked(gateway) == [
        f"شمارهٔ \u2066{ticket.code.translate(FA)}\u2069: مراجعه‌تان چطور بود؟ در صفحهٔ نوبتتان بگویید."
    ]


FA = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")


def test_who_has_rated_is_not_asked(office, served, work, gateway, later):
    ticket = served()
    ratings.rate(office, ticket.id, 4, "phone")
    later(minutes=5)
    work()

    assert asked(gateway) == []


def test_who_rates_while_the_message_waits_is_not_asked(office, served, work, gateway, later):
    from deskq.notify import service as texts

    ticket = served()
    later(minutes=5)
    texts.make_due(office)
    ratings.rate(office, ticket.id, 4, "phone")
    work()

    assert asked(gateway) == []


def test_who_left_the_line_is_asked_in_other_words(office, arrive, work, gateway, later):
    ticket = arrive(language="en")
    service.cancel(office, ticket.id)
    later(minutes=5)
    work()

    assert "you left unserved" in asked(gateway)[0]


def test_after_two_hours_nobody_is_asked_any_more(served, work, gateway, later):
    served()
    later(hours=2)
    work()

    assert asked(gateway) == []


def test_an_office_that_does_not_ask_by_text_does_not(app, served, work, gateway, later):
    app.config["SMS_RATING"] = False
    served()
    later(minutes=5)
    work()

    assert asked(gateway) == []


def test_where_answers_arrive_a_digit_is_asked_for(app, served, work, gateway, later):
    app.config["SMS_REPLIES"] = True
    served()
    later(minutes=5)
    work()

    assert "از ۱ تا ۵" in asked(gateway)[0]


def test_where_links_are_allowed_the_link_opens_the_rating(app, served, work, gateway, later):
    app.config["SMS_LINKS"] = True
    served()
    later(minutes=5)
    work()

    link = next(word for word in asked(gateway)[0].split() if word.startswith("http://localhost/r/"))
    app.config["WTF_CSRF_ENABLED"] = False
    visitor = app.test_client()
    assert visitor.post(link.removeprefix("http://localhost"), data={"score": "5"}).status_code == 303


def test_after_an_undo_and_a_second_end_it_is_still_asked_once(served, desk, work, gateway, later):
    served()
    later(seconds=5)
    service.undo(desk(1))
    service.finish(desk(1))
    later(minutes=5)
    work()
    later(minutes=5)
    work()

    assert len(asked(gateway)) == 1
