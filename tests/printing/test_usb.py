"""A USB printer, through pyusb: what happens when it works, and when it is away, forbidden, busy, stalled or slow."""

import errno
import logging
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from deskq.printing import connections, escpos, usb_connection
from deskq.printing.address import Address
from deskq.printing.connections import Doubtful, NotSent, Port
from tests.printing.usb_printer import PRINTER, UsbPrinter

ADDRESS = Address("usb", vendor=0x04B8, product=0x0202)
PAGE = escpos.RESET + bytes(100) + escpos.CUT
ASKED = b"".join(escpos.QUESTIONS)
WELL = (0x12,) * 4
UNDER_GEVENT = """
from gevent import monkey
monkey.patch_all()
import gevent, subprocess
from usb.backend import libusb1
from deskq.printing import connections
from tests.printing.test_usb import ADDRESS
from tests.printing.usb_printer import UsbPrinter

class Threaded(UsbPrinter):
    def _do(self, what):
        assert not gevent.get_hub().loop.default, "it would block all greenlets"
        super()._do(what)

def get_backend():
    subprocess.run(["true"], check=True)  # as ctypes does to find a library
    return printer

printer, libusb1.get_backend = Threaded(), get_backend
port = connections.Port(ADDRESS, connections.connect)
assert port.look() == "offline" and "read" in printer.log
printer.answers = [0x12] * 4
assert port.look() == "ready"
"""


@pytest.fixture
def printer(monkeypatch) -> UsbPrinter:
    made = UsbPrinter()
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda: made)
    monkeypatch.setattr(usb_connection, "_last_reasons", {})
    return made


@pytest.fixture
def port(printer) -> Port:
    return Port(ADDRESS, connections.connect)


def test_what_is_not_plugged_in_takes_nothing_in_time_or_another_process_holds_is_offline_and_not_reset(port, printer):
    another = Port(Address("usb", vendor=0x04B8, product=0x0203), connections.connect)
    assert (another.look(), printer.log) == ("offline", [])
    printer.plugged = False
    assert port.look() == "offline"
    printer.plugged, printer.failing = True, {"claim": errno.EBUSY}
    assert port.look() == "offline"
    assert "reset" not in printer.log
    printer.failing, printer.takes = {}, None
    assert port.look() == "offline"


@pytest.mark.parametrize("takes", [1 << 20, 7], ids=["at once", "in parts"])
@pytest.mark.parametrize("failing", [{}, {"reset": errno.EIO}], ids=["well", "refuses a reset"])
def test_a_page_is_sent_whole_once_the_printer_is_well(port, printer, takes, failing):
    printer.answers, printer.takes, printer.failing = [*WELL, 0], takes, failing

    assert port.print(PAGE) == "ready"
    assert printer.sent == ASKED + PAGE + escpos.DONE
    assert connections.SEND_SECONDS * 900 < printer.longest <= connections.SEND_SECONDS * 1000  # in milliseconds
    assert printer.claimed <= {PRINTER}


def test_a_printer_that_does_not_say_in_time_that_it_is_done_leaves_a_doubt(port, printer, monkeypatch):
    printer.answers = [*WELL]
    with pytest.raises(Doubtful):
        port.print(PAGE)

    printer.answers, printer.takes = [*WELL, *WELL], 7
    monkeypatch.setattr(connections, "SEND_SECONDS", 0.0)
    with pytest.raises(Doubtful):
        port.print(PAGE)


def test_one_that_never_says_so_is_believed_by_setting(printer):
    trusting = Port(Address("usb", vendor=0x04B8, product=0x0202, confirms=False), connections.connect)
    printer.answers = [*WELL]

    assert trusting.print(PAGE) == "ready"
    assert printer.sent.endswith(PAGE)


def test_the_drivers_of_the_system_give_it_up_before_it_is_claimed(port, printer):
    printer.answers = [*WELL]

    assert port.look() == "ready"
    assert printer.log[: printer.log.index("read")].count("detach") == 1
    assert printer.log.index("detach") < printer.log.index("claim") < printer.log.index("reset")


def test_a_printer_that_was_not_configured_is_configured_first(port, printer):
    printer.configured, printer.driver = False, False
    printer.answers = [*WELL]

    assert port.look() == "ready"
    assert printer.log.index("configure") < printer.log.index("detach")


@pytest.mark.parametrize("failing", ["claim", "page", None])
def test_it_is_given_back_whatever_happened(port, printer, failing):
    printer.answers = [*WELL, 0]
    printer.failing = {failing: errno.EIO} if failing else {}

    with pytest.raises(NotSent) if failing else nullcontext():
        port.print(PAGE)

    assert (printer.is_open, printer.claimed) == (False, set())


@pytest.mark.parametrize(
    ("failing", "number", "hint"),
    [
        ("open", errno.EACCES, "docs/devices.md"),
        ("claim", errno.EBUSY, "another program"),
        ("detach", errno.EPERM, "libusb says so"),
    ],
)
def test_a_printer_that_cannot_be_opened_gets_nothing_and_the_log_says_why(
    port, printer, caplog, failing, number, hint
):
    printer.failing = {failing: number}

    with pytest.raises(NotSent) as refused:
        port.print(PAGE)

    assert (type(refused.value), refused.value.condition, printer.sent) == (NotSent, "offline", b"")
    assert hint in caplog.text


def test_without_libusb_it_is_offline_and_the_log_names_the_package(monkeypatch, port, caplog):
    monkeypatch.setattr("usb.backend.libusb1.get_backend", lambda: None)

    assert port.look() == "offline"
    assert "libusb-1.0-0" in caplog.text


def test_the_log_says_the_same_thing_once(port, printer, caplog):
    caplog.set_level(logging.WARNING)
    printer.plugged = False
    port.look(), port.look()
    assert len(caplog.records) == 1

    printer.plugged, printer.answers = True, [*WELL]
    port.look()
    printer.plugged = False
    port.look()

    assert len(caplog.records) == 2


@pytest.mark.parametrize("number", [errno.EPIPE, errno.ENODEV, errno.EIO])
def test_a_page_that_broke_off_is_doubtful(port, printer, number):
    printer.answers, printer.failing = [*WELL, *WELL], {"page": number}

    with pytest.raises(Doubtful) as broken:
        port.print(PAGE)

    assert broken.value.condition == "error"


def test_a_pipe_that_breaks_at_the_first_question_leaves_the_page_unsent(port, printer):
    printer.failing = {"read": errno.EPIPE}

    with pytest.raises(NotSent) as broken:
        port.print(PAGE)

    assert (type(broken.value), broken.value.condition) == (NotSent, "offline")


def test_under_gevent_libusb_is_loaded_in_the_main_thread_and_waits_in_another():
    command = [sys.executable, "-c", UNDER_GEVENT]

    ran = subprocess.run(command, cwd=Path(__file__).parents[2], capture_output=True, text=True)

    assert (ran.returncode, ran.stderr) == (0, "")
