"""Excluded ratings are stored with their mark."""

from datetime import timedelta

import pytest
from sqlalchemy import func, update

from deskq.core import clock
from deskq.core.extensions import db
from deskq.ratings import rules, service
from deskq.ratings.models import Rating
from tests.conftest import PASSWORD
from tests.ratings.past_visits import PastVisit, write_visits


@pytest.fixture
def marks(look):
    """``marks(ticket, ...)``: the mark of each."""
    return lambda *tickets: [look().get(Rating, ticket.id).mark for ticket in tickets]


@pytest.fixture
def clerk(browser):
    made = browser()
    assert made.post("/sign-in", data={"name": "karimi", "password": PASSWORD}).status_code == 303
    return made


def rate(client, token: str, score: int = 5, **more):
    answer = client.post(f"/t/{token}/rating", data={"score": score}, **more)
    assert answer.status_code == 303, answer.text


def test_a_visitor_s_rating_has_no_mark(client, visit, marks):
    ticket, token = visit()
    rate(client, token)

    assert marks(ticket) == [None]


def test_a_rating_in_a_browser_with_a_staff_session_is_marked_as_of_staff(clerk, visit, marks, rated):
    ticket, token = visit()
    rate(clerk, token)

    assert marks(ticket) == ["staff"]
    assert rated(ticket).score == 5


def test_a_rating_after_signing_out_has_no_mark(clerk, visit, marks):
    clerk.post("/sign-out")
    ticket, token = visit()
    rate(clerk, token)

    assert marks(ticket) == [None]


def test_a_rating_in_a_browser_of_a_device_is_marked_as_of_staff(tablet, visit, marks):
    mine = tablet(2)
    ticket, token = visit(2)
    rate(mine, token)

    assert marks(ticket) == ["staff"]


def test_a_browser_that_only_requested_pairing_has_no_mark(browser, visit, marks):
    stranger = browser()
    stranger.post("/devices/pairing/kiosk")
    ticket, token = visit()
    rate(stranger, token)

    assert marks(ticket) == [None]


@pytest.mark.parametrize("cookie", ["x", "W10.x", "a" * 3000, "۱"])
def test_a_forged_device_cookie_sets_no_mark(client, visit, marks, cookie):
    client.set_cookie("deskq_tablet_" + "9" * 50, cookie)
    ticket, token = visit()
    rate(client, token)

    assert marks(ticket) == [None]


def test_configured_staff_addresses_are_marked(app, client, visit, marks):
    app.config["STAFF_ADDRESSES"] = ("10.1.0.0/16",)
    (mine, secret), (theirs, other) = visit(), visit()
    rate(client, secret, environ_base={"REMOTE_ADDR": "10.1.2.3"})
    rate(client, other, environ_base={"REMOTE_ADDR": "10.2.2.3"})

    assert marks(mine, theirs) == ["staff", None]


def test_the_address_of_an_active_counter_is_marked_for_half_an_hour(app, client, clerk, visit, marks, later):
    app.config["STAFF_ADDRESSES"] = ("signed-in",)
    desk = {"REMOTE_ADDR": "10.9.9.9"}
    clerk.get("/counters/2", environ_base=desk)
    (first, secret), (second, other) = visit(), visit()

    rate(client, secret, environ_base=desk)
    later(minutes=31)
    rate(client, other, environ_base=desk)

    assert marks(first, second) == ["staff", None]


def test_without_the_setting_no_address_is_remembered(client, clerk, visit, marks):
    desk = {"REMOTE_ADDR": "10.9.9.8"}
    clerk.get("/counters/2", environ_base=desk)
    ticket, token = visit()
    rate(client, token, environ_base=desk)

    assert marks(ticket) == [None]


def test_a_burst_of_one_address_is_marked_from_its_first_rating(client, visit, marks, later):
    tickets = []
    for _ in range(5):
        ticket, token = visit()
        rate(client, token)
        tickets.append(ticket)
        later(seconds=30)
    assert marks(*tickets) == [None] * 5

    sixth, token = visit()
    rate(client, token)

    assert marks(*tickets, sixth) == ["burst"] * 6


