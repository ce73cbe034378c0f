"""Changing one's password."""

import pytest

from tests.conftest import PASSWORD
from tests.staff.conftest import inside

NEW = "another long enough one"


def change(browser, old=PASSWORD, new=NEW, again=None):
    return browser.post("/account/password", data={"old": old, "new": new, "again": new if again is None else again})


def test_the_new_password_opens_and_the_old_one_and_the_other_sessions_do_not(enter, client):
    mine, other = enter("karimi"), enter("karimi")

    answer = change(mine)

    assert (answer.status_code, answer.location) == (303, "/account?done=1")
    assert inside(mine)
    assert not inside(other)
    assert "Password changed." in mine.get(f"{answer.location}&lang=en").text
    assert client.post("/sign-in", data={"name": "karimi", "password": PASSWORD}).status_code == 401
    assert inside(enter("karimi", NEW))


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"old": "wrong"}, "old"),
        ({"new": "short"}, "new"),
        ({"new": "x" * 201}, "new"),
        ({"new": "I am karimi karimi"}, "new"),
        ({"new": "KARIMI-karimi"}, "new"),
        ({"new": "aaaaaaaaaaaa"}, "new"),
        ({"new": "abababababab"}, "new"),
        ({"again": "something else"}, "again"),
        ({"old": ""}, "old"),
        ({"new": "", "again": ""}, "new"),
    ],
)
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_changed(enter, form, field):
    clerk = enter("karimi")

    answer = change(clerk, **form)

    assert answer.status_code == 422
    assert f'id="{field}-problem"' in answer.text
    assert inside(enter("karimi"))


def test_nobody_changes_a_password_without_signing_in(client):
    answer = change(client)

    assert (answer.status_code, answer.location.partition("?")[0]) == (303, "/sign-in")


def test_passwords_are_not_shown_again(enter):
    text = change(enter("karimi"), old="the wrong old one", new="short").text

    assert "the wrong old one" not in text
    assert "short" not in text
