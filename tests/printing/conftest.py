"""An office whose kiosks print at a simulated ESC/POS printer on loopback; tests run the worker step by step."""

from collections.abc import Iterator

import pytest

from deskq.access.devices import service as device_service
from deskq.access.devices.models import Device
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.printing import connections, printers, queries
from deskq.printing.fake_printer import FakePrinter
from deskq.printing.models import PrintJob
from deskq.printing.worker import Worker
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue as issue_service
from tests.conftest import KEY, PASSWORD
from tests.tools.browsers import browser
from tests.tools.device_pairing import paired

__all__ = ["browser"]


@pytest.fixture(autouse=True)
def short_waits(monkeypatch):
    """A real printer needs seconds; these limits are shorter."""
    monkeypatch.setattr(connections, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(connections, "SEND_SECONDS", 0.6)


@pytest.fixture
def printer(ticket_drawing: None) -> Iterator[FakePrinter]:
    made = FakePrinter(poll=0.01)
    yield made
    assert made.junk == 0
    made.end()


@pytest.fixture
def more_settings(printer) -> dict[str, object]:
    return {"PRINTER": f"network://127.0.0.1:{printer.port}"}


@pytest.fixture
def worker(app) -> Worker:
    return Worker(app, printers.current().real[0])


@pytest.fixture
def kiosk(office) -> str:
    """A paired kiosk as the journal names it."""
    secret = secrets.new()
    device_service.pair_demo_device(office, "kiosk", secret, None)
    return f"device:{db.session().query(Device.id).order_by(Device.id.desc()).limit(1).scalar()}"


@pytest.fixture
def take(office, kiosk):
    """``take()``: a visitor takes a ticket at the kiosk; returns the ticket, its secret is ``take.secret``."""

    def issue(code: str = "renewal_levy", priority: str = "", language: str = "fa", by: str = ""):
        key = secrets.new()
        take_token = secrets.for_request(KEY, key)
        issue.secret = take_token
        return issue_service.issue(office, by or kiosk, NewTicket(code, take_token, priority, language, key))

    return issue


@pytest.fixture
def job():
    """``job(ticket)``: the last paper of a ticket as stored in the outbox now."""

    def find(ticket) -> PrintJob | None:
        db.session().expire_all()
        return queries.last_job(db.session(), ticket.id)

    return find


@pytest.fixture
def kiosk_page(app, office, browser):
    """``kiosk_page("/kiosk")``: a page of a paired kiosk, in English."""
    made = browser()
    paired(made, office)

    def read(path: str, **fields: object) -> str:
        address = f"{path}?lang=en"
        answer = made.post(address, data=fields, follow_redirects=True) if fields else made.get(address)
        read.status = answer.status_code
        return answer.text

    return read


@pytest.fixture
def staff_page(browser):
    """``staff_page("supervisor", "/manage")``: a page in English for a signed-in person."""
    doors = {}

    def read(name: str, path: str, **fields: object) -> str:
        if name not in doors:
            doors[name] = browser()
            assert doors[name].post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303
        address = f"{path}?lang=en"
        came = doors[name].post(address, data=fields, follow_redirects=True) if fields else doors[name].get(address)
        read.status = came.status_code
        return came.text

    return read
