"""Rate limits of public addresses: refused with the time to wait."""

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.access.devices.models import Device
from deskq.core import secrets as secrets_core
from deskq.core.extensions import db, limiter
from deskq.office import queries as office_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.tools.browsers import Browser
from tests.tools.device_pairing import paired

#: Two timers of MemoryStorage may remove the same expired key; under gevent, as in the server, they cannot meet.
pytestmark = pytest.mark.filterwarnings("ignore:Exception in thread:pytest.PytestUnhandledThreadExceptionWarning")


def hammer(send, times: int) -> object:
    """Every one of ``times`` requests is let through; the answer to the one after them."""
    codes = {send().status_code for _ in range(times)}
    assert 429 not in codes
    return send()


def check(answer) -> None:
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    ("method", "times", "path"),
    [
        *(("GET", 120, path) for path in ("/t/unknown", "/t/unknown/state", "/r/unknown", "/devices/status/kiosk")),
        ("GET", 20, "/t/unknown/rating/questions"),
        *(("POST", 20, path) for path in ("/sign-in", "/t/unknown/cancellation", "/r/unknown")),
        *(("POST", 20, f"/t/unknown/rating{more}") for more in ("", "/words", "/questions")),
        *(("POST", 20, f"/r/unknown/{more}") for more in ("words", "questions")),
        ("POST", 60, "/counters/2/rating"),
    ],
)
def test_a_door_that_is_hammered_at_shuts(limited, method, times, path):
    check(hammer(lambda: limited.open(path, method=method), times))


def test_one_address_cannot_guess_at_many_tickets(limited):
    guesses = iter(range(1000))

    check(hammer(lambda: limited.post(f"/t/{next(guesses)}/rating"), 120))


def forget_devices(browser: Browser) -> None:
    for kind in ("lobby", "kiosk", "tablet_1"):
        browser.delete_cookie(f"deskq_{kind}")


@pytest.mark.parametrize("page", ["/lobby", "/kiosk", "/kiosk/services/info_desk", "/counters/1/rating"])
def test_strangers_who_only_look_at_a_device_page_leave_no_device(limited, page):
    for _ in range(200):
        forget_devices(limited)
        assert 'class="pair"' in limited.get(page).text

    assert db.session().query(Device).count() == 0


@pytest.mark.parametrize("kind", ["lobby", "kiosk", "tablet/1"])
def test_one_address_can_ask_to_pair_only_a_few_devices(limited, kind):
    def ask():
        forget_devices(limited)
        return limited.post(f"/devices/pairing/{kind}")

    check(hammer(ask, 10))
    assert db.session().query(Device).count() == 10


@pytest.fixture
def office(limited):
    return office_queries.first_office(db.session()).id


def test_a_kiosk_that_runs_wild_is_slowed_and_another_goes_on(limited, office):
    wild, calm = limited, Browser(limited.application, limited.application.response_class)
    for browser in (wild, calm):
        paired(browser, office)

    check(hammer(lambda: wild.post("/kiosk/tickets", data={"service": "info_desk"}), 30))
    assert calm.post("/kiosk/tickets", data={"service": "info_desk"}).status_code == 303


def test_the_phones_of_a_full_hall_do_not_slow_each_other(limited, office):
    secrets = [secrets_core.new() for _ in range(40)]
    for token in secrets:
        issue(office, "test", NewTicket("info_desk", token))

    assert {limited.get(f"/t/{token}").status_code for token in secrets for _ in range(5)} == {200}


def test_a_sentence_in_the_language_of_the_page(limited):
    persian = hammer(lambda: limited.post("/sign-in"), 20).text
    english = limited.post("/sign-in?lang=en").text

    assert "Too many requests" in english
    assert "Too many requests" not in persian


def test_operations_are_never_refused(limited):
    assert {limited.get("/healthz").status_code for _ in range(200)} == {200}


def test_the_key_of_a_machine_is_not_kept_where_limits_are_counted(limited, office):
    token = token_service.create_token(office, "lobby")
    limited.get("/api/v1/board", headers={"Authorization": f"Bearer {token}"})

    assert not [key for key in limiter.storage.storage if token in key]