@pytest.mark.soak
def test_ten_thousand_ratings_of_one_address_are_all_stored_and_marked(office, visit, look):
    """As if all of them had come in one instant and no bound of a page had held them back; one more looks at them."""
    last, _ = visit()
    yesterday = clock.now().astimezone(clock.zone()).date() - timedelta(days=1)
    write_visits(office, [PastVisit(yesterday, score=5) for _ in range(9_999)])
    db.session.execute(update(Rating).values(source_hash="one place", given_at=clock.now()))
    db.session.commit()

    service.rate(office, last.id, 1, "phone", origin=rules.Origin("one place", most=5))

    kept = look().query(Rating.score, Rating.mark, func.count()).group_by(Rating.score, Rating.mark).all()
    assert sorted(kept) == [(1, "burst", 1), (5, "burst", 9_999)]


def test_ratings_by_successive_visitors_are_no_burst(client, visit, marks, later):
    tickets = []
    for _ in range(8):
        ticket, token = visit()
        rate(client, token)
        tickets.append(ticket)
        later(minutes=3)

    assert marks(*tickets) == [None] * 8


def test_addresses_are_separate_and_an_ipv6_prefix_is_one(client, visit, marks):
    tickets = []
    for n in range(6):
        ticket, token = visit()
        rate(client, token, environ_base={"REMOTE_ADDR": f"10.0.0.{n}"})
        tickets.append(ticket)
    assert marks(*tickets) == [None] * 6

    for n in range(6):
        ticket, token = visit()
        rate(client, token, environ_base={"REMOTE_ADDR": f"2001:db8::{n}"})
        tickets.append(ticket)
    assert marks(*tickets[6:]) == ["burst"] * 6


def test_a_shared_address_of_visitors_is_no_burst(app, client, visit, marks):
    app.config["SHARED_ADDRESSES"] = ("127.0.0.0/8",)
    tickets = []
    for _ in range(8):
        ticket, token = visit()
        rate(client, token)
        tickets.append(ticket)

    assert marks(*tickets) == [None] * 8


def test_a_tablet_rating_faster_than_people_is_a_burst(tablet, visit, marks, later):
    mine, tickets = tablet(2), []
    for _ in range(3):
        ticket, _ = visit(2)
        assert mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "5"}).status_code == 303
        tickets.append(ticket)
        later(seconds=3)

    assert marks(*tickets) == ["burst"] * 3


def test_a_mark_of_staff_is_kept_in_a_burst(clerk, visit, marks):
    tickets = []
    for _ in range(6):
        ticket, token = visit()
        rate(clerk, token)
        tickets.append(ticket)

    assert marks(*tickets) == ["staff"] * 6


def test_ratings_while_the_clock_ran_back_are_marked(office, visit, marks):
    ticket, _ = visit()
    clock.fix(clock.now().replace(hour=clock.now().hour - 1))

    service.rate(office, ticket.id, 5, "phone")

    assert marks(ticket) == ["clock"]


def test_a_burst_is_journalled_without_scores(client, visit, look):
    from deskq.core.db.journal import Entry

    for _ in range(6):
        rate(client, visit()[1], 1)

    marked = look().query(Entry).filter_by(kind="rating.marked").one()
    assert set(marked.facts) == {"tickets", "mark"}
    assert len(marked.facts["tickets"]) == 5


def test_only_a_daily_changing_key_of_an_address_is_stored(client, visit, rated, later):
    (first, secret), (second, other) = visit(), visit()
    rate(client, secret)
    rate(client, other)
    later(hours=24)
    third, token = visit()
    rate(client, token)

    keys = [rated(ticket).source_hash for ticket in (first, second, third)]
    assert keys[0] == keys[1] != keys[2]
    assert all(len(key) == 32 and "127" not in key[:3] for key in keys)


def test_an_unknown_origin_sets_no_mark(office, visit, marks):
    tickets = [visit()[0] for _ in range(8)]
    for ticket in tickets:
        service.rate(office, ticket.id, 1, "phone", origin=rules.UNKNOWN_ORIGIN)

    assert marks(*tickets) == [None] * 8
