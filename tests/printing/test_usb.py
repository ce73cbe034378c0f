"""A USB printer by python-escpos. No device is plugged in here, so its library is replaced by a double."""

import errno

import pytest
from escpos.exceptions import DeviceNotFoundError

from deskq.printing import connections, escpos
from deskq.printing.address import Address
from deskq.printing.connections import Doubtful, Port

ADDRESS = Address("usb", vendor=0x04B8, product=0x0202)
PAGE = escpos.RESET + escpos.CUT


class Usb:
    """The part of escpos.printer.Usb that is used; ``answers`` are returned one per read, then nothing."""

    in_ep = 0x82
    found = True
    answers: list[int] = []
    sent = b""

    def __init__(self, vendor: int, product: int, timeout: int) -> None:
        self.device = self

    def open(self) -> None:
        if not Usb.found:
            raise DeviceNotFoundError("not plugged in")

    def _raw(self, given: bytes) -> None:
        Usb.sent += given

    def read(self, end: int, size: int, timeout: int) -> bytes:
        if not Usb.answers:
            raise OSError(errno.ETIMEDOUT, "timed out")
        return bytes([Usb.answers.pop(0)])

    def close(self) -> None: ...


@pytest.fixture
def port(monkeypatch) -> Port:
    monkeypatch.setattr("escpos.printer.Usb", Usb)
    Usb.found, Usb.sent, Usb.answers = True, b"", []
    return Port(ADDRESS, connections.connect)


def test_what_is_not_plugged_in_is_offline(port):
    Usb.found = False

    assert port.look() == "offline"


def test_a_page_is_sent_whole_once_the_printer_is_well(port):
    Usb.answers = [0x12] * 4 + [0]

    assert port.print(PAGE) == "ready"
    assert Usb.sent == b"".join(escpos.QUESTIONS) + PAGE + escpos.DONE


def test_a_printer_that_does_not_say_that_it_is_done_leaves_a_doubt(port):
    Usb.answers = [0x12] * 4

    with pytest.raises(Doubtful):
        port.print(PAGE)


def test_one_that_never_says_so_is_believed_by_setting(monkeypatch, port):
    trusting = Port(Address("usb", vendor=1, product=2, confirms=False), connections.connect)
    Usb.answers = [0x12] * 4

    assert trusting.print(PAGE) == "ready"
    assert Usb.sent.endswith(PAGE)
