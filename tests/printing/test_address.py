"""Printer addresses in the setting, and the errors of wrong ones."""

import pytest

import config
from deskq.printing.address import Address, read
from deskq.printing.printers import Printers


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("", Address("browser")),
        ("browser", Address("browser")),
        ("fake", Address("fake")),
        ("fake?width=384", Address("fake", width=384)),
        ("network://192.168.1.50", Address("network", host="192.168.1.50")),
        ("network://printer.local:9101?width=512", Address("network", host="printer.local", port=9101, width=512)),
        ("network://10.0.0.7?confirm=no", Address("network", host="10.0.0.7", confirms=False)),
        ("usb://04b8:0202?width=384", Address("usb", vendor=0x04B8, product=0x0202, width=384)),
        ("7=usb://04b8:0202", Address("usb", device=7, vendor=0x04B8, product=0x0202)),
    ],
)
def test_a_printer_is_named_by_its_address(setting, expected):
    assert read(setting) == [expected]


@pytest.mark.parametrize(
    "wrong",
    [
        "printer", "network://", "network://host:port", "network://host/path", "usb://0202", "usb://xyz:1", "http://host",
        "fake?width=500", "network://host?width=wide", "network://host?speed=fast", "network://host?confirm=maybe",
        "network://a network://b", "7=browser 7=fake", "x=browser", "lpt1",
    ],
)  # fmt: skip
def test_a_wrong_name_ends_the_start_with_a_sentence(make_app, wrong):
    with pytest.raises(config.BadSetting, match="DESKQ_PRINTER"):
        make_app(PRINTER=wrong)


def test_a_printer_that_is_not_there_is_only_for_the_demo(make_app):
    with pytest.raises(config.BadSetting, match="only for a demo"):
        make_app(PRINTER="fake")

    assert make_app(PRINTER="fake", DEMO=True)


def test_a_kiosk_with_a_printer_of_its_own_prints_there_and_the_others_at_the_common_one(ticket_drawing):
    known = Printers(read("network://10.0.0.1 7=usb://04b8:0202 8=browser"))

    assert known.of_device(7).name == "kiosk 7"
    assert known.of_device(3).name == "main"
    assert known.of_device(8) is None


def test_where_tickets_cannot_be_rendered_browsers_print(monkeypatch):
    monkeypatch.setattr("deskq.printing.canvas.missing", lambda: "shaping")

    known = Printers(read("network://10.0.0.1"))

    assert (known.lacks, known.of_device(3)) == ("shaping", None)
