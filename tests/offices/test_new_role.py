"""A role that somebody gets in another office while they are signed in is theirs after they have signed in again."""

import pyotp
import pytest

from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.offices import service
from deskq.queue.service import counters
from deskq.queue.service.counter_action import CounterAction
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from deskq.staff.second_factor import queries as second_factor_queries
from deskq.staff.second_factor import service as second_factor
from tests.conftest import PASSWORD
from tests.offices.conftest import MAIN, NORTH
from tests.staff.second_factor.conftest import Phone, code, secret_of

PEOPLE, COUNTERS = f"{NORTH}/manage/people", f"{MAIN}/counters"
NEW = "another password 77"


@pytest.fixture
def required(north) -> int:
    """The north, whose admins need two-step sign-in."""
    second_factor.require_of(north, ["admin"], "test")
    return north


def give(account: int, role: str, active: bool = True) -> None:
    found = staff_queries.person(db.session(), account)
    staff_service.save_person(account, staff_service.PersonChanges(found.name, role, active, set()), "test")


def sign_in_again(browser, root: str = NORTH):
    return browser.post(f"{root}/sign-in", data={"name": "karimi", "password": PASSWORD})


def signs_in_first(answer) -> bool:
    return answer.status_code == 303 and answer.location.startswith(f"{NORTH}/sign-in")


@pytest.mark.parametrize("first_role", ["clerk", "admin"])
def test_a_session_without_the_second_factor_gets_no_role_that_needs_it(signed_in, required, first_role):
    comes = signed_in("karimi", MAIN)

    account = service.add_account(required, "karimi", first_role, "test").id
    give(account, "admin")

    assert signs_in_first(comes.get(PEOPLE))
    assert signs_in_first(comes.post(PEOPLE, data={}))
    assert comes.get(COUNTERS).status_code == 200
    assert sign_in_again(comes).location == f"{NORTH}/sign-in/set-up"


def test_who_sets_it_up_has_the_role(signed_in, required):
    comes = signed_in("karimi", MAIN)
    service.add_account(required, "karimi", "admin", "test")

    page = comes.get(sign_in_again(comes).location)
    comes.post(f"{NORTH}/sign-in/set-up", data={"code": Phone(secret_of(page.text)).code()})

    assert comes.get(PEOPLE).status_code == 200
    assert comes.get(COUNTERS).status_code == 200


def test_the_sign_in_page_says_why_and_leads_back(signed_in, north):
    comes = signed_in("karimi", MAIN)
    service.add_account(north, "karimi", "supervisor", "test")

    page = comes.get(comes.get(f"{NORTH}/manage").location + "&lang=en").text
    done = comes.post(f"{NORTH}/sign-in", data={"name": "karimi", "password": PASSWORD, "next": f"{NORTH}/manage"})

    assert "Your role in this office is new or has changed" in page
    assert f'value="{NORTH}/manage"' in page
    assert done.location == f"{NORTH}/manage"
    assert comes.get(f"{NORTH}/manage").status_code == 200


@pytest.mark.parametrize("between", [("supervisor", True), ("clerk", False)])
def test_a_changed_role_ends_the_use_of_its_office_only(signed_in, north, between):
    """In the first office, where the person signed in, they can go on serving visitors."""
    account = service.add_account(north, "karimi", "clerk", "test").id
    comes = signed_in("karimi", MAIN)
    assert comes.get(f"{NORTH}/counters").status_code == 200

    give(account, *between)
    give(account, "clerk")

    assert signs_in_first(comes.get(f"{NORTH}/counters"))
    assert comes.get(COUNTERS).status_code == 200


def test_a_changed_role_where_they_sign_in_ends_the_use_of_all(signed_in, north, browser):
    service.add_account(north, "karimi", "clerk", "test")
    comes = signed_in("karimi", MAIN)

    give(staff_queries.person_by_name(db.session(), "karimi").id, "host")

    assert comes.get(f"{NORTH}/counters").status_code == 303
    assert comes.get(f"{MAIN}/account").status_code == 303


def test_a_changed_password_opens_no_more_offices_than_before(signed_in, required):
    service.add_account(required, "karimi", "clerk", "test")
    comes = signed_in("karimi", MAIN)
    account = staff_queries.account_in(db.session(), staff_queries.person_by_name(db.session(), "karimi").id, required)
    typed = {"old": PASSWORD, "new": NEW, "again": NEW}

    assert comes.get(f"{NORTH}/counters").status_code == 200
    comes.post(f"{MAIN}/account/password", data=typed)
    assert comes.get(f"{NORTH}/counters").status_code == 200
    give(account.id, "admin")
    comes.post(f"{MAIN}/account/password", data={**typed, "old": NEW, "new": PASSWORD, "again": PASSWORD})

    assert comes.get(COUNTERS).status_code == 200
    assert signs_in_first(comes.get(PEOPLE))


