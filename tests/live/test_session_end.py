"""Real sockets to a real server: each is closed when its permission ends, in whichever process that happened."""

from time import time

import pytest

from deskq.access.devices import service as device_service
from deskq.access.devices.models import Device
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.service import counters
from deskq.queue.service.counter_action import CounterAction
from deskq.staff import queries
from deskq.staff import service as staff_service
from tests.live.real_server import Browser, Desk, Socket, desk

__all__ = ["desk"]


@pytest.fixture
def elsewhere(desk):
    """An application context of another process of the same office."""
    with desk.app.app_context():
        yield
        db.session.remove()


def person(name: str):
    return queries.person_by_name(db.session(), name)


def watching(browser: Browser, screen: str, **more: object) -> Socket:
    made = browser.socket().join()
    assert made.watch(screen, **more)["ok"]
    return made


def test_signing_out_ends_the_socket_of_that_browser_and_an_old_cookie_does_not_watch(desk):
    browser = desk.browser("karimi")
    stolen = list(browser.cookies)
    socket = watching(browser, "counter", counter=5)

    browser.post("/sign-out", "/counters")

    assert socket.gone() == "signed-out"
    for cookie in stolen:
        browser.cookies.set_cookie(cookie)
    assert browser.socket().join().watch("counter", counter=5) == {"ok": False, "type": "forbidden"}


def test_signing_out_everywhere_in_another_process_ends_it(desk, elsewhere):
    socket = watching(desk.browser("karimi"), "counter", counter=5)

    staff_service.sign_out_everywhere(person("karimi").id, "test")

    assert socket.gone() == "signed-out"


def test_another_role_ends_it(desk, elsewhere):
    socket = watching(desk.browser("supervisor"), "panel")
    found = person("supervisor")

    staff_service.save_person(found.id, staff_service.PersonChanges(found.name, "clerk", True, set()), "test")

    assert socket.gone() == "signed-out"
    staff_service.save_person(found.id, staff_service.PersonChanges(found.name, "supervisor", True, set()), "test")


def test_a_revoked_device_is_gone(desk, elsewhere):
    browser = desk.browser()
    browser.post("/devices/pairing/lobby", "/lobby")
    office = office_queries.first_office(db.session()).id
    code = db.session().query(Device.code).order_by(Device.id.desc()).limit(1).scalar()
    device = device_service.accept_device(office, code, "lobby", None, "test")
    socket = watching(browser, "lobby")

    device_service.revoke_device(office, device.id, "test")

    assert socket.gone() == "revoked"


def test_an_idle_session_ends_without_an_event(desk):
    browser = desk.browser("karimi")
    (cookie,) = [cookie for cookie in browser.cookies if cookie.name == "deskq_session"]
    cookie.value = pressed_before(desk, cookie.value, seconds=58)
    socket = watching(browser, "counter", counter=5)

    assert socket.gone() == "idle"


def test_a_connection_that_watches_nothing_is_closed_and_one_that_watches_is_not(desk):
    watches = watching(desk.browser("supervisor"), "panel")

    nothing = desk.browser().socket().join()

    assert nothing.closed()
    assert watches.watch("panel")["ok"]


def test_a_counter_opened_by_a_colleague_is_no_longer_sent(desk, elsewhere):
    socket = watching(desk.browser("karimi"), "counter", counter=5)
    colleague = person("rahmani")
    counter = office_queries.counter_by_number(db.session(), colleague.office_id, 5)

    counters.open_counter(CounterAction(colleague.office_id, f"person:{colleague.id}", counter.id, colleague.id))

    assert socket.gone() == "taken"
    counters.close_counter(CounterAction(colleague.office_id, f"person:{colleague.id}", counter.id, colleague.id))


def pressed_before(desk: Desk, value: str, seconds: float) -> str:
    """The session cookie as it is so many seconds after the last action."""
    signer = desk.app.session_interface.get_signing_serializer(desk.app)
    kept = signer.loads(value)
    return signer.dumps({**kept, "seen": time() - seconds, "key": "another"})
