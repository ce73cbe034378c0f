"""One person with accounts in two offices: signs in once, chooses, switches; each account has its own role."""

import pytest

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.offices import service
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from tests.conftest import PASSWORD
from tests.offices.conftest import MAIN, NORTH


@pytest.fixture
def both(north) -> int:
    """karimi, a clerk of the first office, is a supervisor in the north."""
    return service.add_account(north, "karimi", "supervisor", "test").id


def test_who_has_one_account_comes_to_their_office_from_any_address(signed_in, north, browser):
    for root in ("", MAIN, NORTH):
        answer = browser().post(f"{root}/sign-in", data={"name": "karimi.north", "password": PASSWORD})

        assert answer.location == f"{NORTH}/counters", root


def test_a_form_without_a_token_at_an_address_of_no_office_leaves_its_sender_the_menu(signed_in, north):
    refused = signed_in("karimi", MAIN).post("/sign-out?lang=en", csrf=False)

    assert refused.status_code == 400
    assert 'class="menu-sections"' in refused.text


def test_a_page_of_another_office_names_the_own_one(signed_in, north):
    comes = signed_in("admin", MAIN)

    page = comes.get(f"{NORTH}/manage", query_string={"lang": "en"})

    assert page.status_code == 403
    assert "You have no account in this office" in page.text
    assert f"{MAIN}/manage" in page.text
    assert comes.post(f"{NORTH}/manage/people", data={}).status_code == 403
    assert comes.get(f"{MAIN}/manage").status_code == 200


def test_a_person_in_two_offices_signs_in_once_has_each_role_and_a_menu_that_leads_to_the_other(
    signed_in, both, browser
):
    chooses = browser().post("/sign-in", data={"name": "karimi", "password": PASSWORD})
    comes = signed_in("karimi", NORTH)

    assert chooses.location == f"{MAIN}/offices"
    assert comes.get(f"{NORTH}/manage").status_code == 200
    assert comes.get(f"{MAIN}/manage").status_code == 403
    assert comes.get(f"{MAIN}/counters").status_code == 200
    menu = comes.get(f"{NORTH}/manage").text

    assert f'href="{MAIN}/counters"' in menu


def test_an_account_that_was_closed_opens_its_office_no_more(signed_in, both):
    comes = signed_in("karimi", NORTH)
    account = staff_queries.person(db.session(), both)

    staff_service.save_person(both, staff_service.PersonChanges(account.name, account.role, False, set()), "test")

    assert comes.get(f"{NORTH}/manage").status_code == 403
    assert comes.get(f"{MAIN}/counters").status_code == 200


def test_signing_out_everywhere_from_one_office_ends_the_other_too(signed_in, both):
    comes = signed_in("karimi", NORTH)

    staff_service.sign_out_everywhere(both, "test")

    assert comes.get(f"{NORTH}/manage").status_code == 303
    assert comes.get(f"{MAIN}/counters").status_code == 303


def test_an_administrator_cannot_set_the_password_of_another_offices_account_or_sign_it_out(signed_in, both):
    admin = signed_in("admin.north", NORTH)

    answer = admin.post(f"{NORTH}/manage/people/{both}/password", data={"new": "a new password 77"})

    assert answer.status_code == 422
    assert signed_in("karimi", MAIN).get(f"{MAIN}/counters").status_code == 200

    comes = signed_in("karimi", NORTH)

    answer = admin.post(f"{NORTH}/manage/people/{both}/sign-out?lang=en")

    assert answer.status_code == 422
    assert "untick “Can sign in”" in answer.text
    assert f"/people/{both}/sign-out" not in admin.get(f"{NORTH}/manage/people/{both}").text
    assert [comes.get(f"{root}/counters").status_code for root in (MAIN, NORTH)] == [200, 200]


def test_the_own_password_is_changed_from_either_office(signed_in, both, browser):
    comes = signed_in("karimi", NORTH)
    typed = {"old": PASSWORD, "new": "another password 77", "again": "another password 77"}

    assert comes.post(f"{NORTH}/account/password", data=typed).status_code == 303

    again = browser().post("/sign-in", data={"name": "karimi", "password": "another password 77"})
    assert again.status_code == 303


def test_an_administrator_adds_somebody_of_another_office(signed_in, north):
    admin = signed_in("admin.north", NORTH)

    answer = admin.post(f"{NORTH}/manage/people/colleague", data={"sign_in_name": "taheri", "role": "clerk"})

    assert answer.status_code == 303
    assert signed_in("taheri", NORTH).get(f"{NORTH}/counters").status_code == 200


@pytest.mark.parametrize(
    ("name", "role", "field"),
    [("nobody", "clerk", "sign_in_name"), ("karimi.north", "clerk", "sign_in_name"), ("taheri", "king", "role")],
)
def test_a_wrong_account_is_refused_by_its_field(north, name, role, field):
    with pytest.raises(InvalidInput) as refused:
        service.add_account(north, name, role, "test")

    assert set(refused.value.fields) == {field}


def test_nobody_gets_two_accounts_in_one_office(both, north):
    with pytest.raises(InvalidInput):
        service.add_account(north, "karimi", "clerk", "test")


def test_nobody_unlocks_the_sign_in_of_another_offices_account(signed_in, both, browser):
    """Anybody who could, would try passwords without end."""
    admin, guesser = signed_in("admin.north", NORTH), browser()
    guess = {"name": "karimi", "password": "a wrong guess 42"}
    tries = [guesser.post("/sign-in", data=guess).status_code for _ in range(8)]
    assert 429 in tries

    page = admin.get(f"{NORTH}/manage/sign-ins").text
    answer = admin.post(f"{NORTH}/manage/sign-ins/{both}/unlocking")

    assert f"/manage/sign-ins/{both}/unlocking" not in page
    assert answer.status_code == 422
    assert guesser.post("/sign-in", data={"name": "karimi", "password": PASSWORD}).status_code == 429


def test_no_sign_in_name_takes_the_place_of_an_account(north):
    karimi = staff_queries.person_by_name(db.session(), "karimi")
    for taken in (f"#{karimi.id}@{north}", f"ACCOUNT {karimi.id} IN {north}"):
        staff_service.create_person(
            north, staff_service.NewPerson(taken, "somebody", "clerk", "a password nobody has 9"), "test"
        )

    assert service.add_account(north, "karimi", "clerk", "test").office_id == north
