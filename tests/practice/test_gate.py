"""Who sees what of a practice hall: those who practise there, and nobody else; only pages that are practised."""

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.demo.office import create_demo_office
from deskq.offices import service
from deskq.practice import gate
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import counters
from deskq.queue.service.issue import issue
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from deskq.staff.service import PersonChanges
from tests.conftest import PASSWORD
from tests.offices.test_sockets import watch
from tests.practice.conftest import ROOT

__all__ = ["watch"]
EN = {"lang": "en"}
SECRET = "a-secret-of-a-practice-visit"
PUBLIC = (
    *("/lobby", "/lobby/board", "/hall-screen", "/kiosk", "/t/" + SECRET, "/join", "/appointments", "/messages/new"),
    *("/track", "/services", "/open", "/published", "/rights", "/where", "/counters/1/rating", "/api/docs"),
)


@pytest.fixture
def ticket(hall):
    """A visitor of the practice hall whose secret is known."""
    return lambda: issue(hall(), "test", NewTicket("info_desk", SECRET))


def test_the_pages_that_are_practised_exist(app):
    blueprints = {rule.endpoint.partition(".")[0] for rule in app.url_map.iter_rules()}
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}

    assert blueprints >= gate.STAFF | gate.PUBLIC | {gate.SIGN_IN_STEPS}
    assert endpoints >= gate.STAFF_PAGES | gate.SIGN_IN


def test_strangers_find_nothing_of_it_and_are_asked_to_sign_in_at_the_pages_of_staff(practises, ticket, browser):
    practises("karimi")
    ticket()
    stranger = browser()

    for path in PUBLIC:
        assert stranger.get(f"{ROOT}{path}").status_code == 404, path
    led = stranger.get(f"/t/{SECRET}")
    assert (led.status_code, led.location) == (302, f"{ROOT}/t/{SECRET}")
    assert stranger.post(f"/t/{SECRET}/cancellation").status_code == 404
    assert stranger.get(f"/api/v1/tickets/{SECRET}").status_code == 404
    for path in ("/counters", "/manage", "/practice"):
        answer = stranger.get(f"{ROOT}{path}")
        assert answer.status_code == 303
        assert answer.location.startswith(f"{ROOT}/sign-in")


def test_a_person_of_the_office_who_does_not_practise_sees_nothing_of_it(practises, signed_in):
    practises("karimi")

    for name in ("taheri", "admin", "supervisor"):
        comes = signed_in(name)
        assert [comes.get(f"{ROOT}{path}").status_code for path in ("/counters", "/manage", "/lobby")] == [403] * 3


def test_who_practises_sees_the_board_and_the_page_of_a_visitor(practises, ticket):
    comes = practises("supervisor")
    ticket()

    for path in ("/lobby", "/hall-screen", f"/t/{SECRET}", "/host", "/manage/tickets"):
        page = comes.get(path, query_string=EN)
        assert page.status_code == 200, path
        assert "Practice: nothing here is real." in page.text, path


def test_other_pages_are_not_part_of_practice_and_the_menu_does_not_lead_to_them(practises):
    comes = practises("supervisor")
    others = ("/account", "/inbox", "/manage/reports", "/manage/alerts")

    for path in (*others, "/kiosk", "/manage/reports/saved", "/api/docs"):
        page = comes.get(path, query_string=EN)
        assert page.status_code == 404, path
        assert "This page is not part of practice" in page.text
    menu = comes.get("/manage", query_string=EN).text
    assert 'href="/o/main-practice/host' in menu
    for path in (*others, "/offices", "/manage/devices"):
        assert f'href="/o/main-practice{path}' not in menu


def test_the_counter_leads_to_nothing_that_is_not_practised(practises, act):
    comes = practises("karimi")
    act(comes, "calls")
    act(comes, "service")

    page = comes.browser.get(comes.page).text

    for path in ("/account", "/intake", "/inbox", "/applications", "/work"):
        assert f'"/o/main-practice{path}' not in page


def test_with_the_account_in_the_real_office_that_in_the_practice_hall_ends(practises, hall):
    comes = practises("karimi")
    person = staff_queries.person_by_name(db.session(), "karimi")

    staff_service.save_person(person.id, PersonChanges(person.name, "supervisor", True, set()), "test")

    assert comes.get("/counters").status_code == 303


def test_an_account_that_another_office_opens_ends_here_with_the_one_in_the_real_office(practises, app, office, hall):
    create_demo_office(PASSWORD, "north")
    account = service.add_account(office, "karimi.north", "clerk", "test")
    comes = practises("karimi.north", "/o/main")
    assert comes.get("/counters").status_code == 200

    staff_service.save_person(account.id, PersonChanges(account.name, "clerk", False, set()), "test")

    assert comes.get("/counters").status_code == 403


def test_who_signs_out_comes_to_the_home_page_of_the_real_office(practises, hall):
    comes = practises("karimi")

    left = comes.post("/sign-out")
    home = comes.browser.get(left.location)

    assert (home.status_code, home.location) == (302, "/")
    assert comes.get("/counters").status_code == 303


def test_who_signs_in_anew_goes_on_and_does_not_begin_another_hall_inside(practises, signed_in):
    comes = practises("karimi")

    assert signed_in("karimi").get(comes.page).status_code == 200
    assert comes.post("/practice").status_code == 404


def test_a_socket_of_a_stranger_watches_nothing(practises, ticket, browser, watch):
    comes = practises("karimi")
    ticket()

    assert watch(comes.browser, ROOT, "counter", counter=int(comes.page[-1]))[0]["ok"]
    assert not watch(browser(), ROOT, "ticket", token=SECRET)[0]["ok"]
    assert not watch(browser(), "", "ticket", token=SECRET)[0]["ok"]
    assert not watch(browser(), ROOT, "lobby")[0]["ok"]


def test_other_roles_have_nothing_to_practise(signed_in):
    for name in ("admin", "operator", "planner", "host", "regional", "mayor"):
        comes = signed_in(name)
        assert comes.get("/practice").status_code == 403, name
        assert comes.post("/practice").status_code == 403
        assert 'href="/practice"' not in comes.get("/account").text


def test_clerks_and_supervisors_find_it_and_its_buttons_do_nothing_in_the_real_hall(signed_in):
    clerk, supervisor = signed_in("karimi"), signed_in("supervisor")

    for comes, path in ((clerk, "/counters"), (clerk, "/account"), (supervisor, "/manage")):
        assert 'href="/practice"' in comes.get(path).text, path
    assert clerk.post("/practice/again").status_code == 404
    assert clerk.post("/practice/leaving").status_code == 404


def test_who_leaves_comes_back_to_the_real_hall(practises, hall, at, later):
    clerk, supervisor = practises("karimi"), practises("supervisor")

    assert clerk.post("/practice/leaving").location == "/counters"
    assert supervisor.post("/practice/leaving").location == "/manage"
    name = staff_queries.person(db.session(), at(2).clerk_id).sign_in_name
    counters.open_counter(at(2))
    counters.break_counter(at(2), 15)
    pauses = practises(name)
    assert pauses.post("/practice/leaving").location == "/counters/2"


def test_secrets_of_the_real_office_stay_at_their_short_address(practises, office, browser):
    practises("karimi")
    secret = secrets.new()
    issue(office, "test", NewTicket("info_desk", secret))

    assert browser().get(f"/t/{secret}").status_code == 200
    assert browser().get(f"{ROOT}/t/{secret}").status_code == 404