def test_two_step_sign_in_set_up_on_the_own_page_opens_the_role(signed_in, required):
    comes = signed_in("karimi", MAIN)
    service.add_account(required, "karimi", "admin", "test")

    comes.post(f"{MAIN}/account/second-factor/beginning", data={"password": PASSWORD})
    secret = secret_of(comes.get(f"{MAIN}/account/second-factor").text)
    comes.post(f"{MAIN}/account/second-factor/confirmation", data={"code": Phone(secret).code()})

    assert comes.get(PEOPLE).status_code == 200


def test_a_role_that_is_ticked_needs_it_from_the_next_sign_in_on_in_each_office(signed_in, north):
    service.add_account(north, "karimi", "supervisor", "test")
    comes = signed_in("karimi", MAIN)

    second_factor.require_of(north, ["supervisor"], "test")

    assert comes.get(f"{NORTH}/manage").status_code == 200
    for root in ("", MAIN, NORTH):
        assert sign_in_again(comes, root).location.endswith("/sign-in/set-up"), root


def test_a_reset_by_the_office_they_sign_in_to_ends_the_use_of_the_other(signed_in, north, browser, later):
    principal, phone = staff_queries.person_by_name(db.session(), "karimi").id, Phone(pyotp.random_base32())
    second_factor.confirm(principal, phone.secret, phone.code())
    later(minutes=1)
    account = service.add_account(north, "karimi", "supervisor", "test").id
    comes = browser()
    comes.post("/sign-in", data={"name": "karimi", "password": PASSWORD})
    code(comes, phone.code())
    assert comes.get(f"{NORTH}/manage").status_code == 200

    refused = signed_in("admin.north", NORTH).post(f"{PEOPLE}/{account}/second-factor/removal")
    assert refused.status_code == 409
    assert second_factor_queries.by_role(db.session(), north)["supervisor"][0] == 1
    signed_in("admin", MAIN).post(f"{MAIN}/manage/people/{principal}/second-factor/removal")

    assert comes.get(f"{NORTH}/manage").status_code == 303
    assert comes.get(COUNTERS).status_code == 303


def test_signing_out_where_they_must_sign_in_again_ends_the_session(signed_in, north, browser):
    comes, thief = signed_in("karimi", MAIN), browser()
    thief.set_cookie("deskq_session", comes.get_cookie("deskq_session").value)
    service.add_account(north, "karimi", "clerk", "test")

    comes.post(f"{NORTH}/sign-out")

    assert thief.get(COUNTERS).status_code == 303


def test_signing_out_everywhere_closes_the_counters_of_every_office(office, north):
    account = service.add_account(north, "karimi", "clerk", "test")
    numbers = {north: account.id, office: account.login_id}
    for office_id, person in numbers.items():
        counter = office_queries.counter_by_number(db.session(), office_id, 5)
        counters.open_counter(CounterAction(office_id, f"person:{person}", counter.id, person))

    staff_service.sign_out_everywhere(account.id, "test")

    db.session.remove()
    assert [office_queries.counter_of(db.session(), person) for person in numbers.values()] == [None, None]


def test_the_overview_shows_no_figures_until_they_sign_in_again(signed_in, north):
    comes = signed_in("supervisor", MAIN)
    service.add_account(north, "supervisor", "regional", "test")

    page = comes.get(f"{MAIN}/offices", query_string={"lang": "en"}).text
    text = comes.get(f"{MAIN}/offices/report.csv").text

    assert page.count("Sign in again to see this office") == 1
    assert page.count("0 of 6") == 1
    assert len(text.strip().splitlines()) == 3


def test_an_admin_copies_no_office_until_they_sign_in_again(signed_in, north):
    comes = signed_in("admin", MAIN)
    service.add_account(north, "admin", "admin", "test")

    assert 'value="north"' not in comes.get(f"{MAIN}/manage/offices/new").text
    assert 'value="north"' in signed_in("admin", MAIN).get(f"{MAIN}/manage/offices/new").text


def test_who_adds_an_office_goes_on_there(signed_in, north):
    comes = signed_in("admin", MAIN)

    answer = comes.post(f"{MAIN}/manage/offices", data={"name_fa": "میز خدمت شرق", "slug": "east"})

    assert db.session.query(Office).filter_by(slug="east").one()
    assert comes.get(answer.location).status_code == 200
