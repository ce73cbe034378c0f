"""A new installation: who may add its first administrator, and that it is done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from deskq.core.db import journal_check
from deskq.core.extensions import db
from deskq.office import config_cache, queries
from deskq.office.date_ranges import Hours
from deskq.office.models import Office
from deskq.office.service.create_office import OfficeThere, create_office
from deskq.setup.setup_code import is_right, setup_code
from deskq.staff import first_admin
from deskq.staff import queries as staff_queries
from tests.conftest import KEY, MORNING, PASSWORD

FORM = {"name_fa": "میز خدمت نمونه", "name_en": "Sample Desk", "person": "سارا احمدی", "sign_in_name": "modir",
        "new": PASSWORD}  # fmt: skip
ELSEWHERE = {"REMOTE_ADDR": "203.0.113.9"}
HOURS = Hours(None, 420, 855, MORNING.date())


@pytest.fixture
def database_url(bare_database_url):
    return bare_database_url


def offices() -> int:
    db.session.remove()
    return db.session.query(Office).count()


def test_the_home_page_leads_to_the_form_that_creates_the_office_with_its_administrator_who_is_signed_in(client):
    home = client.get("/")
    assert (home.status_code, home.location) == (302, "/setup")
    assert 'name="sign_in_name"' in client.get("/setup").text

    answer = client.post("/setup", data=FORM)

    assert (answer.status_code, answer.location) == (303, "/manage/setup/hours")
    office = queries.first_office(db.session())
    assert office.name == ("میز خدمت نمونه", "Sample Desk")
    [person] = staff_queries.people(db.session(), office.id)
    assert (person.sign_in_name, person.role) == ("modir", "admin")
    assert client.get("/manage/setup").status_code == 200
    assert journal_check.first_broken(db.session(), office.id) is None
    assert config_cache.of(db.session(), office.id).hours(MORNING).open


@pytest.mark.parametrize(
    "how",
    [{"environ_overrides": ELSEWHERE}, {"headers": {"X-Forwarded-For": "203.0.113.9"}},
     {"base_url": "http://desk.example"}],
    ids=["another machine", "through a proxy", "a name that is not of this machine"],
)  # fmt: skip
def test_a_stranger_sees_a_field_for_the_code_and_creates_nothing(client, how):
    page = client.get("/setup", **how)
    answer = client.post("/setup", data=FORM, **how)

    assert 'name="code"' in page.text
    assert 'name="sign_in_name"' not in page.text
    assert answer.status_code == 403
    assert offices() == 0


def test_behind_a_proxy_the_machine_itself_needs_the_code_too(make_app):
    app = make_app(PUBLIC_URL="https://desk.example")

    with app.app_context():
        assert app.test_client().post("/setup", data=FORM).status_code == 403


def test_the_code_opens_the_form_from_elsewhere(client):
    wrong = client.post("/setup/code", data={"code": "AAAA-AAAA-AAAA"}, environ_overrides=ELSEWHERE)
    typed = setup_code(KEY).replace("-", " ").lower()
    right = client.post("/setup/code", data={"code": typed}, environ_overrides=ELSEWHERE)

    answer = client.post("/setup", data=FORM, environ_overrides=ELSEWHERE)

    assert (wrong.status_code, right.status_code, answer.status_code) == (422, 303, 303)
    assert offices() == 1


def test_codes_are_guessed_at_most_ten_times_a_minute(make_app):
    app = make_app(RATELIMIT_ENABLED=True)

    with app.app_context():
        client = app.test_client()
        answers = [client.post("/setup/code", data={"code": "X"}).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]


def test_a_code_is_shown_by_the_command_and_of_use_until_there_is_an_administrator(app, client):
    assert is_right(KEY, app.test_cli_runner().invoke(args=["setup-code"]).output.strip())
    client.post("/setup", data=FORM)
    stranger = client.application.test_client()

    code = stranger.post("/setup/code", data={"code": setup_code(KEY)}, environ_overrides=ELSEWHERE)
    again = stranger.post("/setup", data={**FORM, "sign_in_name": "other"})
    page = stranger.get("/setup")
    refused = app.test_cli_runner().invoke(args=["setup-code"])

    assert (code.status_code, again.status_code) == (409, 409)
    assert (page.status_code, page.location) == (303, "/manage/setup")
    assert len(staff_queries.people(db.session(), queries.first_office(db.session()).id)) == 1
    assert (refused.exit_code, "already" in refused.output) == (1, True)


def test_an_office_made_by_the_command_gets_its_administrator_on_the_page(app, client):
    app.test_cli_runner().invoke(args=["create-office", "--name", "میز خدمت"])

    answer = client.post("/setup", data={name: FORM[name] for name in ("person", "sign_in_name", "new")})

    assert answer.status_code == 303
    assert offices() == 1


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_created(client):
    wrong = [("name_fa", ""), ("person", " "), ("sign_in_name", ""), ("new", "short"), ("new", "")]
    for field, value in wrong:
        answer = client.post("/setup", data={**FORM, field: value})
        assert answer.status_code == 422, field
        assert f'id="{field}-problem"' in answer.text
        assert FORM["name_en"] in answer.text
        assert offices() == 0


def test_an_error_in_the_middle_leaves_no_office(client, monkeypatch):
    def fail(*given: object) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setattr(first_admin, "create_first_admin", fail)
        assert client.post("/setup", data=FORM).status_code == 500

    assert offices() == 0
    assert client.post("/setup", data=FORM).status_code == 303


def test_of_two_administrators_at_once_one_is_created(app):
    """Both have seen an empty installation; the office is locked while one of them is added."""
    office = create_office("setup", {"name_fa": "میز"}, HOURS, range(5)).id

    def create(name: str) -> str:
        with app.app_context():
            try:
                return first_admin.create_first_admin(office, name, name, "", PASSWORD, "setup").sign_in_name
            except first_admin.SomebodyThere:
                return ""
            finally:
                db.session.remove()

    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(create, ("one", "two")))

    assert sorted(map(bool, made)) == [False, True]


def test_of_two_offices_at_once_one_is_created(app):
    def create(name: str) -> bool:
        with app.app_context():
            try:
                create_office("setup", {"name_fa": name}, HOURS, range(5), first=True)
            except OfficeThere:
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(create, "abcd"))

    assert sorted(made) == [False, False, False, True]
    assert offices() == 1
