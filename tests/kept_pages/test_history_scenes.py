"""The history of tickets: what happened to one, and who went ahead of it."""

from datetime import timedelta

from deskq.core import clock
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import assistance, calls, counters, day, keep, serve, switch, transfer, undo
from deskq.queue.service.cancel import cancel, rejoin
from deskq.queue.service.let_pass import let_pass
from tests.kept_pages import prepare
from tests.kept_pages.check import check

RATINGS = "/manage/ratings"
REPORT = "/manage/reports"


def test_the_history_of_tickets(scene):
    office = scene("history")
    prepare.later(minutes=1)
    tickets = histories()
    office.look("supervisor", *(f"/manage/tickets/{ticket}" for ticket in tickets), "/manage/tickets?state=waiting")
    office.look("supervisor", f"/manage/tickets?service={prepare.service_id('info_desk')}&hour=10")
    for _ in range(60):
        prepare.arrive("dig_permit")
    page = office.comes("supervisor").get("/manage/tickets?lang=en").text
    older = page.partition("before=")[2].partition('"')[0].partition("&")[0]
    office.look("supervisor", "/manage/tickets", f"/manage/tickets?before={older}", "/manage/tickets?before=1")

    check("history", office.pages)


def histories() -> list[int]:
    clerk, other = prepare.open_counter(1, "moradi"), prepare.open_counter(2, "karimi")
    first = prepare.arrive("info_desk", in_person=True)
    calls.call_next(clerk)
    calls.recall(clerk)
    assistance.escort(clerk)
    assistance.set_in_person(clerk, first.id, False)
    assistance.set_in_person(clerk, first.id, True)
    serve.start(clerk)
    undo.undo(clerk)
    serve.start(clerk)
    serve.hold(clerk)
    serve.resume(clerk, first.id)
    switch.next_service(clerk, "notary_clearance")
    switch.next_service(clerk, "utility_inquiry", "referred")
    serve.finish(clerk, "documents_missing", 3)
    moved = prepare.arrive("info_desk")
    calls.call_next(clerk)
    serve.requeue(clerk)
    calls.call_next(clerk, moved.id)
    transfer.transfer(clerk, service_code="renewal_levy")
    calls.call_next(other)
    transfer.transfer(other, counter_number=1)
    calls.call_next(clerk)
    serve.start(clerk)
    transfer.transfer(clerk, service_code="building_permit", unserved_because="soon")
    cancel(prepare.office(), moved.id)
    rejoin(prepare.office(), moved.id)
    waits = [prepare.arrive("info_desk") for _ in range(3)]
    let_pass(prepare.office(), waits[0].id)
    calls.call_next(clerk, waits[2].id)
    serve.mark_absent(clerk)
    serve.send_back(clerk, waits[2].id)
    calls.call_next(clerk, waits[2].id)
    serve.hold(clerk)
    prepare.later(minutes=40)
    day.return_due(prepare.office())
    sent = prepare.arrive("renewal_levy")
    calls.call_next(other, sent.id)
    transfer.transfer(other, counter_number=1)
    elderly = prepare.arrive("info_desk", priority_code="elderly")
    prepare.later(minutes=10)
    calls.call_next(clerk)
    keep.keep(clerk, "time")
    calls.call_next(clerk)
    serve.start(clerk)
    serve.finish(clerk)
    calls.call_next(clerk)
    serve.mark_absent(clerk)
    walked = calls.serve_walk_in(clerk, NewTicket("info_desk", "Secret000000OfAWalkIn", by_staff=True))
    counters.close_counter(prepare.press(2, "karimi"))
    prepare.later(minutes=20)
    prepare.arrive("info_desk")
    day.close_day(prepare.office(), clock.now().date() + timedelta(days=1))
    return [first.id, moved.id, *(one.id for one in waits), sent.id, elderly.id, elderly.id + 1, walked.id]


def test_who_went_ahead(scene):
    office = scene("went-ahead")
    clerk = prepare.open_counter(1, "moradi")
    passed = prepare.arrive("notary_clearance")
    prepare.later(minutes=2)
    prepare.arrive("info_desk")
    calls.call_next(clerk)
    serve.start(clerk)
    serve.finish(clerk)
    prepare.later(minutes=2)
    chosen = prepare.arrive("notary_clearance")
    calls.call_next(clerk, chosen.id)
    transfer_to_it = prepare.arrive("notary_clearance")
    serve.start(clerk)
    serve.finish(clerk)
    calls.call_next(clerk, transfer_to_it.id)
    serve.requeue(clerk)
    prepare.arrive("notary_clearance", priority_code="disability")
    prepare.later(minutes=20)
    calls.call_next(clerk)
    serve.start(clerk)
    serve.finish(clerk)
    office.look("supervisor", f"/manage/tickets/{passed.id}")
    prepare.later(minutes=40)
    calls.call_next(clerk)
    office.look("supervisor", f"/manage/tickets/{passed.id}", f"/manage/tickets/{transfer_to_it.id}")

    lets = prepare.arrive("dig_permit")
    prepare.arrive("dig_permit")
    let_pass(prepare.office(), lets.id)
    serve.mark_absent(clerk)
    calls.call_next(clerk)
    office.look("supervisor", f"/manage/tickets/{lets.id}")

    check("went-ahead", office.pages)
