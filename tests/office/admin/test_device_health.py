"""What devices say of themselves is stored and shown; an admin reloads one and sees what a board shows."""

from datetime import timedelta

import pytest

from deskq.access.devices.events import DeviceReloadAsked
from deskq.access.devices.models import Device
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.jobs import table
from deskq.printing import service as printing
from deskq.queue.service import calls, counters
from deskq.web.assets import static_version
from tests.live.conftest import browser, enter, follow, issue, pair, socket

__all__ = ["browser", "enter", "follow", "issue", "pair", "socket"]


@pytest.fixture
def lobby(pair):
    return pair("lobby")


@pytest.fixture
def admin(enter):
    return enter("admin")


@pytest.fixture
def stored(app):
    """``stored(device_id)``: (address, version, battery) after the job has stored what was noted."""

    def read(device_id: int) -> tuple[str, str, int | None]:
        table.of(app).jobs["live.devices"].function()
        db.session.remove()
        found = db.session().get_one(Device, device_id)
        return found.address, found.page_version, found.battery

    return read


def test_a_device_says_where_it_is_its_page_and_its_battery_and_what_it_says_later_is_not_lost(
    lobby, socket, stored, later
):
    screen = socket(lobby)
    screen.watch("lobby", page="older", battery=83)
    assert stored(lobby.device_id) == ("127.0.0.1", "older", 83)
    screen.watch("lobby", battery=20)
    assert stored(lobby.device_id)[2] == 83

    later(minutes=2)

    assert stored(lobby.device_id) == ("127.0.0.1", "older", 20)


@pytest.mark.parametrize(
    "said",
    [{"page": "<b>", "battery": 101}, {"page": 7, "battery": -1}, {"page": ["a"], "battery": True}, {"page": "۱۲"}],
)
def test_nonsense_of_a_screen_is_left_out(lobby, socket, stored, said):
    assert socket(lobby).watch("lobby", **said)["ok"]

    assert stored(lobby.device_id) == ("127.0.0.1", "", None)


def test_a_page_of_staff_is_no_device(enter, socket, stored, lobby):
    socket(enter("supervisor")).watch("panel", page="abc", battery=3)

    assert stored(lobby.device_id)[1:] == ("", None)


def test_the_page_shows_contact_version_battery_and_address_and_who_is_silent(admin, lobby, socket, stored, later):
    screen = socket(lobby)
    screen.watch("lobby", page="older", battery=12)
    stored(lobby.device_id)

    page = admin.get("/manage/devices?lang=en").text
    for words in ("in contact", "battery 12%", "older version", "127.0.0.1"):
        assert words in page, words

    later(minutes=2)
    screen.watch("lobby", page=static_version())
    stored(lobby.device_id)
    later(minutes=4)
    page = admin.get("/manage/devices?lang=en").text
    assert "silent since Tuesday" in page
    assert "up to date" in page

    admin.post(f"/manage/devices/{lobby.device_id}/reload?lang=en")
    assert "is not in contact and could not be reached." in admin.get("/manage/devices?lang=en").text


def test_a_reload_reaches_the_screen_of_this_device_only(admin, lobby, pair, socket, follow, office):
    other = socket(pair("kiosk"))
    screen = socket(lobby)
    screen.watch("lobby")
    other.watch("kiosk")
    follow()

    assert admin.post(f"/manage/devices/{lobby.device_id}/reload").status_code == 303
    follow()

    assert (screen.connected, other.connected) == (False, True)
    last = [row.event for row in journal.walk(db.session(), office)][-1]
    assert last == DeviceReloadAsked(lobby.device_id, "lobby")


def test_a_supervisor_sees_and_reloads_devices_but_does_not_pair_or_change_them(enter, lobby):
    supervisor = enter("supervisor")

    shown = [supervisor.get(f"/manage/devices{page}?lang=en").text for page in ("", f"/{lobby.device_id}")]

    assert all("/revocation" not in page and 'name="name"' not in page for page in shown)
    assert "What the lobby board shows now" in shown[1]
    assert 'href="/manage/devices"' in supervisor.get("/manage").text
    assert supervisor.post(f"/manage/devices/{lobby.device_id}/reload").status_code == 303
    refused = [supervisor.post(f"/manage/devices{page}").status_code for page in ("", f"/{lobby.device_id}")]
    assert refused == [403, 403]


def test_the_picture_is_the_board_that_lobbies_get(admin, lobby, issue, at):
    counters.open_counter(at(2))
    issue()
    called = calls.call_next(at(2))

    picture = admin.get("/lobby/picture")

    board = lobby.get("/lobby/board").json["html"]
    assert f'id="card-{called.call}"' in board
    assert board.strip() in picture.text
    assert "frame-ancestors 'self'" in picture.headers["Content-Security-Policy"]
    assert picture.headers["X-Frame-Options"] == "SAMEORIGIN"


class TestPrinters:
    @pytest.fixture
    def more_settings(self, ticket_drawing) -> dict[str, object]:
        return {"PRINTER": "network://127.0.0.1:9"}

    def test_the_paper_of_each_printer_is_on_the_page(self, admin, office):
        printing.hold(office, "main", "me", timedelta(minutes=1), dead=False)
        printing.note(office, "main", "paper_low")

        page = admin.get("/manage/devices?lang=en").text

        assert "Shared printer" in page
        assert "The printer is low on paper." in page
