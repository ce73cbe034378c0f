"""Wrong passwords of strangers do not keep the staff out: they count by name and place, and desks are known again."""

import re
from time import time

import pytest

from deskq.core.extensions import db, limiter
from deskq.staff import rules, service, sign_in_service
from deskq.staff.models import KnownBrowser, SignInFailure
from tests.staff.sign_in_tries import LOBBY, desk, enter, strangers

__all__ = ["desk"]


def test_wrong_passwords_lock_the_address_they_came_from_and_no_other(browser):
    stranger = browser()

    answers = [enter(stranger, password="wrong", at="203.0.113.5").status_code for _ in range(7)]

    assert answers == [401] * 5 + [429] * 2
    assert enter(browser(), at="203.0.113.5").status_code == 429
    assert enter(browser()).status_code == 303


def test_a_desk_is_let_in_whatever_strangers_do_at_its_own_address(browser, desk):
    for _ in range(7):
        enter(browser(), password="wrong")
    strangers(browser, 30)

    assert enter(browser()).status_code == 429
    assert enter(desk).status_code == 303


def test_guesses_from_many_addresses_are_slowed_in_all(browser, person):
    assert strangers(browser, 30) == [401] * 21 + [429] * 9

    assert enter(browser(), at="198.51.100.1").status_code == 429
    assert person("karimi").failures == rules.FREE_OF_STRANGERS + 1


def test_a_name_nobody_has_is_slowed_in_all_places_like_one_somebody_has(browser):
    assert strangers(browser, 23, "nobody") == strangers(browser, 23, "karimi")


def test_a_desk_has_a_lock_of_its_own(browser, desk, later):
    for _ in range(5):
        enter(desk, password="wrong")

    refused = enter(desk)

    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "3")
    assert enter(browser()).status_code == 303
    later(seconds=3)
    assert enter(desk).status_code == 303


def test_a_desk_is_known_for_those_who_signed_in_there_only(browser, desk):
    strangers(browser, 21, "rahmani")

    assert enter(desk, "rahmani").status_code == 429


def test_mistakes_at_a_desk_do_not_close_other_places(desk, person):
    for _ in range(4):
        enter(desk, password="wrong")

    assert person("karimi").failures == 0


def test_an_invented_cookie_is_no_desk(browser, desk):
    strangers(browser, 21)

    for value in ("", "made-up", "ImEgc2VjcmV0Ig.AAAA"):
        forged = browser()
        forged.set_cookie("deskq_browser", value)
        assert enter(forged).status_code == 429, value


def test_the_cookie_of_a_desk_is_signed_long_lived_and_hidden_from_scripts_and_not_for_wrong_passwords(browser):
    def cookies(answer) -> list[str]:
        return [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("deskq_browser=")]

    assert cookies(enter(browser(), password="wrong")) == []
    (cookie,) = cookies(enter(browser()))

    assert re.search(r"Max-Age=34560000; HttpOnly; Path=/; SameSite=Lax$", cookie)
    assert db.session().query(KnownBrowser).one().browser not in cookie


@pytest.mark.parametrize("end", ["everywhere", "inactive"])
def test_a_desk_is_forgotten_with_all_sessions_of_its_person(browser, desk, person, end):
    if end == "everywhere":
        service.sign_out_everywhere(person("karimi").id, "test")
    else:
        found = person("karimi")
        service.save_person(found.id, service.PersonChanges(found.name, "clerk", False, set()), "test")
        service.save_person(found.id, service.PersonChanges(found.name, "clerk", True, set()), "test")
    strangers(browser, 21)

    assert enter(desk).status_code == 429


def test_a_new_password_does_not_forget_the_desks(browser, desk, person):
    service.set_password(person("karimi").id, "another long one 17", "test")
    strangers(browser, 201)

    assert enter(desk, password="another long one 17").status_code == 303


