"""A form that was refused as a whole: what was typed in it can be copied, and a link leads back."""

import re

import pytest

HERE = "http://localhost"
TYPED = {"text_fa": "نوشتهٔ بلند", "text_en": "A long text", "revision": "0 0", "kind": "picture"}


@pytest.fixture
def supervisor(sign_in):
    return sign_in("supervisor")


def test_a_page_from_before_another_sign_in_gives_the_texts_and_the_way_back(supervisor):
    answer = supervisor.post(
        "/manage/announcements?lang=en",
        data={**TYPED, "csrf_token": "of another session"},
        headers={"Referer": f"{HERE}/manage/announcements/new"},
    )

    assert answer.status_code == 400
    assert 'href="/manage/announcements/new"' in answer.text
    for words in ("نوشتهٔ بلند", "A long text"):
        assert f"{words}</textarea>" in answer.text
    assert "picture</textarea>" not in answer.text


@pytest.mark.parametrize(
    ("data", "referer"),
    [
        ({**TYPED, "new": "a secret of mine"}, f"{HERE}/manage/announcements/new"),
        (TYPED, "https://elsewhere.example/page"),
        (TYPED, f"{HERE}//elsewhere.example/page"),
        (TYPED, f"{HERE}/\\elsewhere.example/page"),
        (TYPED, "http://[elsewhere.example/page"),
    ],
)
def test_no_secret_and_nothing_of_another_site_is_shown(supervisor, data, referer):
    sent = {**data, "csrf_token": "of another session"}

    answer = supervisor.post("/manage/announcements", data=sent, headers={"Referer": referer})

    assert answer.status_code == 400
    assert "</textarea>" not in answer.text
    assert "elsewhere.example" not in answer.text


@pytest.mark.parametrize(
    ("path", "back"),
    [
        ("/manage/announcements/999", "/manage/announcements"),
        ("/manage/announcements/999/removal", "/manage/announcements"),
        ("/manage/training/999/removal", "/manage/training"),
        ("/manage/training/999/undo", "/manage/training"),
    ],
)
def test_what_somebody_removed_meanwhile_is_told_with_the_way_to_the_list(supervisor, path, back):
    answer = supervisor.post(f"{path}?lang=en", data=TYPED, headers={"Referer": HERE + path})

    assert answer.status_code == 404
    assert "Somebody removed this in the meantime." in answer.text
    assert f'href="{back}?lang=en"' in answer.text
    assert "A long text</textarea>" in answer.text


def test_after_the_session_has_ended_signing_in_leads_back_to_the_page(client):
    answer = client.post("/manage/announcements", headers={"Referer": f"{HERE}/manage/announcements/new"})

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/manage/announcements/new")


def test_a_form_sent_after_the_session_has_ended_gives_the_texts_and_the_way_to_sign_in(supervisor, later):
    page = f"{HERE}/manage/announcements/new"
    token = re.search(r'name="csrf_token" value="([^"]+)"', supervisor.get(page).text)[1]
    later(hours=15)
    sent = {**TYPED, "csrf_token": token}

    answers = [supervisor.post("/manage/announcements?lang=en", data=sent, headers={"Referer": page}) for _ in range(2)]

    first, without_cookie = answers
    assert first.status_code == 401
    assert "You were signed out in the meantime, so nothing was saved." in first.text
    assert 'href="/sign-in?next=/manage/announcements/new' in first.text
    assert "A long text</textarea>" in first.text
    assert "A long text</textarea>" in without_cookie.text


def test_a_button_pressed_after_the_session_has_ended_leads_to_signing_in_and_back(supervisor, later):
    page = f"{HERE}/manage/announcements"
    token = re.search(r'name="csrf_token" value="([^"]+)"', supervisor.get(f"{page}/new").text)[1]
    later(hours=15)

    answer = supervisor.post("/manage/announcements/1/removal", data={"csrf_token": token}, headers={"Referer": page})

    assert (answer.status_code, answer.location) == (303, "/sign-in?next=/manage/announcements")


def test_texts_are_kept_too_where_the_token_is_right_and_only_the_session_is_missing(client):
    answer = client.post(
        "/manage/announcements?lang=en", data=TYPED, headers={"Referer": f"{HERE}/manage/announcements/new"}
    )

    assert answer.status_code == 401
    assert "A long text</textarea>" in answer.text


def test_no_password_of_an_ended_session_is_shown(client):
    sent = {**TYPED, "new": "a secret of mine"}

    answer = client.post("/account/password", data=sent, headers={"Referer": f"{HERE}/account"})

    assert answer.status_code == 303
