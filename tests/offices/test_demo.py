"""Several demo offices: the regional manager of the first looks after all."""

import pytest

from deskq.core.extensions import db
from deskq.demo import people
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries
from tests.conftest import PASSWORD
from tests.offices.conftest import MAIN, NORTH


@pytest.fixture
def seed(app, monkeypatch):
    """``seed("north")`` runs ``flask seed`` for another demo office, without a morning; gives its id."""
    monkeypatch.setenv("DESKQ_DEMO_PASSWORD", PASSWORD)

    def run(slug: str) -> int:
        done = app.test_cli_runner().invoke(args=["seed", "--demo", "--office-only", "--office", slug])
        assert done.exit_code == 0, done.output
        db.session.remove()
        return office_queries.office_by_slug(db.session(), slug).id

    return run


def test_the_regional_manager_sees_every_demo_office(office, seed, signed_in):
    for slug in ("north", "fire"):
        seed(slug)

    comes = signed_in("regional")
    page = comes.get(f"{MAIN}/offices", query_string={"lang": "en"}).text

    assert [name in page for name in ("Municipality", "North District", "Fire Service")] == [True] * 3
    assert page.count("0 of 6") == 3
    assert comes.get(f"{NORTH}/manage/reports").status_code == 200


def test_each_demo_office_has_people_of_its_own(office, seed):
    own = people.named(seed("north"), "regional")

    assert own.sign_in_name == "regional.north"
    assert own.principal_id is None


def test_somebody_else_of_that_name_gets_no_account(office, seed):
    """The first office may be a real one."""
    other = staff_queries.person_by_name(db.session(), "regional")
    other.role = "clerk"
    db.session.commit()

    assert staff_queries.account_in(db.session(), other.id, seed("north")) is None