def test_a_person_has_a_limited_number_of_desks(browser, monkeypatch):
    monkeypatch.setattr(sign_in_service, "MOST_BROWSERS", 3)
    for _ in range(5):
        enter(browser())

    assert db.session().query(KnownBrowser).count() == 3


def test_neither_names_nor_addresses_of_strangers_are_stored(browser):
    enter(browser(), "my-password-in-the-wrong-field", "wrong", "203.0.113.5")

    row = db.session().query(SignInFailure).one()
    assert (len(row.name), len(row.place)) == (64, 64)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::5", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::5", "2001:db8:1:3::5", False),
        ("::ffff:203.0.113.5", "203.0.113.5", True),
        ("::ffff:203.0.113.5", "::ffff:203.0.113.6", False),
    ],
)
def test_one_subscriber_s_addresses_are_one_place(browser, first, second, same):
    for _ in range(5):
        enter(browser(), password="wrong", at=first)

    assert (enter(browser(), at=second).status_code == 429) is same


# The limit of tries a minute


@pytest.fixture
def others(limited):
    """``others()`` is another browser at the application whose limits are on."""
    return lambda: type(limited)(limited.application, limited.response_wrapper, use_cookies=True)


def test_a_desk_gets_in_while_strangers_use_up_the_tries_of_its_address(limited, others):
    assert enter(limited).status_code == 303
    limited.post("/sign-out")
    answers = [enter(others(), f"name{n}", "wrong").status_code for n in range(62)]

    assert answers == [401] * 59 + [429] * 3  # the desk itself used one of 60
    assert enter(others()).status_code == 429
    assert enter(limited).status_code == 303


def test_one_name_tried_too_often_leaves_other_names_at_the_address(others):
    for _ in range(70):
        enter(others(), "karimi", "wrong")

    assert enter(others(), "rahmani").status_code == 303


def test_a_desk_has_few_tries_a_minute_of_its_own(limited):
    enter(limited)

    answers = [enter(limited, "nobody", "wrong", f"203.0.113.{n}").status_code for n in range(11)]

    assert answers == [401] * 10 + [429]


def test_the_longer_of_two_waits_is_told(others, monkeypatch):
    monkeypatch.setattr(rules, "FREE_FAILURES", -8)  # the first mistake locks for nine minutes
    answers = [enter(others(), password="wrong") for _ in range(21)]

    waits = [int(answer.headers["Retry-After"]) for answer in answers[1:]]
    assert [answer.status_code for answer in answers] == [401] + [429] * 20
    assert all(500 < wait <= 513 for wait in waits)


def window_nearly_over() -> None:
    """All windows that have begun end in seven seconds."""
    for key in limiter.storage.expirations:
        limiter.storage.expirations[key] = time() + 7


def nearly_over(refused) -> bool:
    assert refused.status_code == 429
    return 6 <= int(refused.headers["Retry-After"]) <= 7


def test_a_window_that_is_nearly_over_is_told_as_it_is(others):
    for n in range(60):
        enter(others(), f"nobody-{n}", "wrong", "203.0.113.5")
    for _ in range(20):
        enter(others(), "nobody-here", "wrong", "203.0.113.6")
        others().post("/t/none/cancellation")
    window_nearly_over()

    assert nearly_over(enter(others(), "nobody-here", "wrong", "203.0.113.5"))
    assert nearly_over(enter(others(), "nobody-here", "wrong", "203.0.113.6"))
    assert nearly_over(others().post("/t/none/cancellation"))


def test_an_answer_that_was_not_refused_tells_no_time_to_wait(others):
    assert "Retry-After" not in others().get("/t/none").headers


def test_strangers_do_not_use_up_what_staff_may_do(limited, others):
    enter(limited)
    pages = [others().post("/counters/appointment", environ_base={"REMOTE_ADDR": LOBBY}) for _ in range(31)]

    assert pages[-1].status_code == 429
    mine = limited.post("/counters/appointment", data={"code": "000000"}, environ_base={"REMOTE_ADDR": LOBBY})
    assert mine.status_code != 429
