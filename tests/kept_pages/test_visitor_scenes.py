"""What visitors see at the kiosk, on the phone, at the counter's tablet and when they join from outside."""

from datetime import timedelta

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.joining import joined
from deskq.office.models import Counter, PriorityClass, ServiceGroup
from deskq.office.service.counters import give_service
from deskq.queue import wait_port
from deskq.queue.models import Ticket
from deskq.queue.notes import service as notes
from deskq.queue.screens.shared import WaitShown
from deskq.queue.service import assistance, calls, keep, serve
from deskq.queue.service.cancel import cancel
from deskq.sms import service as sms
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.kept_pages.waits import FixedWaits
from tests.kept_pages.walk import without_language


def test_a_service_that_says_less(scene):
    visitor = scene("plain")
    empty = dict.fromkeys(("plain_fa", "plain_en", "covers_fa", "covers_en", "bring_fa", "bring_en"), "")
    prepare.set_service("renewal_levy", covers_fa="", covers_en="")
    visitor.look("kiosk", *prepare.kiosk_pages("renewal_levy"))
    prepare.set_service("renewal_levy", **empty, where_fa="", where_en="")
    with transaction(prepare.office(), "test") as tx:
        tx.session.query(PriorityClass).filter(PriorityClass.code != "ordinary").update({"offered": False})
        tx.config_changed()
    _, page = prepare.arrive_with_phone("renewal_levy")
    visitor.look("kiosk", *prepare.kiosk_pages("renewal_levy"), page.replace("/t/", "/kiosk/tickets/"))
    clerk = prepare.open_counter(2, "karimi")
    visitor.look("kiosk", *prepare.kiosk_pages("renewal_levy"), page.replace("/t/", "/kiosk/tickets/"))
    visitor.look("nobody", f"{page}/state")
    prepare.change(Counter, clerk.counter_id, room_fa="", room_en="", floor_fa="", floor_en="")
    visitor.look("kiosk", page.replace("/t/", "/kiosk/tickets/"))
    visitor.look("nobody", f"{page}/state")
    prepare.change(Counter, clerk.counter_id, direction_fa="", direction_en="", arrow="")
    visitor.look("kiosk", page.replace("/t/", "/kiosk/tickets/"))
    visitor.look("nobody", f"{page}/state")
    calls.call_next(clerk)
    visitor.look("nobody", f"{page}/state")
    prepare.set_office(building_fa="", building_en="")
    visitor.look("kiosk", page.replace("/t/", "/kiosk/tickets/"))
    prepare.change(ServiceGroup, prepare.group_of("renewal_levy"), covers_fa="", covers_en="")
    visitor.look("kiosk", "/kiosk")

    check("plain", visitor.pages)


def test_tickets_of_each_kind(scene):
    visitor = scene("tickets")
    soon = clock.now() + timedelta(hours=1)
    kinds = {"in_person": True}, {"begins_at": soon}, {"away": True}, {"priority_code": "elderly"}, {}, {}
    pages = [prepare.arrive_with_phone("info_desk", **kind)[1] for kind in kinds]
    for page in pages:
        visitor.look("kiosk", page.replace("/t/", "/kiosk/tickets/"))
        visitor.look("nobody", f"{page}/state")
    with transaction(prepare.office(), "test") as tx:
        for row in tx.session.query(Counter).filter(Counter.number.in_((2, 3))):
            row.floor_fa, row.floor_en, row.room_fa, row.room_en = "", "", "سالن", "Hall"
            row.direction_fa, row.direction_en, row.arrow = "راست", "right", "right"
        tx.config_changed()
    for number, name in ((1, "moradi"), (2, "karimi"), (3, "taheri"), (4, "rahimi"), (6, "shafiei")):
        prepare.open_counter(number, name)
        if number > 2:
            give_service(prepare.office(), "test", prepare.service_id("info_desk"), [number])
        visitor.look("kiosk", pages[4].replace("/t/", "/kiosk/tickets/"))
        visitor.look("nobody", f"{pages[4]}/state")

    check("tickets", visitor.pages)


def test_a_visit_on_the_phone(scene):
    visitor = scene("visit")
    ticket, page = prepare.arrive_with_phone("info_desk", in_person=True)
    prepare.arrive("info_desk")
    clerk = prepare.open_counter(1, "moradi")
    state = f"{page}/state"
    visitor.look("nobody", page, state)
    visitor.send("nobody", f"{page}/more-time")
    calls.call_next(clerk, ticket.id)
    visitor.look("nobody", state)
    calls.recall(clerk)
    visitor.look("nobody", state)
    assistance.escort(clerk)
    serve.hold(clerk)
    visitor.look("nobody", state)
    calls.call_next(clerk)
    serve.mark_absent(clerk)
    serve.resume(clerk, ticket.id)
    keep.keep(clerk, "documents")
    visitor.look("nobody", state)
    cancel(prepare.office(), ticket.id)
    visitor.look("nobody", state)
    visitor.send("nobody", f"{page}/return")

    check("visit", visitor.pages)


