"""A while after the end, whatever it was, the visitor is asked once how it was."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from deskq.notify import rules
from deskq.notify.gateways.port import UNREACHABLE, Later
from deskq.notify.outbox import LOOK_AGAIN
from deskq.queue import keeper, service
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


@pytest.fixture
def watch(work):
    """``watch()``: so many rounds that one of them looks although nothing has happened."""
    return lambda: [work() for _ in range(LOOK_AGAIN)]


@pytest.fixture
def ended(arrive, desk, office):
    """``ended("absent")`` is a visit that has just ended so; of those nobody called the day must still be closed."""

    def go(how: str, **more):
        ticket, press = arrive(**more), desk(1)
        if how == "expired":
            return ticket
        if how == "cancelled":
            return service.cancel(office, ticket.id)
        service.call_next(press)
        if how == "absent":
            return service.miss(press)
        service.start(press)
        return service.finish(press, "not_possible" if how == "could_not" else "done")

    return go


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
    later(hours=2, minutes=5)
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


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(
    ("how", "minutes", "words"),
    [
        ("done", 5, {"fa": "مراجعه‌تان چطور بود؟", "en": "how was your visit?"}),
        ("could_not", 5, {"fa": "مراجعه‌تان چطور بود؟", "en": "how was your visit?"}),
        ("cancelled", 5, {"fa": "بی‌خدمت رفتید؛ چطور بود؟", "en": "you left unserved. How was it?"}),
        ("absent", 30, {"fa": "نوبتتان گذشت؛ چطور بود؟", "en": "you were missed. How was it?"}),
        ("expired", 22 * 60, {"fa": "نوبتتان نرسید؛ چطور بود؟", "en": "your turn did not come. How was it?"}),
    ],
)
def test_every_ending_is_asked_once_in_its_own_words(ended, watch, gateway, later, how, minutes, words, language):
    ended(how, language=language)
    if how == "expired":
        later(hours=18)  # 04:00: the day closes itself
        keeper.keep_once()
        minutes -= 18 * 60
    later(minutes=minutes - 1)
    watch()
    before = asked(gateway)
    for _ in range(3):
        later(minutes=1)
        watch()

    assert before == []
    (text,) = asked(gateway)
    assert words[language] in text


def test_who_was_missed_and_comes_back_is_asked_after_the_service_and_not_before(
    ended, desk, work, gateway, later, at, office
):
    ticket = ended("absent")
    later(minutes=29)
    service.call_next(at(1), ticket.id)
    later(minutes=2)
    work()
    assert asked(gateway) == []
    service.start(at(1))
    service.finish(at(1))
    later(minutes=5)
    work()

    assert ["مراجعه‌تان چطور بود؟" in text for text in asked(gateway)] == [True]


def test_who_was_asked_as_missed_and_comes_back_is_not_asked_again(ended, work, gateway, later, at):
    ticket = ended("absent")
    later(minutes=30)
    work()
    service.call_next(at(1), ticket.id)
    service.start(at(1))
    service.finish(at(1))
    later(minutes=5)
    work()

    assert len(asked(gateway)) == 1


def test_a_question_that_waited_until_its_visitor_came_back_is_asked_at_the_later_end(ended, work, gateway, later, at):
    ticket = ended("absent")
    later(minutes=30)
    gateway.answers = [Later(UNREACHABLE)]
    work()
    service.call_next(at(1), ticket.id)
    later(minutes=1)
    work()
    service.start(at(1))
    service.finish(at(1))
    later(minutes=5)
    work()

    assert ["مراجعه‌تان چطور بود؟" in text for text in asked(gateway)] == [True]


def test_a_visit_the_day_ended_is_not_asked_about_at_night(ended, watch, gateway, later, numbers_kept):
    ended("expired")
    later(hours=18, minutes=1)
    keeper.keep_once()
    for _ in range(4):
        watch()
        assert (asked(gateway), len(numbers_kept())) == ([], 1)
        later(hours=1)

    watch()
    watch()

    assert (len(asked(gateway)), numbers_kept()) == (1, [])


def test_a_visit_that_still_went_on_when_the_day_was_closed_is_asked_in_the_morning(arrive, desk, work, gateway, later):
    arrive()
    press = desk(1)
    service.call_next(press)
    service.start(press)
    later(hours=18)
    work()
    keeper.keep_once()
    later(hours=4)
    work()

    assert ["مراجعه‌تان چطور بود؟" in text for text in asked(gateway)] == [True]


@pytest.mark.parametrize(("replies", "kept"), [(False, 0), (True, 1)])
def test_where_a_digit_answers_the_number_stays_for_it_and_no_longer_than_the_day(
    app, ended, work, gateway, later, numbers_kept, replies, kept
):
    app.config["SMS_REPLIES"] = replies
    ended("expired")
    later(hours=18)
    keeper.keep_once()
    later(hours=4)
    work()
    work()
    assert (len(asked(gateway)), len(numbers_kept())) == (1, kept)

    later(hours=12)
    work()

    assert numbers_kept() == []


@pytest.mark.parametrize("settings", [{"SMS_RATING": False}, {}])
def test_no_number_is_kept_over_night_for_a_text_that_will_not_go(
    app, ended, office, work, gateway, later, numbers_kept, settings
):
    app.config.update(settings)
    ticket = ended("cancelled" if not settings else "expired")
    if not settings:
        ratings.rate(office, ticket.id, 4, "phone")
    later(hours=18)
    keeper.keep_once()
    work()

    assert numbers_kept() == []


def test_a_machine_that_stood_still_for_days_asks_nobody(ended, work, gateway, later, numbers_kept):
    ended("expired")
    later(days=3)
    keeper.keep_once()
    work()

    assert (asked(gateway), numbers_kept()) == ([], [])


def test_a_day_closed_by_hand_asks_those_it_left_at_once(ended, app, work, gateway, later, office):
    ended("expired")
    service.close_day(office, date(2100, 1, 1))
    later(minutes=5)
    work()

    assert ["نوبتتان نرسید" in text for text in asked(gateway)] == [True]


@pytest.mark.parametrize(
    ("hour", "asked_at"), [(10, "10:05"), (7, "08:00"), (21.9, "21:59"), (22, "08:00"), (4, "08:00"), (0, "08:00")]
)
def test_nobody_is_asked_between_ten_and_eight(hour, asked_at):
    zone = ZoneInfo("Asia/Tehran")

    class Turn:
        state, call, ahead_at_issue = "done", None, 0
        since = datetime(2026, 11, 24, tzinfo=zone) + timedelta(hours=hour)

    found = rules.asks_at(Turn(), zone)

    assert f"{found:%H:%M}" == asked_at
    assert timedelta(0) < found - Turn.since <= rules.LONGEST_ENDED - rules.WORTH[rules.RATE]
