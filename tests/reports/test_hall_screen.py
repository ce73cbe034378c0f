"""The hall on a large screen: what it shows and to whom; screens and printers alive."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import update

from deskq.access.devices import service as device_service
from deskq.access.devices.models import Device
from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.models import Opening, Service
from deskq.printing import service as printing
from deskq.queue.service import counters
from tests.reports.test_hall import words
from tests.tools.device_pairing import paired

SEEN = timedelta(minutes=3)


@pytest.fixture
def screen(browser, office):
    """``screen()``: the text of the page of a paired hall screen, without markup."""
    made = paired(browser(), office, "hall")
    return lambda: words(made.get("/hall-screen?lang=en").text)


@pytest.fixture
def hall_page(supervisor, page):
    return lambda: words(page("/manage"))


def seen(kind: str, ago: timedelta | None) -> None:
    """The devices of this kind were paired an hour ago and last seen ``ago``."""
    now = clock.now()
    values = {"seen_at": None if ago is None else now - ago, "paired_at": now - timedelta(hours=1)}
    db.session().execute(update(Device).where(Device.kind == kind).values(**values))
    db.session().commit()
    db.session.remove()


def test_it_shows_queues_and_counters_without_anything_to_press(browser, office, issue, call, later):
    made = paired(browser(), office, "hall")
    served = issue("renewal_levy")
    call(2)
    issue("renewal_levy")
    later(minutes=12)

    html = made.get("/hall-screen?lang=en").text

    text = words(html)
    assert "Longest wait now12 min" in text
    assert "Renewal and waste levy 1 person1 12 min" in text
    assert f"{served.code} · 12 min" in text
    assert not re.search(r"<(button|form|input|nav)\b", html)
    assert re.findall(r'<a [^>]*class="([^"]*)"', html) == ["skip"]


def test_a_queue_that_no_open_counter_serves_is_told(screen, issue, at):
    issue("renewal_levy")
    counters.open_counter(at(3))

    assert "1 person waits for Renewal and waste levy, and no open counter serves it" in screen()


def test_queues_that_find_no_place_are_counted(screen, issue, later):
    for row in db.session().query(Service).filter_by(offered=True).limit(6).all():
        issue(row.code)
        later(minutes=1)

    assert "and 4 people for other services" in screen()


def test_an_empty_hall_and_a_closed_office_say_so(screen):
    assert "Nobody is waiting." in screen()

    db.session().query(Opening).delete()
    db.session().commit()
    config_cache.forget(db.engine)

    assert "We are closed" in screen()


def test_the_page_without_a_socket_gets_the_same(browser, office, issue):
    made = paired(browser(), office, "hall")
    issue("renewal_levy")

    state = made.get("/hall-screen/state?lang=en").get_json()

    assert set(state) == {"version", "at", "html"}
    assert "Renewal and waste levy" in state["html"]


def test_a_silent_screen_is_named_with_the_time_of_its_last_contact(screen, hall_page, browser, office):
    paired(browser(), office, "lobby")
    screen()
    seen("hall", timedelta(0))
    seen("lobby", SEEN)

    told = f"since {(clock.now() - SEEN).astimezone(clock.zone()):%H:%M}"

    assert f"1 of 2 screens in contact · lobby: {told}" in screen()
    assert "1 of 2 devices in contact" in hall_page()
    assert f"lobby silent {told}" in hall_page()


def test_a_screen_seen_less_than_three_minutes_ago_is_in_contact_and_one_that_never_spoke_is_not(screen, hall_page):
    seen("hall", SEEN - timedelta(seconds=1))

    assert "1 screen in contact" in screen()
    assert "1 of 1 devices in contact Everything works." in hall_page()

    seen("hall", None)

    assert "0 of 1 screens in contact · hall: not seen yet" in screen()


def test_a_screen_that_was_just_paired_has_time_to_speak(screen):
    assert "1 screen in contact" in screen()


class TestPrinters:
    @pytest.fixture
    def more_settings(self) -> dict[str, object]:
        return {"PRINTER": "network://127.0.0.1:9"}

    def test_a_printer_that_does_not_print_is_named(self, screen, hall_page, office):
        printing.hold(office, "main", "me", timedelta(minutes=1), dead=False)
        printing.note(office, "main", "paper_out")

        assert "Shared printer: The printer is out of paper." in screen()
        text = hall_page()
        assert "0 of 1 printer prints" in text
        assert "Shared printer The printer is out of paper. since" in text


def test_another_device_or_a_removed_one_sees_nothing_of_the_hall(browser, office):
    lobby, hall = paired(browser(), office, "lobby"), paired(browser(), office, "hall")
    before = hall.get("/hall-screen/state").status_code
    device = db.session().query(Device).filter_by(kind="hall").one().id

    device_service.revoke_device(office, device, "test")

    assert [before, hall.get("/hall-screen/state").status_code] == [200, 303]
    assert [one.get("/hall-screen/state").status_code for one in (lobby, browser())] == [303, 303]
    assert 'class="pair"' in hall.get("/hall-screen").text
