"""The page of the simulated printer in the demo: its papers, and the choice of a fault."""

from io import BytesIO

import pytest
from PIL import Image

from deskq.core import secrets
from deskq.printing import fake_printer, printers
from deskq.printing.fake_printer_page import MOODS
from deskq.printing.worker import Worker
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.conftest import KEY
from tests.tools.browsers import Browser


@pytest.fixture
def more_settings(ticket_drawing) -> dict[str, object]:
    return {"PRINTER": "fake", "DEMO": True}


@pytest.fixture
def app(app):
    yield app
    for printer in printers.current().fakes.values():
        printer.end()


@pytest.fixture
def tray(app) -> Browser:
    return Browser(app, app.response_class, use_cookies=True)


def test_a_ticket_taken_at_the_kiosk_is_on_the_page(app, office, kiosk, tray):
    assert "Nothing has been printed yet" in tray.get("/kiosk/paper?lang=en").text
    key = secrets.new()
    issue(office, kiosk, NewTicket("info_desk", secrets.for_request(KEY, key), "", "fa", key))

    Worker(app, printers.current().real[0]).step()

    assert "/kiosk/paper/1.png" in tray.get("/kiosk/paper").text
    picture = Image.open(BytesIO(tray.get("/kiosk/paper/1.png").data))
    assert picture.width == 576
    assert tray.get("/kiosk/paper/2.png").status_code == 404


def test_every_way_to_fail_has_its_button_and_no_other_is_taken(app, tray):
    assert set(MOODS) == {"", *fake_printer.MOODS}
    for mood in MOODS:
        assert tray.post("/kiosk/paper/mood", data={"mood": mood}).status_code == 303
        assert printers.current().fake("main").mood == mood
    assert tray.post("/kiosk/paper/mood", data={"mood": "explodes"}).status_code == 422