def test_who_joins_from_outside(app, scene):
    visitor = scene("outside")
    prepare.open_counter(2, "karimi")
    prepare.set_office(join_digits="board")
    visitor.look("lobby", "/lobby/board", "/join/door")
    visitor.look("kiosk", "/kiosk", "/kiosk/arrival")
    for wrong in ({"phone": ""}, {"travel": "soon"}, {"service": ""}, {"service": "no_such"}):
        fields = {"service": "renewal_levy", "phone": "0912 000 0001", "travel": "30", "request_key": "k" * 24}
        visitor.send("nobody", "/join", **(fields | wrong))
    prepare.arrive("renewal_levy")
    with app.test_request_context():
        secret = joined.join(prepare.office(), "renewal_levy", "+989120000001", 20, "k" * 24, "fa")
    page = f"/t/{secret}"
    wait_port.PORT.bind(app, FixedWaits(WaitShown((40 * 60, 60 * 60), clock.now() + timedelta(minutes=40))))
    visitor.look("nobody", f"{page}/state")
    prepare.later(minutes=30)
    visitor.look("nobody", f"{page}/state")
    wait_port.PORT.bind(app, FixedWaits(None))
    visitor.look("nobody", f"{page}/state")
    prepare.set_office(location="")
    calls.call_next(prepare.press(2, "karimi"))
    prepare.later(minutes=30)
    visitor.look("nobody", f"{page}/state")
    visitor.send("nobody", f"{page}/arrival/code", code="9999")
    visitor.send("kiosk", "/kiosk/arrival", phone="0912")
    visitor.send("kiosk", "/kiosk/arrival", phone="0912 000 0001")
    visitor.look("nobody", f"{page}/state")

    check("outside", visitor.pages)


def test_who_joins_where_texts_are_on(scene, gateway, work):
    visitor = scene("texts")
    prepare.open_counter(2, "karimi")
    visitor.look("nobody", "/join")
    fields = {"service": "renewal_levy", "phone": "0912 000 0001", "travel": "30", "request_key": "k" * 24}
    address = visitor.comes("nobody").post("/join?lang=en", data=fields).location.partition("?")[0]
    visitor.look("nobody", address)
    visitor.send("nobody", address, sms_code="")
    visitor.send("nobody", address, sms_code="000000")
    visitor.send("nobody", f"{address}/sms-code")
    prepare.later(minutes=3)
    visitor.look("nobody", address)
    visitor.send("nobody", f"{address}/sms-code")
    prepare.later(hours=1)
    visitor.look("nobody", address)
    ticket, page = prepare.arrive_with_phone("info_desk")
    desk = page.replace("/t/", "/kiosk/tickets/")
    visitor.look("kiosk", desk, f"{desk}/phone")
    visitor.send("kiosk", f"{desk}/phone", phone="021")
    visitor.look("host", "/host", f"/host/tickets/{ticket.id}")
    sms.store_number(prepare.office(), "test", ticket.id, "+989123456789")
    visitor.look("kiosk", desk)
    visitor.look("host", f"/host/tickets/{ticket.id}")
    visitor.send(
        "host", "/host/tickets", service="info_desk", count="1", group_size="2", phone="0912 345 6700",
        request_key=secrets.new(),
    )  # fmt: skip
    cancel(prepare.office(), ticket.id)
    visitor.look("kiosk", desk)
    visitor.look("host", f"/host/tickets/{ticket.id}")
    visitor.look("admin", "/manage/alerts")

    check("texts", visitor.pages)


def test_what_the_host_does(scene):
    visitor = scene("host-does")
    ticket = prepare.arrive("info_desk", in_person=True, language="en", group_size=4)
    clerk = prepare.open_counter(1, "moradi")
    visitor.look("host", "/host", f"/host/tickets/{ticket.id}")
    calls.call_next(clerk)
    visitor.look("host", "/host/state", f"/host/tickets/{ticket.id}")
    visitor.send("host", f"/host/tickets/{ticket.id}/fetching")
    visitor.send("host", f"/host/tickets/{ticket.id}/notes", text="")
    visitor.send("host", f"/host/tickets/{ticket.id}/notes", text="blue coat")
    visitor.send("host", f"/host/tickets/{ticket.id}/changes", group_size="0")
    visitor.send("host", f"/host/tickets/{ticket.id}/changes", group_size="3", language="fa")
    visitor.send("host", f"/host/tickets/{ticket.id}/cancellation")
    visitor.send("host", f"/host/tickets/{ticket.id}/return")
    many = {"service": "info_desk", "priority": "elderly", "group_size": "1", "language": "en"}
    given = visitor.send("host", "/host/tickets", **many, count="3", request_key="k" * 24)
    calls.call_next(clerk, db.session().query(Ticket.id).order_by(Ticket.id.desc()).first()[0])
    visitor.look("host", without_language(given.location))
    notes.add(prepare.office(), "device:1", ticket.id, "a note of nobody")
    visitor.look("host", f"/host/tickets/{ticket.id}")
    visitor.send("host", "/host/tickets", **many, count="3", request_key="l" * 24, here="1")
    visitor.send("host", "/host/tickets", **many, count="", request_key="m" * 24)
    for _ in range(60):
        prepare.arrive("dig_permit")
    visitor.look("host", "/host/state")

    check("host-does", visitor.pages)
