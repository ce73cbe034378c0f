"""Rate limits of the API: only a valid token has a limit of its own; strangers and visitors count by address."""

import pytest

from deskq.access.api_tokens import service as token_service
from deskq.core import secrets
from deskq.core.extensions import db, limiter
from deskq.office import queries as office_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue

#: Two timers of MemoryStorage may remove the same expired key; under gevent, as in the server, they cannot meet.
pytestmark = pytest.mark.filterwarnings("ignore:Exception in thread:pytest.PytestUnhandledThreadExceptionWarning")
VISITORS = ["cancellation", "return", "rating"]


@pytest.fixture
def place(limited):
    return office_queries.first_office(db.session()).id


def invented(number: int) -> dict[str, str]:
    return {"Authorization": f"Bearer invented-{number}"}


def codes(answers) -> list[int]:
    return [answer.status_code for answer in answers]


def test_an_invented_token_does_not_bring_a_limit_of_its_own(limited):
    answers = codes(limited.get("/api/v1/board", headers=invented(n)) for n in range(242))

    assert answers == [401] * 240 + [429] * 2
    assert limited.get("/api/v1/services").status_code == 429  # one count for all that need a token


def test_a_valid_token_at_the_same_address_goes_on(limited, place):
    token = {"Authorization": f"Bearer {token_service.create_token(place, 'lobby')}"}
    for n in range(241):
        limited.get("/api/v1/board", headers=invented(n))

    answers = {limited.get("/api/v1/board", headers=token).status_code for _ in range(250)}

    assert answers == {200}


def test_a_valid_token_has_one_limit_however_its_header_is_written(limited, place):
    token = token_service.create_token(place, "integration")
    spelled = [f"{scheme}{space}{token}" for scheme in ("Bearer", "bearer", "BEARER") for space in (" ", "  ")]

    answers = codes(limited.get("/api/v1/webhooks", headers={"Authorization": spelled[n % 6]}) for n in range(61))

    assert answers == [200] * 60 + [429]


def test_a_revoked_token_counts_like_none(limited, place):
    token = token_service.create_token(place, "lobby", "old")
    token_service.revoke_tokens(place, "old")
    sent = {"Authorization": f"Bearer {token}"}

    assert codes(limited.get("/api/v1/board", headers=sent) for _ in range(241)) == [401] * 240 + [429]


@pytest.mark.parametrize("action", VISITORS)
def test_one_ticket_is_pressed_twenty_times_a_minute_whatever_the_header_says(limited, place, action):
    secret = secrets.new()
    issue(place, "test", NewTicket("info_desk", secret))

    def press(n: int):
        place = {"REMOTE_ADDR": f"203.0.113.{n}"}
        sent = {"json": {"score": 5}, "headers": invented(n), "environ_base": place}
        return limited.post(f"/api/v1/tickets/{secret}/{action}", **sent)

    answers = codes(press(n) for n in range(25))

    assert 429 not in answers[:20]
    assert answers[20:] == [429] * 5


@pytest.mark.parametrize("action", VISITORS)
def test_invented_tickets_count_by_address(limited, action):
    answers = codes(
        limited.post(f"/api/v1/tickets/{secrets.new()}/{action}", json={"score": 5}, headers=invented(n))
        for n in range(125)
    )

    assert answers == [404] * 120 + [429] * 5


def test_the_whole_lobby_may_act_and_read_from_one_address(limited, place):
    tickets = [secrets.new() for _ in range(100)]
    for secret in tickets:
        issue(place, "test", NewTicket("info_desk", secret))

    read = {limited.get(f"/api/v1/tickets/{secret}").status_code for secret in tickets for _ in range(5)}
    left = {limited.post(f"/api/v1/tickets/{secret}/cancellation").status_code for secret in tickets}

    assert (read, left) == ({200}, {200})


def test_an_app_with_a_token_acts_for_all_its_visitors_from_one_address(limited, place):
    token = {"Authorization": f"Bearer {token_service.create_token(place, 'integration')}"}

    answers = codes(limited.post(f"/api/v1/tickets/{secrets.new()}/cancellation", headers=token) for _ in range(150))

    assert answers == [404] * 150


PAGES = ["POST /appointments/{}/cancellation", "POST /appointments/{}/move", "GET /t/{}/rating/questions"]


@pytest.mark.parametrize("path", [*PAGES, "GET /r/{}/questions"])
def test_invented_secrets_in_pages_count_by_address(limited, path):
    method, address = path.split()

    answers = codes(limited.open(address.format(secrets.new()), method=method) for _ in range(121))

    assert answers[-1] == 429
    assert 429 not in answers[:-1]


@pytest.mark.parametrize("path", ["GET /appointments/{}/calendar.ics", "GET /appointments/{}/move"])
def test_invented_appointments_that_are_only_read_count_by_address(limited, path):
    method, address = path.split()

    answers = codes(limited.open(address.format(secrets.new()), method=method) for _ in range(301))

    assert answers[-1] == 429
    assert 429 not in answers[:-1]


def test_no_secret_and_no_address_of_ipv6_is_kept_longer_than_its_network(limited):
    secret = secrets.new()
    limited.get(f"/r/{secret}", environ_base={"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"})

    kept = " ".join(limiter.storage.storage)
    assert secret not in kept
    assert "2001:db8:1:2::/64" in kept


def test_addresses_of_one_network_count_together(limited):
    answers = codes(
        limited.get("/api/v1/board", environ_base={"REMOTE_ADDR": f"2001:db8:1:2::{n:x}"}) for n in range(241)
    )

    assert answers[-1] == 429
