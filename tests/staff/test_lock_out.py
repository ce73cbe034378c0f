"""Wrong passwords lock a name for longer and longer, at most a quarter of an hour; known and unknown names alike."""

import hashlib
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from argon2 import extract_parameters

from deskq.core.extensions import db
from deskq.staff import passwords, rules, service, sign_in_locks
from deskq.staff.models import UnknownLogin
from tests.conftest import MORNING, PASSWORD


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


def test_after_the_fifth_even_the_right_password_waits_and_then_the_mistakes_are_forgotten(client, shut, later, person):
    answer = guess(client, PASSWORD)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "3"
    assert "<form" in answer.text
    for _ in range(3):
        assert guess(client).status_code == guess(client, PASSWORD).status_code == 429
    assert person("karimi").failures == 5
    assert guess(client, PASSWORD, "rahmani").status_code == 303, "one person's shut door is nobody else's"
    client.post("/sign-out")

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


def test_wrong_present_passwords_on_the_account_page_shut_the_door_too(enter):
    clerk = enter("karimi")
    form = {"old": "wrong", "new": "another long one", "again": "another long one"}

    answers = [clerk.post("/account/password", data=form).status_code for _ in range(6)]

    assert answers == [422] * 5 + [429]


def told(browser, name, later):
    """Everything the door says to a burst of guesses, then to one after each lock."""
    answers = []
    for wait in (0,) * 7 + (3, 0, 5, 0, 9, 0, 16 * 60, 0):
        later(seconds=wait)
        answer = guess(browser, "wrong", name)
        page = re.sub(r'(csrf-token" content|csrf_token" value)="[^"]+"', "", answer.text).replace(name, "NAME")
        answers.append((answer.status_code, answer.headers.get("Retry-After"), page))
    return answers


def test_a_name_that_is_not_here_locks_and_opens_exactly_like_one_that_is(client, later):
    assert told(client, "nobody", later) == told(client, "karimi", later)


def test_the_name_of_somebody_who_left_locks_like_any_other(client, later, person):
    left = person("rahmani")
    service.save_person(left.id, service.PersonChanges(left.name, "clerk", False, set()), "test")

    assert told(client, "rahmani", later) == told(client, "karimi", later)


def test_an_unknown_name_is_the_same_name_however_it_is_typed_and_in_every_process(client, make_app):
    for _ in range(5):
        guess(client, "wrong", "nobody")

    for again in ("NOBODY", " nobody ", "nobody\u200f"):
        assert guess(client, "wrong", again).status_code == 429
    assert guess(make_app().test_client(), "wrong", "nobody").status_code == 429


def test_unknown_names_are_forgotten_once_they_are_too_many(client, monkeypatch):
    monkeypatch.setattr(sign_in_locks, "MOST", 3)
    for name in ["first"] * 5 + ["second", "third", "fourth"]:
        guess(client, "wrong", name)

    assert db.session().query(UnknownLogin).count() <= 3
    assert guess(client, "wrong", "first").status_code == 401


def test_the_names_people_mistype_are_not_kept_in_words(client):
    guess(client, "wrong", "my-password-in-the-wrong-field")

    kept = db.session().query(UnknownLogin).one().name
    assert len(kept) == 64
    assert kept != hashlib.sha256(b"my-password-in-the-wrong-field").hexdigest()  # nor can words be tried out


def test_a_shut_door_costs_no_hash_for_either(client, monkeypatch):
    for _ in range(5):
        guess(client, "wrong", "nobody"), guess(client, "wrong", "karimi")
    checked = []
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: checked.append(kept))

    assert guess(client, "wrong", "nobody").status_code == guess(client, "wrong", "karimi").status_code == 429
    assert checked == []


def test_for_an_unknown_name_a_password_is_checked_that_costs_as_much(client, person, real_passwords, monkeypatch):
    """Else the time of the response would tell who has an account here."""
    service.set_password(person("karimi").id, PASSWORD, "test")
    checked, verified = [], passwords.hasher.verify

    class Noting:
        def verify(self, kept: str, typed: str) -> bool:
            checked.append(extract_parameters(kept))
            return verified(kept, typed)

    monkeypatch.setattr(passwords, "hasher", Noting())
    for name in ("karimi", "nobody"):
        assert guess(client, "wrong", name).status_code == 401

    known, unknown = checked
    assert known == unknown


def test_two_locks_hold_until_the_later_has_ended():
    locks = [SimpleNamespace(locked_until=MORNING + timedelta(seconds=left)) for left in (4, 100, -50)]

    assert rules.lock_seconds([*locks, SimpleNamespace(locked_until=None)], MORNING) == 101
