"""What a screen may watch is decided by its session, its device or its ticket's secret."""

import re

import pytest

from deskq.core.extensions import db
from deskq.office.models import Counter
from deskq.queue.screens.shared import screen_version
from deskq.queue.service import counters
from tests.live.conftest import holder


def version(office: int) -> int:
    db.session.remove()
    return screen_version(db.session(), office)


@pytest.mark.parametrize(
    ("screen", "kind", "number"), [("lobby", "lobby", None), ("tablet", "tablet", 2), ("hall", "hall", None)]
)
def test_a_device_gets_the_whole_state_and_its_version(socket, pair, office, screen, kind, number):
    watching = socket(pair(kind, number))

    answer = watching.watch(screen, counter=number)

    state = watching.state()
    assert answer == {"ok": True, "version": version(office), "epoch": state["epoch"]}
    assert state["version"] == version(office)
    assert state["html"].strip()
    assert state["at"] == "2026-11-24T06:30:00+00:00"


def test_a_phone_shows_its_secret_and_sees_its_ticket(socket, issue):
    _, token = issue()
    phone = socket()

    assert phone.watch("ticket", token=token)["ok"]
    html = phone.state()["html"]
    assert "۲۰۱" in html
    assert f"/t/{token}/cancellation" in html


@pytest.mark.parametrize("asked", [{}, {"counter": 3}])
def test_a_clerk_always_watches_their_own_counter_whatever_number_is_requested(socket, enter, at, asked):
    counters.open_counter(at(2))
    counters.open_counter(at(3))
    desk = socket(enter(holder(at(2))))

    assert desk.watch("counter", **asked)["ok"]
    assert re.search(r"/counters/(\d+)/", desk.state()["html"])[1] == "2"


def test_a_clerk_can_watch_a_free_counter_by_its_number_and_that_changes_nothing_of_it(socket, enter):
    desk = socket(enter("karimi"))

    assert desk.watch("counter", counter=5)["ok"]
    assert len(desk.states()) == 1
    assert db.session().query(Counter).filter_by(number=5).one().clerk_id is None


@pytest.mark.parametrize(("lang", "words"), [("fa", "قبض و عوارض"), ("en", "City bills"), ("<script>", "قبض و عوارض")])
def test_each_screen_is_rendered_in_its_own_language_or_that_of_the_office(socket, pair, issue, lang, words):
    issue()
    screen = socket(pair("lobby"))

    assert screen.watch("lobby", lang=lang)["ok"]
    assert words in screen.state()["html"]


def test_watching_again_after_a_disconnect_sends_the_whole_state(socket, pair, issue):
    device = pair("lobby")
    first = socket(device)
    first.watch("lobby")
    before = first.state()["version"]
    first.leave()
    issue()

    again = socket(device)
    again.watch("lobby")

    assert again.state()["version"] == before + 1


def test_the_supervisor_sees_the_hall_and_a_kiosk_is_only_notified_of_changes(socket, enter, pair):
    page, kiosk = socket(enter("supervisor")), socket(pair("kiosk"))

    assert page.watch("panel")["ok"]
    assert page.watch("lobby")["ok"]
    assert kiosk.watch("kiosk")["ok"]
    assert kiosk.state()["html"] is None
