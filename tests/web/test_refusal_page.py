"""The page of a refusal: staff keep their menu, a form's page is one press away, screens open again by themselves."""

import pytest

from deskq.core.errors import Busy, RateLimited
from tests.tools.device_pairing import paired

HERE = "http://localhost"
MENU = 'class="menu-sections"'


@pytest.fixture
def fails(app, monkeypatch):
    """``fails("site.home", Busy())``: from now on every request to this endpoint raises the error."""

    def replace(endpoint: str, error: Exception) -> None:
        def refuse(**_arguments: object) -> None:
            raise error

        monkeypatch.setitem(app.view_functions, endpoint, refuse)

    return replace


@pytest.mark.parametrize(("path", "status"), [("/manage/people", 403), ("/nothing-here", 404), ("/inbox/999", 404)])
def test_staff_keep_their_menu_and_find_the_way_out(sign_in, path, status):
    answer = sign_in("karimi").get(f"{path}?lang=en")

    assert answer.status_code == status
    assert MENU in answer.text
    assert 'href="/counters?lang=en"' in answer.text
    assert 'action="/sign-out' in answer.text


@pytest.mark.parametrize(
    ("path", "said", "guessed"),
    [
        ("/nothing-here", "Page not found.", True),
        ("/t/unknown", "We found no ticket for this link.", False),
        ("/appointments/unknown", "We found no appointment for this link.", False),
    ],
)
def test_a_page_for_visitors_has_no_menu_and_guesses_only_why_where_it_says_no_more(client, path, said, guessed):
    answer = client.get(f"{path}?lang=en")

    assert answer.status_code == 404
    assert said in answer.text
    assert ("The address may be wrong" in answer.text) is guessed
    assert MENU not in answer.text


def test_while_the_database_does_not_answer_the_page_stands_without_the_menu(sign_in, monkeypatch):
    clerk = sign_in("karimi")

    def no_answer() -> None:
        raise Busy

    for name in ("start_page", "staff_bar"):
        monkeypatch.setitem(clerk.application.extensions, name, no_answer)
    answer = clerk.get("/nothing-here?lang=en")

    assert answer.status_code == 404
    assert "Page not found." in answer.text
    assert MENU not in answer.text
    assert 'href="/?lang=en"' in answer.text


@pytest.mark.parametrize("error", [Busy(), RateLimited()])
def test_a_form_that_was_refused_for_a_moment_leads_back_to_its_page(client, fails, error):
    fails("follow.find", error)

    answer = client.post("/track?lang=en", data={"code": "1"}, headers={"Referer": f"{HERE}/track"})

    assert answer.status_code == error.status
    assert 'data-kind="main" href="/track"' in answer.text


def test_what_was_typed_is_not_lost_while_nothing_can_be_saved(sign_in, fails):
    supervisor = sign_in("supervisor")
    fails("manage_announcements.create", Busy())

    here = {"Referer": f"{HERE}/manage/announcements/new"}
    answer = supervisor.post("/manage/announcements?lang=en", data={"text_en": "A long text"}, headers=here)

    assert answer.status_code == 503
    assert "A long text</textarea>" in answer.text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5, "in a minute."), (61, "in 2 minutes."), (3600, "in an hour."), (7201, "in 3 hours."),
        (700, "۱۲ دقیقهٔ دیگر"),
    ],
)  # fmt: skip
def test_a_limit_says_when_it_ends(client, fails, seconds, words):
    fails("site.home", RateLimited(seconds=seconds))

    answer = client.get("/?lang=en" if words.isascii() else "/")

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(seconds))
    assert (f"You can try again {words}" if words.isascii() else words) in answer.text


@pytest.mark.parametrize(
    ("path", "endpoint"),
    [
        ("/lobby", "lobby.show"), ("/kiosk", "kiosk.home"), ("/hall-screen", "hall_screen.show"),
        ("/counters/1/rating", "tablet.page"),
    ],
)  # fmt: skip
def test_a_screen_that_is_started_during_an_outage_opens_again_by_itself(client, office, fails, path, endpoint):
    device = paired(client, office) if path == "/kiosk" else client
    fails(endpoint, Busy())

    answer = device.get(f"{path}?lang=en")

    assert answer.status_code == 503
    assert 'http-equiv="refresh"' in answer.text
    assert "This screen opens again by itself." in answer.text


def test_pages_of_people_are_not_opened_again_by_themselves(client, fails):
    fails("site.home", Busy())

    answer = client.get("/?lang=en")

    assert 'http-equiv="refresh"' not in answer.text
    assert "Try again" in answer.text
