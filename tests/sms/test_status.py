"""The hall page: one sentence while SMS are not sent, none while they are."""

import pytest

from deskq.core.extensions import db
from deskq.queue.service import calls, serve
from deskq.sms import service as sms_service
from deskq.sms import status
from deskq.sms.gateways import port
from deskq.sms.gateways.port import RetryLater, SendFailed, SendRefused, Unconfirmed
from tests.tools.browsers import client

__all__ = ["client"]


@pytest.fixture
def problems(office):
    return lambda: status.current(db.session(), office)


@pytest.fixture
def failed(called, work, gateway):
    """``failed(answer)``: the gateway answers so to the text of a visitor who was called."""

    def send(answer: SendFailed) -> None:
        gateway.answers = [answer]
        work()

    return send


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
def test_an_unsent_sms_is_reported_with_the_reason(failed, problems, answer, reason):
    failed(answer)

    (problem,) = problems()
    assert problem.title == status.WORDS[reason]
    assert problem.count == 1


def test_the_gateway_s_error_code_is_reported_without_our_text(failed, problems):
    failed(SendRefused(port.KEY, 403))

    assert problems()[0].code == "403"


def test_nothing_is_reported_while_sms_are_sent(called, work, problems):
    work()

    assert problems() == []


def test_the_next_sent_sms_ends_the_outage(called, failed, arrive, work, problems, later):
    failed(SendRefused(port.CREDIT, 418))
    serve.start(called)
    serve.finish(called)
    later(minutes=1)

    arrive()
    calls.call_next(called)
    work()

    assert problems() == []


def test_a_number_that_blocks_sms_is_no_outage(failed, problems):
    failed(SendRefused(port.NUMBER, 115))

    assert problems() == []


def test_waiting_sms_that_no_process_sends_are_reported(called, problems, office, later, gateway):
    sms_service.create_due(office)
    later(minutes=2)

    (problem,) = problems()

    assert problem.title == status.WORDS["stuck"]


def test_nothing_is_reported_while_sms_is_off(failed, problems, app):
    failed(SendRefused(port.KEY, 403))
    app.extensions["deskq_outbox"].gateway = None

    assert problems() == []


def test_the_panel_reports_the_outage_in_both_languages(failed, sign_in):
    failed(SendRefused(port.CREDIT, 418))

    panel = sign_in("supervisor")

    assert "اعتبار حساب پیامک تمام شده است." in panel.get("/manage").text
    assert "no credit left" in panel.get("/manage?lang=en").text
    assert "اعتبار حساب پیامک" in panel.get("/manage/hall/state").json["html"]
