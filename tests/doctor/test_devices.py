"""The doctor says what is wrong with printers, screens and text messages."""

import pytest

from deskq.core.extensions import db
from deskq.printing import printers
from deskq.printing.worker import Worker
from deskq.queue.service import calls, counters
from deskq.sms.gateways import port
from deskq.sms.gateways.port import SendRefused
from tests.printing.conftest import printer, short_waits
from tests.sms.conftest import arrive, gateway, work
from tests.tools.device_pairing import paired

__all__ = ["arrive", "gateway", "printer", "short_waits", "work"]


@pytest.fixture
def more_settings(printer) -> dict[str, object]:
    return {"PRINTER": f"network://127.0.0.1:{printer.port}"}


def ask_printer(app) -> None:
    Worker(app, printers.current().real[0]).step()
    db.session.remove()


def test_a_ready_printer_is_well_and_one_that_was_never_asked_is_pointed_out(app, states, printer):
    assert states("printers") == ["warning"]

    ask_printer(app)

    assert states("printers") == ["ok"]


@pytest.mark.parametrize(
    ("mood", "state", "said"),
    [("paper_low", "warning", "low on paper"), ("paper_out", "error", "out of paper"), ("off", "error", "not respond")],
)
def test_a_printer_in_trouble_is_named(app, doctor, printer, mood, state, said):
    printer.mood = mood
    ask_printer(app)

    (found,) = doctor("printers")

    assert (found.state, said in found.text) == (state, True)
    assert "paper" in found.advice


def test_a_machine_that_cannot_draw_persian_says_what_to_install(app, doctor, monkeypatch):
    monkeypatch.setattr(printers.current(), "lacks", "shaping")

    assert "libfribidi0" in doctor("printers")[0].advice


def test_a_screen_that_is_silent_for_days_is_named(app, office, browser, doctor, later):
    paired(browser(), office, "lobby").get("/lobby")
    assert [one.state for one in doctor("screens")] == ["ok"]

    later(days=4)

    (found,) = doctor("screens")
    assert found.state == "warning"
    assert "not been in contact" in found.text


@pytest.mark.parametrize(
    ("reason", "advice"), [(port.CREDIT, "Top up"), (port.KEY, "DESKQ_SMS_KEY"), (port.OTHER, "support")]
)
def test_a_gateway_that_refuses_is_named_with_its_reason(app, states, errs, gateway, work, arrive, at, reason, advice):
    app.config["SMS_GATEWAY"] = "kavenegar"
    assert states("sms") == ["ok"]
    gateway.answers.append(SendRefused(reason))
    arrive()
    counters.open_counter(at(1))
    calls.call_next(at(1))
    work()

    errs("sms", "", advice)
