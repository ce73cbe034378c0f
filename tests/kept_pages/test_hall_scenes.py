"""The hall in its states, as the supervisor, the hall screen, the host and the lobby board show it."""

from datetime import date

import pytest

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.office.models import Counter, CounterService, Service, SpecialDay
from deskq.office.service.counters import give_service
from deskq.office.today import service as today
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
    for day in (
        None,
        SpecialDay(office_id=prepare.office(), day=date(2026, 11, 24), reason_fa="برف", reason_en="Snow"),
    ):
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
