"""How busy each hour of the week is, as published."""

from datetime import UTC, datetime, timedelta

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate import busy_hours
from deskq.estimate.busy_hours import of_buckets
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue

SATURDAY = datetime(2026, 11, 21, 4, 30, tzinfo=UTC)  # 8:00 in Tehran


def test_means_are_those_of_the_open_days_in_the_time_of_the_office():
    arrivals = {SATURDAY + timedelta(days=day): 4 for day in range(12)}
    arrivals |= {SATURDAY + timedelta(minutes=30): 2, SATURDAY + timedelta(days=7, hours=1): 1}

    shown = of_buckets(arrivals)

    assert (shown.means[0, 8], shown.means[0, 9], shown.means[1, 8]) == (5, 0.5, 4)
    assert (shown.busiest, shown.quietest) == ((0, 8), (0, 9))
    assert (shown.hours, shown.weekdays) == ([8, 9], list(range(7)))
    assert [shown.level(0, 8), shown.level(1, 8), shown.level(0, 9), shown.level(3, 9)] == [4, 4, 1, 0]


def test_a_few_days_make_no_picture():
    assert of_buckets({SATURDAY + timedelta(days=day): 4 for day in range(9)}) is None
    assert of_buckets({}) is None


def test_the_page_shows_the_hours_when_there_are_enough_days(client, monkeypatch):
    assert "not enough data" in client.get("/published?lang=en").text
    busy_hours.forget()
    arrivals = {SATURDAY + timedelta(days=day): 4 + day for day in range(12)}
    monkeypatch.setattr(busy_hours, "_arrivals", lambda *_: arrivals)

    page = client.get("/published?lang=en").text

    assert "Fewest people come on" in page
    assert '<td data-level="4">' in page


def test_tickets_are_counted_by_their_half_hour(office):
    issue(office, "test", NewTicket("renewal_levy", "a secret"))

    found = busy_hours._arrivals(db.session(), office, clock.now() - timedelta(weeks=1))

    assert list(found.values()) == [1]
    (begin,) = found
    assert timedelta(0) <= clock.now() - begin < timedelta(minutes=30)
