"""The same checks on PostgreSQL: none fails itself, and the journal is anchored there too."""

from deskq.core.extensions import db
from deskq.doctor.checks import database
from deskq.doctor.run import run
from deskq.journal_proof import comparison, jobs, store
from tests.load import postgres
from tests.ops.backup.conftest import run as command


def test_every_check_can_be_made_and_the_journal_is_anchored(make_app, seeded_postgres, program):
    program("timedatectl", "yes")
    with postgres.database(seeded_postgres) as url:
        app = make_app(SQLALCHEMY_DATABASE_URI=url)
        with app.app_context():
            assert jobs.anchor()
            found = {one.check.name: one.finding for one in run(in_server=True)}
            assert comparison.first_difference(db.session(), store.anchors()) is None
            db.session.remove()
        answer = command(app, "verify-journal", "--anchors")
        with app.app_context():
            db.engine.dispose()

    assert [name for name, one in found.items() if "could not be checked" in one.text] == []
    assert (found["database"].state, found["personal-data"].state) == ("ok", "ok")
    assert answer.exit_code == 0, answer.output


def test_more_processes_than_the_database_lets_connect_are_told_how_many_it_must_allow(
    make_app, seeded_postgres, monkeypatch
):
    monkeypatch.setenv("WEB_CONCURRENCY", "40")
    with postgres.database(seeded_postgres) as url:
        app = make_app(SQLALCHEMY_DATABASE_URI=url)
        with app.app_context():
            (found,) = database.check()
            db.session.remove()
            db.engine.dispose()

    assert found.state == "warning"
    assert found.values["needed"] == 40 * 60 + 10
