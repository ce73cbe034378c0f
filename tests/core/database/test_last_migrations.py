"""The last migrations can be taken back and made again on both databases, with a used office in it."""

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

import config
from deskq.core.db import journal_check
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import issue
from tests.load import postgres

LAST = 5


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request):
    """A database of this test alone, with the demo office."""
    if request.param == "sqlite":
        yield request.getfixturevalue("own_database_url")
        return
    with postgres.database(copy_of=request.getfixturevalue("seeded_postgres")) as url:
        yield url


def before(steps: int) -> str:
    """The revision that is left when so many steps are taken back."""
    scripts = ScriptDirectory(str(config.ROOT / "deskq" / "migrations"))
    return [script.revision for script in scripts.walk_revisions()][steps]


def shape() -> dict[str, object]:
    """Columns, keys, indexes and checks of every table."""
    found = inspect(db.engine)
    return {
        table: (
            {(column["name"], str(column["type"]), column["nullable"]) for column in found.get_columns(table)},
            found.get_pk_constraint(table)["constrained_columns"],
            {(index["name"], tuple(index["column_names"]), index["unique"]) for index in found.get_indexes(table)},
            {(key["name"], key["referred_table"]) for key in found.get_foreign_keys(table)},
            {check["name"] for check in found.get_check_constraints(table)},
        )
        for table in found.get_table_names()
    }


def test_the_last_migrations_go_back_and_forth(office):
    issue.issue(office, "test", NewTicket("info_desk", "a secret of a ticket for tests"))
    db.session.remove()
    made = shape()

    downgrade(revision=before(LAST))
    taken_back = shape()
    upgrade()

    assert taken_back != made
    assert shape() == made
    assert journal_check.first_broken(db.session(), office) is None
