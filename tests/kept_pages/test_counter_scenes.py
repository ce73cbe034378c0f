"""What a clerk sees at counter 1 in each state of its visitor, its queue and its hour."""

from dataclasses import replace
from datetime import timedelta

from deskq.core import clock
from deskq.core.transactions import transaction
from deskq.office.models import CounterService
from deskq.queue.hall.service import help_calls
from deskq.queue.notes import service as notes
from deskq.queue.service import assistance, calls, counters, day, keep, serve, switch, transfer, undo
from deskq.queue.service.cancel import cancel
from tests.kept_pages import prepare
from tests.kept_pages.check import check

PANEL = "/counters/1/panel"


def test_a_visitor_who_is_met_in_person(scene):
    desk = scene("visitor-met")
    prepare.open_counter(1, "moradi")
    prepare.arrive(in_person=True, group_size=3, language="en", priority_code="elderly")
    desk.look("clerk", "/counters/1")
    here = calls.call_next(clerk())
    desk.look("clerk", PANEL)
    for _ in range(3):
        calls.recall(clerk())
    notes.add(prepare.office(), "device:1", here.id, "a note of nobody")
    notes.add(prepare.office(), clerk().by, here.id, "a note of a clerk")
    desk.look("clerk", PANEL)

    assistance.escort(clerk())
    desk.look("clerk", PANEL)
    serve.start(clerk())
    desk.look("clerk", PANEL)
    assistance.set_in_person(clerk(), here.id, False)
    desk.look("clerk", PANEL)

    check("visitor-met", desk.pages)


def test_where_a_visit_leads_to(scene):
    desk = scene("visit-leads")
    prepare.open_counter(1, "moradi")
    prepare.open_counter(2, "karimi")
    for then in (
        lambda: switch.next_service(clerk(), "notary_clearance"),
        lambda: transfer.transfer(clerk(), service_code="renewal_levy"),
        lambda: transfer.transfer(clerk(), service_code="building_permit", unserved_because="it opens soon"),
        lambda: transfer.transfer(clerk(), counter_number=2),
        lambda: keep.keep(clerk(), "documents"),
        lambda: (serve.finish(clerk()), undo.undo(clerk())),
    ):
        prepare.arrive()
        calls.call_next(clerk())
        serve.start(clerk())
        then()
        desk.look("clerk", PANEL)
        if desk.comes("clerk").get(PANEL).json["html"].count('data-state="serving"'):
            serve.finish(clerk())
            desk.look("clerk", PANEL)

    check("visit-leads", desk.pages)


def test_a_long_queue_and_many_who_did_not_come(scene):
    desk = scene("long-queue")
    prepare.open_counter(1, "moradi")
    for code in ("info_desk", "dig_permit", "notary_clearance", "utility_inquiry", "trade_inquiry"):
        prepare.arrive(code, in_person=code == "info_desk")
    desk.look("clerk", PANEL)
    other = prepare.open_counter(2, "karimi")
    for _ in range(22):
        prepare.arrive("renewal_levy")
        calls.call_next(other)
        serve.mark_absent(other)
    desk.look("clerk", PANEL)
    calls.call_next(clerk())
    assistance.escort(clerk())
    serve.mark_absent(clerk())
    desk.look("clerk", PANEL)
    prepare.later(minutes=70)
    desk.look("clerk", PANEL)

    check("long-queue", desk.pages)


def test_after_closing_and_without_services(scene):
    desk = scene("after-closing")
    prepare.open_counter(1, "moradi")
    help_calls.ask(clerk())
    desk.look("clerk", PANEL)
    prepare.arrive()
    for left in (1, 0):
        with transaction(prepare.office(), "test") as tx:
            mine = tx.session.query(CounterService).filter(CounterService.counter_id == clerk().counter_id)
            for row in mine.order_by(CounterService.service_id).all()[left:]:
                tx.session.delete(row)
            tx.config_changed()
        desk.look("clerk", PANEL)
    prepare.open_between(7, 9)
    desk.look("clerk", PANEL)

    check("after-closing", desk.pages)


def test_what_is_found_by_a_number(scene):
    desk = scene("found")
    prepare.open_counter(1, "moradi")
    mine, there = prepare.arrive(in_person=True), prepare.arrive("renewal_levy")
    other = prepare.open_counter(2, "karimi")
    outside, promised = prepare.arrive(away=True), prepare.arrive(begins_at=clock.now() + timedelta(hours=1))
    found = f"/counters/1/finding?code={mine.code}"
    desk.look("clerk", found, *(f"/counters/1/finding?code={one.code}" for one in (there, outside, promised)))
    calls.call_next(clerk())
    desk.look("clerk", found)
    assistance.escort(clerk())
    serve.hold(clerk())
    desk.look("clerk", found)
    calls.call_next(other)
    desk.look("clerk", f"/counters/1/finding?code={there.code}")
    transfer.transfer(other, counter_number=1)
    desk.look("clerk", f"/counters/1/finding?code={there.code}")
    calls.call_next(clerk(), there.id)
    serve.mark_absent(clerk())
    desk.look("clerk", f"/counters/1/finding?code={there.code}", "/counters/1/finding?code=999", "/counters/1/finding")
    cancel(prepare.office(), outside.id)
    prepare.arrive("dig_permit")
    calls.call_next(clerk())
    desk.look("clerk", found, *(f"/counters/1/finding?code={one.code}" for one in (there, outside)))
    serve.mark_absent(clerk())
    day.close_day(prepare.office(), clock.now().date() + timedelta(1))
    prepare.open_counter(1, "moradi")
    desk.look("clerk", f"/counters/1/finding?code={promised.code}", f"/counters/1/finding?code={there.code}")

    check("found", desk.pages)


def test_leaving_a_counter_and_choosing_another(scene):
    desk = scene("leaving")
    prepare.open_counter(1, "moradi")
    prepare.arrive()
    calls.call_next(clerk())
    desk.send("clerk", "/sign-out")
    serve.start(clerk())
    desk.send("clerk", "/sign-out")
    prepare.open_counter(2, "karimi")
    machine = replace(prepare.press(3, "taheri"), by="token:1", clerk_id=None)
    counters.open_counter(machine)
    help_calls.ask(machine)
    desk.look("supervisor", "/manage/hall/state")
    prepare.later(hours=5)
    desk.look("rahmani", "/counters")
    desk.look("supervisor", "/manage/hall/state")
    desk.look("hall", "/hall-screen/state")

    check("leaving", desk.pages)


def clerk():
    """A press at counter 1 by the clerk who sits there."""
    return prepare.press(1, "moradi")
