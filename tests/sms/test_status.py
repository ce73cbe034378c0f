"""The hall page: one sentence while SMS are not sent, none while they are."""

import pytest

from deskq.core.extensions import db
from deskq.queue.service import calls
from deskq.queue.service import serve as serve_service
from deskq.sms import service as sms_service
from deskq.sms import status
from deskq.sms.gateways import port
from deskq.sms.gateways.port import RetryLater, SendRefused, Unconfirmed
from tests.tools.browsers import client

__all__ = ["client"]


@pytest.fixture
def problems(office):
    return lambda: status.current(db.session(), office)


@pytest.fixture
def call(arrive, desk):
    """``call()``: one more visitor with a number is called."""
    press = desk(1)

    def bring() -> None:
        ticket = arrive()
        calls.call_next(press, ticket.id)
        return ticket

    return bring


@pytest.fixture
def gone(at):
    """``gone()``: the visitor at the counter is served."""

    def serve() -> None:
        serve_service.start(at(1))
        serve_service.finish(at(1))

    return serve


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (SendRefused(port.KEY, 403), port.KEY),
        (SendRefused(port.CREDIT, 418), port.CREDIT),
        (RetryLater(port.UNREACHABLE, "ConnectError"), port.UNREACHABLE),
        (Unconfirmed(port.TIMEOUT), port.TIMEOUT),
        (Unconfirmed(port.NONSENSE, 200), port.NONSENSE),
    ],
)
def test_an_unsent_sms_is_reported_with_the_reason(call, work, gateway, problems, answer, reason):
    call()
    gateway.answers = [answer]

    work()

    (problem,) = problems()
    assert problem.title == status.WORDS[reason]
    assert problem.count == 1


def test_the_gateway_s_error_code_is_reported_without_our_text(call, work, gateway, problems):
    call()
    gateway.answers = [SendRefused(port.KEY, 403)]
    work()

    assert problems()[0].code == "403"


def test_nothing_is_reported_while_sms_are_sent(call, work, problems):
    call()

    work()

    assert problems() == []


def test_the_next_sent_sms_ends_the_outage(call, gone, work, gateway, problems, later):
    gateway.answers = [SendRefused(port.CREDIT, 418)]
    call()
    work()
    gone()
    later(minutes=1)

    call()
    work()

    assert problems() == []


def test_a_number_that_blocks_sms_is_no_outage(call, work, gateway, problems):
    call()
    gateway.answers = [SendRefused(port.NUMBER, 115)]

    work()

    assert problems() == []


def test_waiting_sms_that_no_process_sends_are_reported(call, problems, office, later, gateway):
    call()
    sms_service.create_due(office)
    later(minutes=2)

    (problem,) = problems()

    assert problem.title == status.WORDS["stuck"]


def test_nothing_is_reported_while_sms_is_off(call, work, gateway, problems, app):
    call()
    gateway.answers = [SendRefused(port.KEY, 403)]
    work()
    app.extensions["deskq_outbox"].gateway = None

    assert problems() == []


def test_the_panel_reports_the_outage_in_both_languages(call, work, gateway, sign_in):
    call()
    gateway.answers = [SendRefused(port.CREDIT, 418)]
    work()

    panel = sign_in("supervisor")

    assert "اعتبار حساب پیامک تمام شده است." in panel.get("/manage").text
    assert "no credit left" in panel.get("/manage?lang=en").text
    assert "اعتبار حساب پیامک" in panel.get("/manage/hall/state").json["html"]
