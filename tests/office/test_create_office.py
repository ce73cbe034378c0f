"""flask create-office sets up a real office; the demo data stays out of it."""

import pytest

from deskq.core import clock
from deskq.core.db import journal, journal_check
from deskq.core.extensions import db
from deskq.office import config_cache, queries
from deskq.office.models import Office
from deskq.staff import queries as staff_queries
from tests.conftest import MORNING, PASSWORD

NAMES = ["--name", "میز خدمت نمونه", "--name-en", "Sample Desk"]


@pytest.fixture
def database_url(bare_database_url):
    return bare_database_url


@pytest.fixture
def run(app):
    """``run("create-office", ...)`` as at the console."""

    def command(*words: str, typed: str = ""):
        answer = app.test_cli_runner().invoke(args=words, input=typed)
        db.session.remove()
        return answer

    return command


def test_a_new_office_has_hours_the_ordinary_turn_nobody_and_a_journal_and_is_the_only_one_at_its_address(run):
    answer = run("create-office", *NAMES, "--opens", "7:30", "--closes", "14:00")

    assert answer.exit_code == 0, answer.output
    assert "create-user" in answer.output
    office = queries.first_office(db.session())
    about = config_cache.of(db.session(), office.id)
    assert office.name == ("میز خدمت نمونه", "Sample Desk")
    assert [row.code for row in about.priorities.values()] == ["ordinary"]
    assert (about.services, about.counters, about.groups) == ({}, {}, [])
    assert staff_queries.people(db.session(), office.id) == []
    assert [(row.weekday, row.opens, row.closes) for row in about.weekly] == [(day, 450, 840) for day in range(5)]
    assert about.hours(MORNING).open
    assert [(row.kind, row.by) for row in db.session.query(journal.Entry)] == [("office.changed", "console")]
    assert journal_check.first_broken(db.session(), office.id) is None

    second = run("create-office", "--name", "دیگری")
    assert second.exit_code == 1
    assert "This address already belongs to میز خدمت نمونه" in second.output
    assert db.session.query(Office).count() == 1

    morning = run("seed", "--demo")  # no invented one in a real office
    assert morning.exit_code == 1
    assert "is a real one" in morning.output


def test_what_is_wrong_is_named_and_nothing_is_made(run):
    for words, field in (
        (["--name", " "], "name_fa"),
        (["--name", "x" * 121], "name_fa"),
        ([*NAMES, "--opens", "25:00"], "opens"),
        ([*NAMES, "--closes", "soon"], "closes"),
        ([*NAMES, "--opens", "14:00", "--closes", "7:00"], "closes"),
    ):
        answer = run("create-office", *words)
        assert answer.exit_code == 1, words
        assert f"{field}: " in answer.output
        assert db.session.query(Office).count() == 0


def test_without_an_office_nobody_can_be_made_and_every_page_tells_where_it_begins(run, client):
    answer = run("create-user", "modir", "--name", "سارا احمدی", "--role", "admin", typed=PASSWORD)
    assert answer.exit_code == 1
    assert "create-office" in answer.output

    for path in ("/kiosk", "/lobby", "/counters/1/rating"):
        answer = client.get(path, query_string={"lang": "en"})
        assert answer.status_code == 404, path
        assert "/setup" in answer.text, path


def test_the_invented_office_does_not_come_into_a_real_installation_unless_it_is_asked_for(run):
    for words in (["seed"], ["seed", "--office-only"]):
        answer = run(*words)
        assert answer.exit_code == 1
        assert "DESKQ_DEMO is off" in answer.output
        assert "create-office" in answer.output
        assert db.session.query(Office).count() == 0

    answer = run("seed", "--office-only", "--demo")
    assert answer.exit_code == 0, answer.output
    assert "The demo office is ready." in answer.output


def test_a_demo_installation_needs_no_asking(make_app):
    app = make_app(DEMO=True)
    clock.fix(MORNING)

    with app.app_context():
        answer = app.test_cli_runner().invoke(args=["seed", "--office-only"])

    clock.fix(None)
    assert answer.exit_code == 0, answer.output
