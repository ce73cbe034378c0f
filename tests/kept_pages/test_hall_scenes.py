"""The hall in its states, as the supervisor, the hall screen, the host and the lobby board show it."""

from datetime import date, timedelta

import pytest

from deskq.access.devices.models import Device
from deskq.announcements import service as announcements
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.office.models import Counter, CounterService, Service, SpecialDay
from deskq.office.service.counters import give_service
from deskq.office.today import service as today
from deskq.printing import service as printing
from deskq.printing.queries import last_job
from deskq.queue.hall.service import help_calls, lines
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.cancel import cancel
from tests.kept_pages import prepare
from tests.kept_pages.check import check

BOARD, WALL, HOST = "/lobby/board", "/hall-screen/state", "/host/state"


def look_around(hall) -> None:
    hall.look("supervisor", "/manage/hall/state")
    hall.look("mayor", "/manage/hall/state")  # who may only look
    hall.look("hall", WALL)
    hall.look("host", HOST)
    hall.look("lobby", BOARD)


def test_a_crowd_and_counters_in_trouble(scene):
    hall = scene("crowd")
    hall.comes("supervisor")
    first = prepare.open_counter(1, "moradi")
    for code in ("renewal_levy", "building_permit", "notary_clearance", "land_split", "art100", "info_desk"):
        for number in range(11 if code == "renewal_levy" else 2):
            prepare.arrive(code, group_size=1 + number, in_person=number == 1)
    look_around(hall)
    prepare.later(minutes=35)
    free = prepare.open_counter(5, "alipour")
    third = prepare.open_counter(3, "taheri")
    look_around(hall)
    help_calls.ask(first)
    help_calls.ask(third)
    counters.break_counter(free, 10)
    calls.call_next(first)
    look_around(hall)
    prepare.later(minutes=15)
    two = prepare.open_counter(2, "karimi")
    calls.call_next(two)
    calls.call_next(third)
    look_around(hall)
    prepare.later(minutes=10)  # the first came an hour ago
    look_around(hall)
    prepare.later(hours=2)
    look_around(hall)
    hall.look("supervisor", "/manage")

    check("crowd", hall.pages)


@pytest.mark.parametrize("kind", ["idle", "late", "shut"])
def test_one_queue_and_what_could_be_done(scene, kind):
    hall = scene(f"trouble-{kind}")
    hall.comes("supervisor")
    for _ in range(11 if kind == "idle" else 2):
        prepare.arrive("renewal_levy")
    prepare.arrive("building_permit")
    if kind != "idle":
        prepare.later(minutes=40)
    hall.look("supervisor", "/manage/hall/state")
    third = prepare.open_counter(3, "taheri")
    hall.look("supervisor", "/manage/hall/state")
    prepare.open_counter(6, "shafiei")
    hall.look("supervisor", "/manage/hall/state")
    if kind == "late":
        calls.call_next(third)
        prepare.open_counter(2, "karimi")
        hall.look("supervisor", "/manage/hall/state")
    hall.look("hall", WALL)
    hall.look("mayor", "/manage/hall/state")

    check(f"trouble-{kind}", hall.pages)


def test_a_service_that_no_counter_has(scene):
    hall = scene("no-counter")
    _, page = prepare.arrive_with_phone("art77")
    with transaction(prepare.office(), "test") as tx:
        tx.session.query(CounterService).filter_by(service_id=prepare.service_id("art77")).delete()
        tx.config_changed()
    look_around(hall)
    hall.look("kiosk", page.replace("/t/", "/kiosk/tickets/"))
    hall.look("nobody", f"{page}/state")

    check("no-counter", hall.pages)


def test_the_office_is_closed(scene):
    hall = scene("closed")
    prepare.set_office(join_share=0)
    for who in ("supervisor", "hall", "host", "lobby", "kiosk"):
        hall.comes(who)
    visitor, page = prepare.arrive_with_phone("info_desk")
    prepare.open_between(7, 9)
    look_around(hall)
    hall.look("nobody", f"{page}/state", "/join", "/")
    cancel(prepare.office(), visitor.id)
    for day in (None, SpecialDay(office_id=prepare.office(), day=date(2026, 11, 24), reason_fa="برف", reason_en="Snow")):
        if day is not None:
            prepare.add(day)
        look_around(hall)
        hall.look("kiosk", "/kiosk", "/kiosk/groups/1", "/kiosk/services/info_desk")
        hall.look("host", "/host")
        hall.look("nobody", "/join", "/")
        hall.look("supervisor", "/manage", "/manage/calendar")
    prepare.never_open()
    look_around(hall)
    hall.look("kiosk", "/kiosk")

    check("closed", hall.pages)


