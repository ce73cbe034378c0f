"""What a screen may watch is decided by its session, its device or its ticket's secret."""

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


def test_a_kiosk_is_only_notified_of_changes(socket, pair):
    kiosk = socket(pair("kiosk"))

    assert kiosk.watch("kiosk")["ok"]
    assert kiosk.state()["html"] is None


def test_a_phone_shows_its_secret_and_sees_its_ticket(socket, issue):
    _, token = issue()
    phone = socket()

    assert phone.watch("ticket", token=token)["ok"]
    html = phone.state()["html"]
    assert "۲۰۱" in html
    assert f"/t/{token}/cancellation" in html


def test_a_clerk_watches_their_own_counter(socket, enter, at):
    counters.open_counter(at(2))
    desk = socket(enter(holder(at(2))))

    assert desk.watch("counter")["ok"]
    assert "/counters/2/" in desk.state()["html"]


def test_a_clerk_can_watch_a_free_counter_by_its_number(socket, enter):
    desk = socket(enter("karimi"))

    assert desk.watch("counter", counter=5)["ok"]
    assert len(desk.states()) == 1


def test_a_clerk_always_watches_their_own_counter_whatever_number_is_requested(socket, enter, at):
    counters.open_counter(at(2))
    counters.open_counter(at(3))
    desk = socket(enter(holder(at(2))))

    assert desk.watch("counter", counter=3)["ok"]
    assert room_of(desk.state()["html"]) == 2


def room_of(html: str) -> int:
    """The counter whose commands the panel sends."""
    import re

    return int(re.search(r"/counters/(\d+)/", html)[1])


def test_each_screen_is_rendered_in_its_own_language(socket, pair, issue):
    issue()
    device = pair("lobby")
    persian, english = socket(device), socket(device)

    persian.watch("lobby", lang="fa")
    english.watch("lobby", lang="en")

    assert "قبض و عوارض" in persian.state()["html"]
    assert "City bills" in english.state()["html"]


def test_an_unsupported_language_is_replaced_by_the_office_s(socket, pair, issue):
    issue()
    screen = socket(pair("lobby"))

    assert screen.watch("lobby", lang="<script>")["ok"]
    assert "قبض و عوارض" in screen.state()["html"]


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


def test_the_supervisor_sees_the_hall(socket, enter):
    page = socket(enter("supervisor"))

    assert page.watch("panel")["ok"]
    assert page.watch("lobby")["ok"]


def test_watching_does_not_change_the_row_of_a_free_counter(socket, enter):
    socket(enter("karimi")).watch("counter", counter=5)

    assert db.session().query(Counter).filter_by(number=5).one().clerk_id is None
