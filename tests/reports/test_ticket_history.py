"""The history of one ticket, in sentences."""

from deskq.queue.service import calls, counters, day, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.ratings import service as rating_service


def test_the_history_of_a_whole_visit_is_in_order(admin, page, office, issue, at, later):
    ticket = issue()
    counters.open_counter(at(2))
    for press in (calls.call_next, calls.recall, serve.start, serve.hold):
        later(minutes=1)
        press(at(2))
    serve.resume(at(2), ticket.id)
    serve.finish(at(2), "documents_missing", 2)
    rating_service.rate(office, ticket.id, 5, "phone")
    rating_service.add_words(office, ticket.id, ["conduct"], "سپاس")

    text = page(f"/manage/tickets/{ticket.id}")

    told = [
        "The visitor took this ticket for “Renewal and waste levy”.",
        "called it to counter 2. It was next by the queue rules.",
        "called it again (call 2).",
        "The visitor came to counter 2.",
        "put it on hold. If not resumed before, it returns to the queue at 10:24.",
        "resumed the service at counter 2.",
        "finished the visit: documents missing. Cases completed: 2.",
        "The visit was rated.",
        "The visitor added a comment to the rating.",
    ]
    places = [text.find(sentence) for sentence in told]
    assert -1 not in places
    assert places == sorted(places)
    assert "سپاس" not in text


def test_absence_return_undo_and_transfer_are_in_the_history(admin, page, issue, at, call):
    ticket = issue()
    counters.open_counter(at(4))
    call(2)
    undo(at(2))
    calls.call_next(at(2))
    serve.requeue(at(2))
    calls.call_next(at(2))
    serve.mark_absent(at(2))
    serve.send_back(at(2), ticket.id)
    calls.call_next(at(2))
    transfer(at(2), service_code="notary_clearance")
    calls.call_next(at(4))
    transfer(at(4), counter_number=2)
    counters.close_counter(at(2))
    cancel(ticket.office_id, ticket.id)

    text = page(f"/manage/tickets/{ticket.id}")

    for sentence in (
        "undid the last action (call).",
        "called it by mistake and returned it to the queue.",
        "Nobody came.",
        "returned it to the queue at its original place.",
        "transferred the visitor to “Notary inquiry and clearance”.",
        "transferred the visitor to counter 2.",
        "Counter 2 closed. From now on any counter can call it.",
        "The visitor left the queue.",
    ):
        assert sentence in text


def test_automatic_changes_are_in_the_history(sign_in, page, office, issue, at, call, later):
    held, unfinished = issue(), issue()
    call(2)
    serve.hold(at(2))
    calls.call_next(at(2))
    serve.start(at(2))
    later(minutes=20)
    day.return_due(office)
    day.close_day(office, later(days=1).date())
    sign_in("supervisor")

    text = page(f"/manage/tickets/{held.id}")

    assert "The time on hold ended. It returned to the queue" in text
    assert "The day was closed. The number is no longer valid." in text
    assert "Its outcome was not recorded" in page(f"/manage/tickets/{unfinished.id}")
