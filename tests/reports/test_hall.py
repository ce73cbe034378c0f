"""The hall page of supervisors and admins, live."""

import pytest

from deskq.queue.service import calls, counters, serve
from deskq.queue.service.cancel import cancel


@pytest.fixture(autouse=True)
def supervisor(sign_in):
    return sign_in("supervisor")


def test_a_counter_shows_its_clerk_and_its_visitor(page, issue, at):
    ticket = issue()
    counters.open_counter(at(2))
    calls.call_next(at(2))

    text = page("/manage")

    assert f'href="/manage/tickets/{ticket.id}?lang=en"' in text
    assert "called" in text
    assert 'data-status="open"' in text


def test_a_break_that_is_overdue_is_marked_by_text_and_an_icon(page, at, later):
    counters.open_counter(at(2))
    counters.break_counter(at(2), 10)
    later(minutes=17)

    text = page("/manage")

    assert "7 min late from break" in text
    assert "#triangle-alert" in text


def test_a_break_shows_when_it_ends(page, at):
    counters.open_counter(at(2))
    counters.break_counter(at(2), 10)

    text = page("/manage")

    assert "On break until 10:10" in text
    assert "late from break" not in text


def test_a_queue_that_no_open_counter_serves_is_marked(page, issue, at):
    counters.open_counter(at(3))
    issue("renewal_levy")

    assert "no open counter" in page("/manage")

    counters.open_counter(at(2))

    assert "no open counter" not in page("/manage")


def test_a_ticket_beyond_the_maximum_wait_is_marked(page, issue, later):
    issue()
    later(minutes=29)
    before = page("/manage")
    later(minutes=1)

    after = page("/manage")

    assert "over the maximum wait" not in before
    assert "over the maximum wait" in after


def test_the_figures_of_the_day_are_correct(page, issue, at, later):
    issue()
    second = issue()
    counters.open_counter(at(2))
    later(minutes=4)
    calls.call_next(at(2))
    serve.mark_absent(at(2))
    cancel(second.office_id, second.id)

    text = page("/manage").replace("\n", "")

    for words, figure in (("Tickets today", "2"), ("Absent", "1"), ("Left the queue", "1"), ("Median wait", "4 min")):
        assert f"<dt>{words}</dt><dd>{figure}</dd>" in text


def test_an_empty_hall_explains_what_it_will_show(page):
    assert "Nobody is waiting. Each service’s queue will appear here." in page("/manage")


def test_a_page_without_a_connection_can_fetch_the_hall(client, issue):
    issue()

    answer = client.get("/manage/hall/state").get_json()

    assert answer["version"] > 0
    assert "<table" in answer["html"]
    assert "csrf" not in answer["html"]
