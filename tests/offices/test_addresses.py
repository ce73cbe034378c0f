"""One office keeps the short addresses; several have their own, and a short one asks or leads to the right office."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import queries
from deskq.office.date_ranges import Hours
from deskq.office.service.create_office import create_office
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import issue
from tests.offices.conftest import MAIN, NORTH

SECRET = "a-secret-of-the-north-24"


@pytest.fixture
def ticket(north) -> int:
    return issue(north, "test", NewTicket("info_desk", SECRET)).id


def test_one_office_keeps_todays_addresses(client):
    page = client.get("/")

    assert page.status_code == 200
    assert "/o/" not in page.text
    assert client.get("/kiosk").status_code == 200
    assert client.get(f"{MAIN}/published").status_code == 200


@pytest.mark.parametrize("path", ["/", "/kiosk", "/published", "/messages/new", "/track", "/join", "/services"])
def test_a_public_page_asks_which_office_and_leads_to_the_same_page_there(client, north, path):
    page = client.get(path, query_string={"lang": "en"})

    assert page.status_code == (200 if path == "/" else 300)
    for root in (MAIN, NORTH):
        assert f'href="{root}{path}?lang=en"' in page.text
        assert client.get(f"{root}{path}", follow_redirects=True).status_code == 200


def test_the_page_that_asks_says_whether_each_is_open_and_where_it_is(client, north):
    page = client.get("/", query_string={"lang": "en"}).text

    assert "Takestan North District Service Desk" in page
    assert page.count("Central building") == 2
    assert page.count("We are open") == 2


def test_pages_of_an_office_link_within_it(client, north):
    page = client.get(f"{NORTH}/").text

    assert f'href="{NORTH}/track' in page
    assert 'href="/track' not in page
    assert MAIN not in page


@pytest.mark.parametrize("path", ["/o/south/kiosk", "/o/UP/", "/o/", "/o/south"])
def test_an_unknown_office_is_not_found_and_the_offices_are_listed(client, north, path):
    page = client.get(path, query_string={"lang": "en"})

    assert page.status_code == 404
    assert "There is no office at this address" in page.text
    assert f"{NORTH}/" in page.text


def test_an_action_without_an_office_changes_nothing_and_says_why(client, north):
    answer = client.post("/join", data={}, headers={"X-Fragment": "1"})

    assert answer.status_code == 409
    assert answer.json["type"] == "choose-office"


def test_a_short_link_leads_to_the_office_of_its_ticket(client, ticket):
    answer = client.get(f"/t/{SECRET}?lang=en")

    assert (answer.status_code, answer.location) == (302, f"{NORTH}/t/{SECRET}?lang=en")
    assert client.get(answer.location).status_code == 200


def test_the_app_of_a_phone_belongs_to_its_office(client, ticket):
    manifest = client.get(f"{NORTH}/t/{SECRET}/app.webmanifest").json

    assert (manifest["start_url"], manifest["scope"]) == (f"{NORTH}/t/{SECRET}", f"{NORTH}/t/")


def test_a_secret_opens_nothing_at_the_address_of_another_office(client, ticket):
    assert client.get(f"{MAIN}/t/{SECRET}").status_code == 404
    assert client.post(f"{MAIN}/t/{SECRET}/cancellation").status_code == 404
    assert client.get(f"{MAIN}/api/v1/tickets/{SECRET}").status_code == 404
    assert client.get(f"{NORTH}/api/v1/tickets/{SECRET}").json["state"] == "waiting"
    assert client.get(f"/api/v1/tickets/{SECRET}").json["state"] == "waiting"


@pytest.fixture
def visit(north, ticket) -> str:
    """Where the citizen of a visit that is over says that something was not as it is promised."""
    cancel(north, ticket)
    return f"/rights/visit/{SECRET}"


def test_a_short_link_leads_to_the_charter_of_the_office_of_the_visit_and_opens_none_of_another(client, visit):
    answer = client.get(visit)

    assert (answer.status_code, answer.location) == (302, f"{NORTH}{visit}")
    assert client.get(answer.location).status_code == 200
    assert client.get(f"{MAIN}{visit}").status_code == 404
    assert client.post(f"{MAIN}{visit}/wait").status_code == 404


def test_the_page_with_many_offices_has_a_search(client, north):
    for number in range(8):
        queries_office(number)

    page = client.get("/", query_string={"lang": "en", "office": "north"}).text

    assert page.count('class="office panel"') == 1
    assert 'type="search"' in page
    assert "No office is called that" in client.get("/", query_string={"lang": "en", "office": "zzz"}).text


def queries_office(number: int) -> None:
    today = clock.now().date()
    create_office("test", {"name_fa": f"دفتر {number}"}, Hours(None, 420, 855, today), range(5), f"office-{number}")
    assert len(queries.offices(db.session())) == number + 3
