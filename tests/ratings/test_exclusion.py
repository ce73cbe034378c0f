"""Excluded ratings are stored with their mark."""

from datetime import timedelta

import pytest
from sqlalchemy import func, update

from deskq.core import clock
from deskq.core.db.journal import Entry
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


@pytest.fixture
def rate_all(client, visit):
    """``rate_all(6)``: so many visits rated one after the other in a browser."""

    def make(count: int, browser=client, score: int = 5, after=lambda: None, **more) -> list[object]:
        tickets = []
        for _ in range(count):
            ticket, token = visit()
            rate(browser, token, score, **more)
            tickets.append(ticket)
            after()
        return tickets

    return make


def rate(client, token: str, score: int = 5, **more):
    answer = client.post(f"/t/{token}/rating", data={"score": score}, **more)
    assert answer.status_code == 303, answer.text


def test_a_rating_in_a_browser_of_a_device_or_with_a_staff_session_is_marked_as_of_staff(
    tablet, clerk, client, browser, visit, marks, rated
):
    mine, stranger = tablet(2), browser()
    stranger.post("/devices/pairing/kiosk")
    (at_tablet, first), (in_session, second), (signed_out, third), (asked, fourth), (plain, fifth) = (
        visit() for _ in range(5)
    )
    rate(mine, first)
    rate(clerk, second)
    clerk.post("/sign-out")
    rate(clerk, third)
    rate(stranger, fourth)
    rate(client, fifth)

    assert marks(at_tablet, in_session, signed_out, asked, plain) == ["staff", "staff", None, None, None]
    assert rated(in_session).score == 5


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


def test_a_burst_of_one_address_is_marked_from_its_first_rating_and_journalled_without_scores(
    rate_all, marks, later, look
):
    tickets = rate_all(5, score=1, after=lambda: later(seconds=30))
    assert marks(*tickets) == [None] * 5

    tickets += rate_all(1, score=1)

    assert marks(*tickets) == ["burst"] * 6
    marked = look().query(Entry).filter_by(kind="rating.marked").one()
    assert set(marked.facts) == {"tickets", "mark"}
    assert len(marked.facts["tickets"]) == 5


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


def test_ratings_by_successive_visitors_and_of_a_shared_address_are_no_burst(app, rate_all, marks, later):
    tickets = rate_all(8, after=lambda: later(minutes=3))
    app.config["SHARED_ADDRESSES"] = ("127.0.0.0/8",)
    tickets += rate_all(8)

    assert marks(*tickets) == [None] * 16


def test_a_mark_of_staff_is_kept_in_a_burst_and_an_unknown_origin_sets_none(office, clerk, rate_all, visit, marks):
    of_staff = rate_all(6, clerk)
    unknown = [visit()[0] for _ in range(8)]
    for ticket in unknown:
        service.rate(office, ticket.id, 1, "phone", origin=rules.UNKNOWN_ORIGIN)

    assert marks(*of_staff) == ["staff"] * 6
    assert marks(*unknown) == [None] * 8


def test_addresses_are_separate_and_an_ipv6_prefix_is_one(rate_all, marks):
    separate, one = (
        [rate_all(1, environ_base={"REMOTE_ADDR": f"{prefix}{n}"})[0] for n in range(6)]
        for prefix in ("10.0.0.", "2001:db8::")
    )

    assert marks(*separate) == [None] * 6
    assert marks(*one) == ["burst"] * 6


def test_a_tablet_rating_faster_than_people_is_a_burst(tablet, visit, marks, later):
    mine, tickets = tablet(2), []
    for _ in range(3):
        ticket, _ = visit(2)
        assert mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "5"}).status_code == 303
        tickets.append(ticket)
        later(seconds=3)

    assert marks(*tickets) == ["burst"] * 3


def test_ratings_while_the_clock_ran_back_are_marked(office, visit, marks):
    ticket, _ = visit()
    clock.fix(clock.now().replace(hour=clock.now().hour - 1))

    service.rate(office, ticket.id, 5, "phone")

    assert marks(ticket) == ["clock"]


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
