"""A socket whose permission ends is sent ``gone`` and receives nothing more."""

import pytest

from deskq.access.devices import service as device_service
from deskq.core.extensions import db, socketio
from deskq.office import queries as office_queries
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


ENDINGS = {
    "everywhere": lambda: staff_service.sign_out_everywhere(karimi(), "test"),
    "password": lambda: staff_service.set_password(karimi(), "another long enough one", "test"),
    "inactive": lambda: staff_service.save_person(
        karimi(), staff_service.PersonChanges("مریم کریمی", "clerk", False, set()), "test"
    ),
}


@pytest.mark.parametrize("way", ENDINGS)
def test_signing_out_everywhere_a_new_password_and_deactivation_end_every_page_with_the_reason(
    desk, socket, follow, monkeypatch, way
):
    said, disconnect = [], socketio.server.disconnect
    monkeypatch.setattr(socketio.server, "disconnect", lambda sid: said.extend(desk.heard()) or disconnect(sid))
    ENDINGS[way]()

    follow()

    assert not desk.connected
    assert said == [("gone", {"reason": "signed-out"})]
    assert not socket(desk.browser).watch("counter", counter=5)["ok"]


def test_signing_out_ends_the_pages_of_this_browser_only(desk, socket, enter, follow, lobby, issue):
    other = socket(enter("karimi"))
    other.watch("counter", counter=5)
    follow()
    desk.browser.post("/sign-out")

    follow()

    assert not desk.connected
    assert other.connected
    lobby.heard()
    issue()
    follow()
    assert len(lobby.states()) == 1


def test_a_revoked_device_is_disconnected_and_cannot_watch_again_and_a_renamed_one_stays(socket, pair, office, follow):
    device, renamed = pair("lobby"), pair("lobby")
    screen, neighbour = socket(device), socket(renamed)
    screen.watch("lobby"), neighbour.watch("lobby")
    follow()
    device_service.change_device(office, renamed.device_id, "Board by the stairs", None, "test")
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
