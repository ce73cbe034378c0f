"""A socket whose permission ends is sent ``gone`` and receives nothing more."""

import pytest

from deskq.access.devices import service as device_service
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.service import counters
from deskq.staff import queries
from deskq.staff import service as staff_service


@pytest.fixture
def desk(socket, enter, follow):
    """The socket of karimi's counter page, and the browser it is in."""
    browser = enter("karimi")
    follow()
    made = socket(browser)
    assert made.watch("counter", counter=5)["ok"]
    made.heard()
    made.browser = browser
    return made


def karimi() -> int:
    return queries.person_by_name(db.session(), "karimi").id


def test_signing_out_everywhere_ends_every_page(desk, follow):
    staff_service.sign_out_everywhere(karimi(), "test")

    follow()

    assert not desk.connected


def test_the_page_receives_the_reason(desk, follow, monkeypatch):
    from deskq.core.extensions import socketio

    said = []
    monkeypatch.setattr(socketio.server, "disconnect", lambda sid: said.extend(desk.heard()))
    staff_service.sign_out_everywhere(karimi(), "test")

    follow()

    assert said == [("gone", {"reason": "signed-out"})]


@pytest.mark.parametrize("way", ["password", "inactive"])
def test_a_new_password_and_deactivation_end_every_page(desk, follow, way):
    if way == "password":
        staff_service.set_password(karimi(), "another long enough one", "test")
    else:
        staff_service.save_person(karimi(), staff_service.PersonChanges("مریم کریمی", "clerk", False, set()), "test")

    follow()

    assert not desk.connected


def test_signing_out_ends_the_pages_of_this_browser_only(desk, socket, enter, follow):
    other = socket(enter("karimi"))
    other.watch("counter", counter=5)
    follow()
    desk.browser.post("/sign-out")

    follow()

    assert not desk.connected
    assert other.connected


def test_a_revoked_device_is_disconnected_and_cannot_watch_again(socket, pair, office, follow, at, issue):
    device = pair("lobby")
    screen, neighbour = socket(device), socket(pair("lobby"))
    screen.watch("lobby"), neighbour.watch("lobby")
    follow()
    device_service.revoke_device(office, device.device_id, "test")

    follow()

    assert not screen.connected
    assert neighbour.connected
    assert not socket(device).watch("lobby")["ok"]


def test_a_moved_tablet_is_disconnected_and_watches_its_new_counter(socket, pair, office, follow):
    device = pair("tablet", 1)
    tablet = socket(device)
    assert tablet.watch("tablet", counter=1)["ok"]
    follow()
    second = office_queries.counter_id(db.session(), office, 2)
    device_service.change_device(office, device.device_id, "Tablet", second, "test")

    follow()

    assert not tablet.connected
    assert not socket(device).watch("tablet", counter=1)["ok"]
    assert device.get("/counters/1/rating").location == "/counters/2/rating"
    assert socket(device).watch("tablet", counter=2)["ok"]


def test_renaming_a_device_does_not_disconnect_it(socket, pair, office, follow):
    device = pair("lobby")
    screen = socket(device)
    screen.watch("lobby")
    follow()
    device_service.change_device(office, device.device_id, "Board by the stairs", None, "test")

    follow()

    assert screen.connected


def test_other_sockets_still_receive_states(desk, lobby, issue, at, follow):
    staff_service.sign_out_everywhere(karimi(), "test")
    counters.open_counter(at(2))
    follow()
    lobby.heard()
    issue()

    follow()

    assert len(lobby.states()) == 1


def test_a_signed_out_browser_cannot_watch_again(desk, socket, follow):
    staff_service.sign_out_everywhere(karimi(), "test")
    follow()

    assert not socket(desk.browser).watch("counter", counter=5)["ok"]
