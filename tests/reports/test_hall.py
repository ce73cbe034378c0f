"""The hall page of supervisors and admins, live."""

import re

import pytest

from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.models import Counter, Service
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.transfer import transfer

pytestmark = pytest.mark.usefixtures("supervisor")


def words(html: str) -> str:
    """The text of a page without its markup."""
    return " ".join(re.sub(r"<[^>]*>", "", html).split())


def test_a_counter_shows_its_clerk_and_its_visitor(page, issue, call):
    ticket = issue()
    call(2)

    text = page("/manage")

    assert f'href="/manage/tickets/{ticket.id}?lang=en"' in text
    assert "called" in text
    assert 'data-status="open"' in text


def test_a_break_shows_when_it_ends_and_is_marked_by_text_and_an_icon_once_it_is_overdue(page, at, later):
    counters.open_counter(at(2))
    counters.break_counter(at(2), 10)

    begun = page("/manage")
    later(minutes=17)
    overdue = page("/manage")

    assert "On break until 10:10" in begun
    assert "late from break" not in begun
    assert "7 min late from break" in overdue
    assert "#triangle-alert" in overdue


def test_a_queue_that_no_open_counter_serves_is_marked(page, issue, at):
    counters.open_counter(at(3))
    issue("renewal_levy")
    without = page("/manage")
    counters.open_counter(at(2))

    assert "no open counter" in without
    assert "no open counter" not in page("/manage")


def test_a_ticket_beyond_the_maximum_wait_is_marked(page, issue, later):
    issue()
    later(minutes=29)
    before = page("/manage")
    later(minutes=1)

    assert "over the maximum wait" not in before
    assert "over the maximum wait" in page("/manage")


def test_who_was_called_in_time_and_waits_again_is_not_late(page, issue, at, call, later):
    ticket = issue()
    later(minutes=4)
    call(2)
    serve.start(at(2))
    later(minutes=29)
    page("/manage")  # which keeps the supervisor signed in
    transfer(at(2), "building_permit", unserved_because="asked")
    later(minutes=3)

    text = words(page("/manage"))

    assert "Called in time100%" in text
    assert f"Longest wait now7 minnumber {ticket.code}" in text
    assert "over the maximum wait" not in text
    assert "0 half an hour ago" in text


def test_the_figures_of_the_day_are_correct(page, issue, at, call, later):
    _, second = issue(), issue()
    later(minutes=4)
    call(2)
    serve.mark_absent(at(2))
    cancel(second.office_id, second.id)

    text = page("/manage").replace("\n", "")

    assert "Today: 2 tickets, 0 served, 0 on hold, 1 absent, 1 left the queue." in text
    assert "<dt>Median wait today</dt><dd>4 min</dd>" in text
    assert "nine in ten waited up to 4 min" in text
    assert "<dt>Called in time</dt><dd>100%</dd>" in text


def test_the_longest_wait_is_told_with_its_service_and_what_can_be_done(page, issue, at, later):
    ticket = issue("renewal_levy")
    for _look in range(3):
        later(minutes=45)
        page("/manage")
    counters.open_counter(at(3))

    text = words(page("/manage"))

    assert "Longest wait 2 h 15 min: Renewal and waste levy" in text
    assert f"Number {ticket.code} has waited since 10:00." in text
    assert "Counter 3 is free, but this service is not on its list." in text
    assert "Give it to counter 3" in text


def test_a_calm_hall_names_the_longest_wait_too(page, issue, at, later):
    counters.open_counter(at(2))
    issue("renewal_levy")
    later(minutes=12)

    text = words(page("/manage"))

    assert "Longest wait 12 min: Renewal and waste levy" in text
    assert "Nobody has waited 30 minutes yet, and every queue has an open counter." in text


def test_the_worst_queue_comes_first(page, issue, later):
    issue("renewal_levy")
    later(minutes=5)
    issue("building_permit")

    rows = page("/manage").partition('class="queues"')[2]

    assert -1 < rows.find("Renewal and waste levy") < rows.find("Building permit")


def test_a_supervisor_gives_a_service_to_an_idle_counter_and_takes_it_back(page, client, issue, at, row):
    issue("renewal_levy")
    counters.open_counter(at(3))
    levy = row(Service, code="renewal_levy").id

    given = client.post("/manage/counters-now/services?lang=en", data={"give": f"{levy}:3"})
    text = words(page("/manage"))

    assert given.status_code == 303
    assert "Counter 3 now also serves Renewal and waste levy, after its own services." in text
    assert calls.call_next(at(3)).service_id == levy
    client.post("/manage/counters-now/services", data={"take": f"{levy}:3"})
    assert levy not in config_cache.of(db.session(), 1).ranks[row(Counter, number=3).id]


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 422), ({"give": "levy"}, 422), ({"give": "1:"}, 422), ({"give": "999999:2"}, 422), ({"give": "1:99"}, 404)],
)
def test_a_service_or_counter_that_does_not_exist_is_refused(client, fields, status):
    assert client.post("/manage/counters-now/services", data=fields).status_code == status


def test_an_empty_hall_explains_what_it_will_show(page):
    assert "Nobody is waiting. Each service’s queue will appear here." in page("/manage")


def test_a_page_without_a_connection_can_fetch_the_hall(client, issue):
    issue()

    answer = client.get("/manage/hall/state").get_json()

    assert answer["version"] > 0
    assert "queue-row" in answer["html"]
    assert "csrf" not in answer["html"]
