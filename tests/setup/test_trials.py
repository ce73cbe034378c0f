"""Trials at a paired device: the device alone is asked, answers by itself, and the page says what became of it."""

import re

import pytest

from deskq.access.devices.models import Device
from deskq.access.devices.service import revoke_device
from deskq.core.extensions import db
from deskq.printing import address
from deskq.printing.printers import Printers
from tests.live.conftest import follow, socket
from tests.tools.device_pairing import paired

__all__ = ["follow", "socket"]
PAGES = {"printing": "/manage/setup/printing", "sound": "/manage/setup/sound"}


@pytest.fixture
def kiosk(browser, office):
    return paired(browser(), office)


@pytest.fixture
def lobby(browser, office):
    return paired(browser(), office, "lobby")


def number_of(kind: str) -> int:
    """Of the device of this kind that was paired last."""
    db.session.remove()
    return db.session().query(Device.id).filter_by(kind=kind).order_by(Device.id.desc()).limit(1).scalar()


@pytest.fixture
def ask(admin):
    """``ask("sound", device)``: the page that the button leads to."""

    def press(step: str, device_id: int) -> str:
        answer = admin.post(f"{PAGES[step]}/{device_id}?lang=en")
        assert answer.status_code == 303
        return answer.headers["Location"]

    return press


def trials(screen) -> list[dict[str, object]]:
    return [data for name, data in screen.heard() if name == "trial"]


def trial_of(location: str) -> str:
    return re.search(r"trial=(\d+)", location)[1]


def said(admin, location: str) -> str:
    return admin.get(location).text.replace("<bdi>", "").replace("</bdi>", "")


def test_the_test_call_goes_to_the_chosen_lobby_board_alone(admin, browser, office, lobby, ask, socket, follow):
    chosen = paired(browser(), office, "lobby")
    here, other = socket(chosen), socket(lobby)
    for screen in (here, other):
        screen.watch("lobby")
        screen.heard()
    follow()

    location = ask("sound", number_of("lobby"))
    follow()

    (cue,) = trials(here)
    assert trials(other) == []
    assert (cue["call"], cue["again"], cue["step"]) == (int(trial_of(location)), 0, "sound")
    assert [one["language"] for one in cue["captions"]] == ["fa"]
    assert "Sent to “lobby”. Waiting for its answer." in said(admin, location)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        ("heard", "“lobby” has rung and spoken the test call."),
        ("silent", "“lobby” may not play sound yet."),
        ("hushed", "“lobby” only showed the words of the test call."),
    ],
)
def test_the_page_says_what_the_board_answered(admin, lobby, ask, result, words):
    location = ask("sound", number_of("lobby"))

    assert lobby.post(f"/devices/trials/sound/{trial_of(location)}", data={"result": result}).status_code == 204
    assert words in said(admin, location)
    assert admin.get(f"/manage/setup/sound/trials/{trial_of(location)}").json["state"] == result


def test_the_test_page_is_printed_by_the_browser_of_the_chosen_kiosk(admin, kiosk, ask, socket, follow):
    screen = socket(kiosk)
    screen.watch("kiosk")
    screen.heard()

    location = ask("printing", number_of("kiosk"))
    follow()
    (cue,) = trials(screen)
    paper = kiosk.get(f"/devices/trials/printing/{cue['call']}").text
    kiosk.post(f"/devices/trials/printing/{cue['call']}", data={"result": "printed"})

    assert 'class="paper"' in paper
    assert "این برگه نوبت نیست" in paper
    assert "“kiosk” has given the test page to its printer." in said(admin, location)


def test_a_kiosk_with_a_printer_of_the_server_prints_there_at_once(app, admin, kiosk, ask, monkeypatch):
    device, printed = number_of("kiosk"), []
    printers = Printers(address.read(f"network://127.0.0.1:1 {device}=network://127.0.0.1:2"))
    monkeypatch.setitem(app.extensions, "deskq_printers", printers)
    monkeypatch.setattr("deskq.printing.test_page._print", lambda known, one, ticket: printed.append(one) or "ready")

    location = ask("printing", device)

    assert location == "/manage/setup/printing?lang=en"
    assert [one.port for one in printed] == [2]
    assert f"The test page came out of printer “Kiosk {device}”." in admin.get(location).text


@pytest.mark.parametrize(
    ("condition", "said"),
    [("ready", "The test page came out of the shared printer."), ("paper_out", "The shared printer did not print. ")],
)
def test_the_printer_of_all_kiosks_is_called_as_on_the_page_of_devices(app, admin, monkeypatch, condition, said):
    monkeypatch.setitem(app.extensions, "deskq_printers", Printers(address.read("network://127.0.0.1:1")))
    monkeypatch.setattr("deskq.printing.test_page._print", lambda known, one, ticket: condition)

    admin.post("/manage/setup/printing?lang=en")

    assert said in admin.get("/manage/setup/printing?lang=en").text


def test_the_page_says_when_a_device_has_not_answered_in_time_and_the_first_answer_counts(admin, lobby, ask, later):
    location = ask("sound", number_of("lobby"))
    assert admin.get(f"/manage/setup/sound/trials/{trial_of(location)}").json["state"] == "sent"
    later(seconds=41)
    assert "“lobby” has not answered." in said(admin, location)

    for result in ("heard", "silent"):
        lobby.post(f"/devices/trials/sound/{trial_of(location)}", data={"result": result})
    assert "has rung and spoken" in said(admin, location)


def test_without_a_device_the_page_says_so_and_leaves_the_test_on_this_computer(admin):
    printing, sound = (admin.get(f"{page}?lang=en").text for page in PAGES.values())

    assert "No kiosk is paired yet." in printing
    assert "Open the test page" in printing
    assert "No lobby board is paired yet." in sound
    assert "Play the test call" in sound


@pytest.mark.parametrize("step", PAGES)
def test_a_device_that_is_revoked_or_of_another_kind_is_not_asked(admin, office, kiosk, lobby, ask, step):
    mine, other = (number_of(kind) for kind in (("kiosk", "lobby") if step == "printing" else ("lobby", "kiosk")))
    revoke_device(office, mine, "test")

    for device in (mine, other, 999):
        location = ask(step, device)
        assert "trial=" not in location
        assert "This device is no longer paired." in admin.get(location).text


def test_only_the_asked_device_answers(admin, browser, office, lobby, kiosk, ask):
    number = trial_of(ask("sound", number_of("lobby")))
    other = paired(browser(), office, "lobby")
    where = f"/devices/trials/sound/{number}"

    statuses = [one.post(where, data={"result": "heard"}).status_code for one in (other, kiosk, browser(), admin)]

    assert statuses == [404] * 4
    assert lobby.post(f"/devices/trials/printing/{number}", data={"result": "printed"}).status_code == 404
    assert lobby.post(where, data={"result": "printed"}).status_code == 422
    assert admin.get(f"/manage/setup/sound/trials/{number}").json["state"] == "sent"


def test_what_is_no_trial_is_left_out(admin, lobby, kiosk):
    for number in ("0", "1", "999999", "nothing", "9" * 30, "-1"):
        assert "has not answered" not in admin.get(f"/manage/setup/sound?trial={number}&lang=en").text
        assert lobby.post(f"/devices/trials/sound/{number}", data={"result": "heard"}).status_code == 404
        assert kiosk.get(f"/devices/trials/printing/{number}").status_code == 404


def test_a_board_that_connects_later_is_not_asked_again(lobby, ask, socket, follow):
    ask("sound", number_of("lobby"))
    follow()

    screen = socket(lobby)
    screen.watch("lobby", since=0)

    assert trials(screen) == []
