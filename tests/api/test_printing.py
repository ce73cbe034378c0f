"""A client that issues a ticket can have it printed; the printed code opens it on a phone."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.printing import printers, ticket_content
from deskq.printing.models import PrintJob
from tests.conftest import KEY


@pytest.fixture(params=["network://127.0.0.1:9 7=network://127.0.0.1:10"])
def more_settings(request, ticket_drawing):
    return {"PRINTER": request.param}


@pytest.fixture
def order(machine):
    """``order(print=True)``: the answer to a ticket asked for by a kiosk's token."""

    kiosk = machine("kiosk")

    def ask(key: str | None = None, status: int = 201, **wished: object):
        answer = kiosk.post("/tickets", {"service": "info_desk", **wished}, key)
        assert answer.status_code == status, answer.text
        return answer.json

    return ask


def papers() -> list[tuple[int, str]]:
    db.session.remove()
    return [(job.ticket_id, job.printer) for job in db.session().query(PrintJob).order_by(PrintJob.id)]


def test_no_ticket_is_printed_unless_requested(order):
    assert order()["paper"] is False
    assert order(print=False)["paper"] is False
    assert papers() == []


@pytest.mark.parametrize(("wished", "printer"), [(True, "main"), ("main", "main"), ("kiosk 7", "kiosk 7")])
def test_the_ticket_is_queued_at_the_requested_printer(order, wished, printer):
    made = order(print=wished)

    assert made["paper"] is True
    assert papers() == [(made["id"], printer)]


def test_a_repeated_request_prints_once(order):
    first, again = order("one key", print=True), order("one key", print=True)

    assert first == again
    assert papers() == [(first["id"], "main")]


@pytest.mark.parametrize("asked", [{"print": True}, {"print": True, "key": "a key of the machine"}, {}])
def test_the_printed_code_opens_the_ticket_of_the_response_also_of_one_that_is_printed_later(order, app, asked):
    made = order(**asked)

    assert ticket_content.compose(app, made["id"]).qr == f"http://localhost/t/{made['token']}"


def test_two_requests_without_a_key_are_two_tickets_with_different_secrets(order):
    one, two = order(), order()

    assert one["id"] != two["id"]
    assert one["token"] != two["token"]
    assert secrets.for_request(KEY, "") not in (one["token"], two["token"])


@pytest.mark.parametrize("wrong", ["kiosk 9", "", 1, None, ["main"], "p" * 30])
def test_an_unknown_printer_is_reported_as_invalid(order, wrong):
    refusal = order(print=wrong, status=422)

    assert set(refusal["fields"]) == {"print"}
    assert papers() == []


@pytest.mark.parametrize("more_settings", ["browser"], indirect=True)
def test_with_browser_printing_nothing_is_printed_and_the_response_says_so(order):
    assert order(print=True)["paper"] is False
    assert papers() == []


def test_a_server_that_cannot_render_tickets_says_so(order):
    printers.current().lacks = "fonts"

    assert order(print=True)["paper"] is False
    assert order(print="main")["paper"] is False
    assert papers() == []
