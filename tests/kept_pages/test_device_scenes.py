"""Devices, printers and announcements in their states."""

from datetime import timedelta

import pytest

from deskq.access.devices.models import Device
from deskq.announcements import service as announcements
from deskq.core import clock
from deskq.core.extensions import db
from deskq.printing import service as printing
from deskq.printing.queries import last_job
from deskq.queue.service import calls, serve
from tests.kept_pages import prepare
from tests.kept_pages.check import check

BOARD, WALL, HOST = "/lobby/board", "/hall-screen/state", "/host/state"


def test_devices_that_are_silent(scene):
    hall = scene("silent")
    hall.comes("supervisor")
    for who in ("kiosk", "lobby", "hall", "tablet"):
        hall.comes(who)
        hall.look("supervisor", "/manage/hall/state")
    prepare.later(minutes=3)
    hall.look("supervisor", "/manage/hall/state")
    hall.look("hall", WALL)
    devices = db.session().query(Device).order_by(Device.id).all()
    lobby, tablet = devices[1].id, devices[3].id
    prepare.change(Device, lobby, seen_at=clock.now(), page_version="old", address="10.0.0.7", battery=20)
    prepare.change(Device, tablet, seen_at=clock.now() - timedelta(days=2), battery=80)
    hall.look("supervisor", "/manage/hall/state", "/manage/devices")
    hall.look("hall", WALL)
    prepare.later(days=1)
    hall.look("supervisor", "/manage/hall/state", "/manage/devices")
    hall.look("hall", WALL)
    hall.look("admin", *(f"/manage/devices/{one}" for one in (lobby, tablet)))

    check("silent", hall.pages)


class TestPrinters:
    @pytest.fixture
    def more_settings(self, ticket_drawing) -> dict[str, object]:
        return {"PRINTER": "network://127.0.0.1:9 1=network://127.0.0.1:10"}

    def test_printers_in_trouble_and_papers_that_did_not_come(self, scene):
        hall = scene("printers")
        hall.look("supervisor", "/manage/hall/state")
        for who in ("kiosk", "supervisor", "host", "moradi"):
            hall.comes(who)
        prepare.open_counter(1, "moradi")
        places = ["/kiosk", "/kiosk/services/info_desk"]
        for name, condition in (("main", "paper_low"), ("kiosk 1", "ready"), ("kiosk 1", "paper_out")):
            printing.hold(prepare.office(), name, "me", timedelta(hours=5), dead=False)
            printing.note(prepare.office(), name, condition)
            hall.look("supervisor", "/manage/hall/state", "/manage/devices")
            hall.look("hall", WALL)
            hall.look("moradi", "/counters/1/panel")
            hall.look("kiosk", *places)
        printing.note(prepare.office(), "main", "ready")
        for number, (state, problem) in enumerate(
            (("doubtful", "offline"), ("given_up", "undrawn"), ("given_up", "offline"))
        ):
            visitor, page = prepare.arrive_with_phone("info_desk")
            printing.order(prepare.office(), "test", visitor.id, "kiosk 1" if number else "main")
            job = last_job(db.session(), visitor.id)
            if state == "doubtful":
                printing.begin(job)
            printing.fail(job, state, problem)
            hall.look("supervisor", "/manage/hall/state", f"/manage/tickets/{visitor.id}")
            hall.look("mayor", "/manage/hall/state")
            hall.look("kiosk", page.replace("/t/", "/kiosk/tickets/"))
        printing.note(prepare.office(), "kiosk 1", "ready")
        hall.look("kiosk", page.replace("/t/", "/kiosk/tickets/"))
        hall.look("host", "/host", f"/host/tickets/{visitor.id}")
        called = calls.call_next(prepare.press(1, "moradi"))
        hall.look("moradi", "/counters/1/panel")
        serve.start(prepare.press(1, "moradi"))
        serve.finish(prepare.press(1, "moradi"))
        hall.send("kiosk", "/kiosk/rating/score", code=called.code, score="1")
        hall.send("kiosk", page.replace("/t/", "/kiosk/door/") + "/complaint")
        for code in ("A", "B"):
            visitor, page = prepare.arrive_with_phone("info_desk")
            calls.call_next(prepare.press(1, "moradi"), visitor.id)
            serve.start(prepare.press(1, "moradi"))
            serve.finish(prepare.press(1, "moradi"))
            hall.send("kiosk", "/kiosk/rating/score", code=visitor.code, score="1" if code == "A" else "5")
            kind = "complaint" if code == "A" else "praise"
            hall.send("kiosk", page.replace("/t/", "/kiosk/door/") + f"/{kind}")
        hall.look("admin", "/manage/setup/printing")
        hall.look("supervisor", "/manage/hall/state")

        check("printers", hall.pages)


def test_announcements_of_each_kind(scene):
    hall = scene("announcements")
    shown = {
        "starts_at": clock.now() - timedelta(1),
        "ends_at": clock.now() + timedelta(1),
        "seconds": 10,
        "active": True,
    }
    for text_fa, text_en, more in (
        ("متن", "", {}),
        ("", "", {"kind": "video", "file": "0" * 40 + ".webm"}),
        ("", "only English", {"kind": "picture", "file": "1" * 40 + ".webp"}),
        ("", "", {"kind": "picture", "file": "2" * 40 + ".webp"}),
    ):
        announcements.save(prepare.office(), "test", None, {"text_fa": text_fa, "text_en": text_en, **shown, **more})
    hall.look("lobby", BOARD)
    hall.look("supervisor", "/manage/announcements", *(f"/manage/announcements/{row}" for row in (1, 2, 3)))
    hall.send("supervisor", "/manage/announcements", text_fa="", starts_day="x", ends_day="", seconds="0")

    check("announcements", hall.pages)
