"""Somebody books all places with invented numbers. How many do they get?"""

import re
from datetime import timedelta

import pytest

from deskq.appointments import jobs, queries
from deskq.appointments.models import Appointment
from deskq.core import clock
from deskq.core.extensions import db
from tests.appointments.confirming import browser, client, gateway, limited, work
from tests.appointments.conftest import CODE

__all__ = ["browser", "client", "gateway", "limited", "work"]
#: Places that the office offers in the next weeks, at least.
PLACES = 411
MOST = queries.DEFAULTS["most_per_address"]


@pytest.fixture
def places(terms, times, on_offer):
    """The times that can be booked, as forms carry them."""
    terms(days_ahead=30)
    times(slot_minutes=5, opens=480, closes=840, capacity=1)
    found = [int(slot.starts_at.timestamp()) // 60 for slot in on_offer().every()]
    assert len(found) >= PLACES
    return found[:PLACES]


def take(comes, place: int, number: int, address: str = "203.0.113.66"):
    fields = {"service": CODE, "starts": place, "phone": f"0912{number:07}", "request_key": f"invented-{number}"}
    return comes.post("/appointments", data=fields, environ_base={"REMOTE_ADDR": address})


def attack(comes, places: list[int], address: str = "203.0.113.66", first: int = 0) -> list[int]:
    """The status of each request: each place with a number that nobody has."""
    page = comes.get(f"/appointments/services/{CODE}/14050904", environ_base={"REMOTE_ADDR": address})
    assert page.status_code == 200
    return [take(comes, place, first + n, address).status_code for n, place in enumerate(places)]


def taken() -> int:
    db.session.remove()
    return db.session().query(Appointment).filter(Appointment.state.in_(["pending", "booked"])).count()


def test_without_sms_one_address_gets_ten_of_411_places(places, client):
    answers = attack(client, places)

    assert (answers.count(303), answers.count(429), taken()) == (MOST, PLACES - MOST, MOST) == (10, 401, 10)


def test_with_sms_one_address_holds_ten_of_411_places_for_ten_minutes_and_then_none(places, client, gateway, work):
    answers = attack(client, places)
    held = taken()

    clock.fix(clock.now() + timedelta(minutes=10))
    jobs.run_once()

    assert (answers.count(303), held, taken()) == (10, 10, 0)


@pytest.mark.soak
def test_an_hour_of_it_never_holds_more_than_ten_places(places, client, gateway):
    held = []
    for round_ in range(6):
        attack(client, places[:60], first=60 * round_)
        held.append(taken())
        clock.fix(clock.now() + timedelta(minutes=10))
        jobs.run_once()

    assert held == [10] * 6
    assert taken() == 0


def test_with_its_rate_limits_a_server_takes_no_more_either(limited, places):
    answers = attack(limited, places[:60])

    assert answers.count(303) == 10
    assert taken() == 10


def test_addresses_of_one_ipv6_network_are_one(places, client):
    answers = [attack(client, [place], f"2001:db8::{n:x}", n)[0] for n, place in enumerate(places[:30], 1)]

    assert answers.count(303) == 10


def test_others_still_book_and_a_family_and_the_staff_too(places, client, browser, sign_in):
    attack(client, places[:200])
    family = [attack(browser(), [place], "198.51.100.20", 5000 + n)[0] for n, place in enumerate(places[200:206])]
    staff = attack(sign_in("moradi"), places[206:226], "203.0.113.66", 6000)

    assert family == [303] * 6
    assert staff == [303] * 20


def test_a_cancelled_one_does_not_count_and_the_refusal_says_what_to_do(places, client):
    attack(client, places[:9])
    last = take(client, places[9], 999).location

    refused = take(client, places[20], 100)

    assert refused.status_code == 429
    assert "همکاران ما" in refused.text
    assert re.search(r'value="09120000100"', refused.text), "what was typed is kept"
    client.post(f"{last}/cancellation")
    assert attack(client, places[10:11], first=100) == [303]


def test_the_admin_decides_how_many(terms, places, client):
    terms(most_per_address=25)

    assert attack(client, places[:40]).count(303) == 25