def test_the_hours_of_an_open_office(scene):
    hall = scene("hours")
    hall.look("lobby", BOARD)
    prepare.open_between(0, 14)
    hall.look("lobby", BOARD)
    prepare.open_between(7, 14)
    hall.look("lobby", BOARD)
    hall.look("kiosk", "/kiosk/services/info_desk")
    prepare.set_office(join_share=0)
    hall.look("lobby", BOARD)
    hall.look("kiosk", "/kiosk")
    hall.look("nobody", "/join")
    prepare.arrive("info_desk")
    clerk = prepare.open_counter(1, "moradi")
    hall.look("lobby", BOARD)
    calls.call_next(clerk)
    hall.look("lobby", BOARD)
    prepare.change(Counter, clerk.counter_id, direction_fa="", direction_en="")
    hall.look("lobby", BOARD)
    prepare.change(Counter, clerk.counter_id, room_fa="", room_en="", floor_fa="", floor_en="", arrow="")
    hall.look("lobby", BOARD)
    serve.start(clerk)
    upstairs = prepare.open_counter(5, "alipour")
    prepare.arrive("building_permit")
    calls.call_next(upstairs)
    hall.look("lobby", BOARD)

    check("hours", hall.pages)


def test_what_holds_for_today(scene):
    hall = scene("today")
    reason = Name("سامانه قطع است", "The system is down")
    _, page = prepare.arrive_with_phone("renewal_levy")
    today.close_service(prepare.office(), "test", prepare.service_id("renewal_levy"), reason)
    first = prepare.open_counter(1, "moradi")
    today.lend(prepare.office(), "test", first.clerk_id, prepare.service_id("building_permit"))
    lines.send(prepare.office(), "test", "a line to all", None)
    lines.send(prepare.office(), "test", "a line to one", 1)
    look_around(hall)
    hall.look("host", "/host")
    hall.look("kiosk", "/kiosk/services/renewal_levy", "/kiosk/groups/1")
    hall.look("nobody", f"{page}/state")
    hall.look("moradi", "/counters/1/panel")
    hall.send("moradi", "/counters/1/line", line=str(lines.send(prepare.office(), "test", "another", 1)))
    help_calls.ask(first)
    hall.send("supervisor", "/manage/hall/counters/1/help")
    hall.send("supervisor", "/manage/hall/counters/1/help/undo")
    for row in db.session().query(Service):
        if row.code != "building_permit":
            give_service(prepare.office(), "test", row.id, [1])
    hall.look("supervisor", "/manage/hall/state")
    hall.send("supervisor", "/manage/hall/counters/1/break", minutes="")
    hall.send("supervisor", "/manage/hall/counters/1/break", minutes="15")
    hall.send("supervisor", "/manage/hall/counters/1/opening")
    hall.send("supervisor", "/manage/hall/loans", clerk="", service="")
    hall.send("supervisor", "/manage/hall/lines", text="")
    hall.send("supervisor", "/manage/hall/services/closing", service="", reason="")
    hall.send("supervisor", "/manage/hall/services/closing", service=str(prepare.service_id("art77")), reason="full")
    hall.send("supervisor", "/manage/counters-now/services", give=f"{prepare.service_id('art77')}:3,5")
    hall.send("supervisor", "/manage/hall/counters/1/closing")

    check("today", hall.pages)


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
    def more_settings(self) -> dict[str, object]:
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
        for number, (state, problem) in enumerate((("doubtful", "offline"), ("given_up", "undrawn"), ("given_up", "offline"))):
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


def test_targets_of_services(scene):
    hall = scene("targets")
    hall.comes("supervisor")
    two = prepare.open_counter(2, "karimi")
    prepare.change(Service, prepare.service_id("renewal_levy"), target_percent=90, target_minutes=5)
    for minutes in (2, 3, 20):
        prepare.arrive("renewal_levy")
        prepare.later(minutes=minutes)
        calls.call_next(two)
        serve.start(two)
        serve.finish(two)
        prepare.arrive("renewal_levy")
        hall.look("supervisor", "/manage/hall/state")
        hall.look("hall", WALL)
        if minutes == 3:
            prepare.arrive("building_permit")
            hall.look("supervisor", "/manage/hall/state")
            hall.look("hall", WALL)
        calls.call_next(two)
        serve.start(two)
        serve.finish(two)

    check("targets", hall.pages)
