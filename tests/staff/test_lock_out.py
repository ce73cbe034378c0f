"""Wrong passwords shut the door for longer and longer, at most a quarter of an hour."""

import pytest

from tests.conftest import PASSWORD


def guess(browser, password="wrong", name="karimi"):
    return browser.post("/sign-in", data={"name": name, "password": password})


@pytest.fixture
def shut(client):
    """Five wrong passwords: the first that shuts the door."""
    for _ in range(5):
        assert guess(client).status_code == 401


def test_four_mistakes_are_free(client):
    for _ in range(4):
        guess(client)

    assert guess(client, PASSWORD).status_code == 303


def test_after_the_fifth_even_the_right_password_waits(client, shut):
    answer = guess(client, PASSWORD)

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3"
    assert "<form" in answer.text


def test_the_door_opens_by_itself_and_the_mistakes_are_forgotten(client, shut, later, person):
    later(seconds=3)

    assert guess(client, PASSWORD).status_code == 303
    assert (person("karimi").failures, person("karimi").locked_until) == (0, None)


def test_each_further_mistake_doubles_the_wait_up_to_a_quarter_of_an_hour(client, shut, later):
    waits = []
    for _ in range(12):
        later(minutes=16)
        assert guess(client).status_code == 401
        waits.append(int(guess(client, PASSWORD).headers["Retry-After"]) - 1)

    assert waits[:5] == [4, 8, 16, 32, 64]
    assert waits[-1] == 15 * 60


def test_trying_at_a_shut_door_neither_counts_nor_tells_anything(client, shut, person):
    for _ in range(3):
        assert guess(client).status_code == guess(client, PASSWORD).status_code == 429

    assert person("karimi").failures == 5


def test_one_person_s_shut_door_is_nobody_else_s(client, shut):
    assert guess(client, PASSWORD, "rahmani").status_code == 303


def test_wrong_present_passwords_on_the_account_page_shut_the_door_too(enter):
    clerk = enter("karimi")
    form = {"old": "wrong", "new": "another long one", "again": "another long one"}

    answers = [clerk.post("/account/password", data=form).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]
