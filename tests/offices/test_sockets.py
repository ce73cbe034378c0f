"""A socket watches screens of the office of its address only, whatever it asks for, and while the role there lasts."""

from contextvars import Context

import pytest

from deskq.access.devices.models import Device
from deskq.access.served_office import ROOT, SLUG
from deskq.core.extensions import db, socketio
from deskq.offices import service
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.staff import service as staff_service
from tests.live.conftest import follow
from tests.offices.conftest import MAIN, NORTH
from tests.tools.device_pairing import paired

__all__ = ["follow"]
SECRET = "a-secret-of-the-north-24"


@pytest.fixture
def watch(app):
    """``watch(browser, "/o/north", "lobby")`` connects at this address and gives the acknowledgement and the line."""

    def ask(comes, root: str, screen: str, **more: object):
        environ = {SLUG: root.removeprefix("/o/"), ROOT: "", "SCRIPT_NAME": root} if root else {}
        comes.environ_base.update(environ)
        for cookie in [one for one in comes._cookies.values() if one.path == root]:  # the line's own path is shorter
            comes.set_cookie(cookie.key, cookie.value, path="/")
        line = Context().run(socketio.test_client, app, flask_test_client=comes)
        for name in environ:
            del comes.environ_base[name]
        return Context().run(line.emit, "watch", {"screen": screen, "lang": "en", **more}, callback=True), line

    return ask


@pytest.mark.parametrize("screen", ["panel", "hall", "inbox", "counter", "host"])
def test_staff_of_one_office_watch_nothing_at_the_address_of_another(watch, signed_in, north, screen):
    comes = signed_in("supervisor.north", NORTH)

    assert watch(comes, NORTH, screen, counter=1)[0]["ok"]
    assert not watch(comes, MAIN, screen, counter=1)[0]["ok"]


def test_a_device_watches_its_own_office_only(watch, browser, north):
    comes = paired(browser(), north, "lobby", root=NORTH)

    assert watch(comes, NORTH, "lobby")[0]["ok"]
    assert not watch(comes, MAIN, "lobby")[0]["ok"]


def test_a_secret_is_watched_where_it_belongs_and_at_the_short_address(watch, browser, north):
    issue(north, "test", NewTicket("info_desk", SECRET))

    assert watch(browser(), NORTH, "ticket", token=SECRET)[0]["ok"]
    assert watch(browser(), "", "ticket", token=SECRET)[0]["ok"]
    assert not watch(browser(), MAIN, "ticket", token=SECRET)[0]["ok"]


def test_a_person_of_two_offices_watches_each_at_its_address(watch, signed_in, north):
    service.add_account(north, "supervisor", "supervisor", "test")
    comes = signed_in("supervisor", MAIN)

    for root in (MAIN, NORTH):
        answer, line = watch(comes, root, "panel")
        state = next(one for one in line.get_received() if one["name"] == "state")
        assert answer["ok"]
        assert f'"{root}/manage' in state["args"][0]["html"] or f"{root}/" in state["args"][0]["html"]


@pytest.mark.parametrize("change", [("supervisor", False), ("executive", True)])
def test_a_role_that_ends_in_one_office_ends_the_sockets_there(watch, north, follow, signed_in, change):
    account = service.add_account(north, "supervisor", "supervisor", "test")
    comes = signed_in("supervisor", MAIN)
    there, here = watch(comes, NORTH, "panel")[1], watch(comes, MAIN, "panel")[1]

    staff_service.save_person(account.id, staff_service.PersonChanges(account.name, *change, set()), "test")
    follow()

    assert not there.is_connected()
    assert here.is_connected()
    assert not watch(comes, NORTH, "panel")[0]["ok"]
    assert watch(comes, MAIN, "panel")[0]["ok"]


def test_a_role_newer_than_the_session_watches_nothing(watch, signed_in, north, app):
    """Nor does a socket whose end was not heard of, after the next check."""
    account = service.add_account(north, "supervisor", "clerk", "test")
    comes = signed_in("supervisor", MAIN)
    answer, line = watch(comes, NORTH, "counter", counter=5)
    assert answer["ok"]

    staff_service.save_person(account.id, staff_service.PersonChanges(account.name, "supervisor", True, set()), "test")
    app.extensions["deskq_follower"].guard.recheck()

    assert not line.is_connected()
    assert not watch(comes, NORTH, "panel")[0]["ok"]
    assert watch(signed_in("supervisor", MAIN), NORTH, "panel")[0]["ok"]


@pytest.mark.parametrize("root", [MAIN, NORTH])
def test_signing_out_everywhere_ends_the_sockets_in_all_offices(watch, north, follow, signed_in, root):
    account = service.add_account(north, "supervisor", "supervisor", "test")
    line = watch(signed_in("supervisor", MAIN), root, "panel")[1]

    staff_service.sign_out_everywhere(account.id, "test")
    follow()

    assert not line.is_connected()


def test_an_unknown_office_is_watched_by_nobody(watch, signed_in, north):
    assert not watch(signed_in("supervisor.north", NORTH), "/o/south", "panel")[0]["ok"]


def test_the_screen_of_a_moved_device_ends_even_where_nobody_heard_of_it(watch, browser, office, north, app):
    """The check again in each process, as when the move came between the permission and the room."""
    comes = paired(browser(), north, "lobby", root=NORTH)
    answer, line = watch(comes, NORTH, "lobby")
    assert answer["ok"]
    device = db.session().query(Device).one()
    device.office_id = office
    db.session.commit()

    app.extensions["deskq_follower"].guard.recheck()

    assert not line.is_connected()
