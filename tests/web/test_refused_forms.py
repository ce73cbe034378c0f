"""A form that was refused as a whole: what was typed in it can be copied, and a link leads back."""

import re

import pytest

HERE = "http://localhost"
LIST, NEW = "/manage/announcements", "/manage/announcements/new"
TYPED = {"text_fa": "نوشتهٔ بلند", "text_en": "A long text", "revision": "0 0", "kind": "picture"}


@pytest.fixture
def supervisor(sign_in):
    return sign_in("supervisor")


def send(browser, data, page=f"{HERE}{NEW}", path=LIST):
    """The answer, in English, to a form of this page."""
    return browser.post(f"{path}?lang=en", data=data, headers={"Referer": page})


def test_a_page_from_before_another_sign_in_gives_the_texts_and_the_way_back(supervisor):
    answer = send(supervisor, {**TYPED, "csrf_token": "of another session"})

    assert answer.status_code == 400
    assert f'href="{NEW}"' in answer.text
    for words in ("نوشتهٔ بلند", "A long text"):
        assert f"{words}</textarea>" in answer.text
    assert "picture</textarea>" not in answer.text


@pytest.mark.parametrize(
    ("more", "page"),
    [
        ({"new": "a secret of mine"}, f"{HERE}{NEW}"), ({}, "https://elsewhere.example/page"),
        ({}, f"{HERE}//elsewhere.example/page"), ({}, f"{HERE}/\\elsewhere.example/page"),
        ({}, "http://[elsewhere.example/page"),
    ],
)  # fmt: skip
def test_no_secret_and_nothing_of_another_site_is_shown(supervisor, more, page):
    answer = send(supervisor, {**TYPED, **more, "csrf_token": "of another session"}, page)

    assert answer.status_code == 400
    assert "</textarea>" not in answer.text
    assert "elsewhere.example" not in answer.text


@pytest.mark.parametrize(
    ("path", "back"),
    [
        *((f"{LIST}/999{more}", LIST) for more in ("", "/removal")),
        *((f"/manage/training/999/{more}", "/manage/training") for more in ("removal", "undo")),
    ],
)
def test_what_somebody_removed_meanwhile_is_told_with_the_way_to_the_list(supervisor, path, back):
    answer = send(supervisor, TYPED, HERE + path, path)

    assert answer.status_code == 404
    assert "Somebody removed this in the meantime." in answer.text
    assert f'href="{back}?lang=en"' in answer.text
    assert "A long text</textarea>" in answer.text


def test_after_the_session_has_ended_signing_in_leads_back_to_the_page(client):
    answer = client.post(LIST, headers={"Referer": f"{HERE}{NEW}"})

    assert (answer.status_code, answer.location) == (303, f"/sign-in?next={NEW}")


@pytest.fixture
def token(supervisor, later) -> str:
    """Of a page whose session has ended since."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', supervisor.get(NEW).text)[1]
    later(hours=15)
    return found


def test_a_form_sent_after_the_session_has_ended_gives_the_texts_and_the_way_to_sign_in(supervisor, token):
    first, without_cookie = (send(supervisor, {**TYPED, "csrf_token": token}) for _ in range(2))

    assert first.status_code == 401
    assert "You were signed out in the meantime, so nothing was saved." in first.text
    assert f'href="/sign-in?next={NEW}' in first.text
    assert "A long text</textarea>" in first.text
    assert "A long text</textarea>" in without_cookie.text


def test_a_button_pressed_after_the_session_has_ended_leads_to_signing_in_and_back(supervisor, token):
    sent = {"data": {"csrf_token": token}, "headers": {"Referer": f"{HERE}{LIST}"}}

    answer = supervisor.post(f"{LIST}/1/removal", **sent)

    assert (answer.status_code, answer.location) == (303, f"/sign-in?next={LIST}")


def test_texts_are_kept_too_where_the_token_is_right_and_only_the_session_is_missing(client):
    answer = send(client, TYPED)

    assert answer.status_code == 401
    assert "A long text</textarea>" in answer.text


def test_no_password_of_an_ended_session_is_shown(client):
    sent = {**TYPED, "new": "a secret of mine"}

    answer = client.post("/account/password", data=sent, headers={"Referer": f"{HERE}/account"})

    assert answer.status_code == 303
