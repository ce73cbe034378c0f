"""Tables that citizens and reports rely on are what the journal tells: what SQL changed in them is named."""

import json

import pytest

from deskq.access.api_tokens import service as tokens
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.journal_proof import tables
from deskq.queue import journal_comparison as of_tickets
from deskq.queue.models import Ticket
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.issue import issue
from deskq.ratings import service as ratings
from deskq.staff import queries as staff_queries
from tests.applications.conftest import BOTH
from tests.journal_proof import forging
from tests.journal_proof.by_sql import by_sql
from tests.ops.backup.conftest import run


@pytest.fixture
def visits(office, at, later) -> list[int]:
    """Tickets: one served and rated after twelve minutes, one called, one waiting."""
    counters.open_counter(at(2))
    made = [issue(office, "test", NewTicket("info_desk", secrets.new())).id for _ in range(3)]
    later(minutes=12)
    calls.call_next(at(2))
    serve.start(at(2))
    later(minutes=5)
    serve.finish(at(2))
    ratings.rate(office, made[0], 2, "phone")
    calls.call_next(at(2))
    return made


def found(app) -> str:
    """What the command names, in one line each."""
    answer = run(app, "verify-journal")
    assert answer.exit_code == (1 if "Office 1: " in answer.stderr else 0), answer.output
    return answer.stderr


@BOTH
def test_what_happened_is_what_the_journal_tells(app, office, visits):
    tokens.create_token(office, "integration", "archive")

    assert found(app) == ""


@BOTH
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("state = 'cancelled'", "state is 'cancelled', and the journal tells 'done'"),
        ("waited = 60000000", "waited is 60000000, and the journal tells 720000000"),
        ("first_wait = 1", "first_wait is 1, and"), ("arrived_at = arrived_at + 600000000", "arrived_at is"),
        ("finished_at = finished_at - 1", "finished_at is"), ("counter_id = 1", "counter_id is 1, and"),
        ("clerk_id = NULL", "clerk_id is None, and"), ("outcome = 'unable'", "outcome is 'unable', and"),
        ("day = day - 1", "day is"), ("code = 'Z9'", "code is 'Z9', and"), ("group_size = 9", "group_size is 9, and"),
    ],
)  # fmt: skip
def test_a_ticket_that_was_changed_is_named(app, visits, changes, said):
    by_sql(f"UPDATE ticket SET {changes} WHERE id = :id", id=visits[0])

    assert f"ticket {visits[0]} " in (told := found(app))
    assert said in told


@BOTH
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE visit_interval SET began_at = began_at + 60000000 WHERE state = 'waiting'",
        "UPDATE visit_interval SET verb = 'cancel' WHERE verb = 'finish'",
        "UPDATE visit_interval SET outcome = 'walk_in' WHERE verb = 'call'",
        "UPDATE visit_interval SET clerk_id = 1 WHERE state = 'serving'",
        "DELETE FROM visit_interval WHERE state = 'serving'",
        "UPDATE visit_interval SET sequence = sequence + 500 WHERE state = 'serving'",
    ],
)
def test_an_interval_of_a_visit_that_was_changed_is_named(app, visits, statement):
    by_sql(statement)

    assert ("table visit_interval" if "sequence" in statement else "intervals are not those") in found(app)


@BOTH
def test_a_ticket_that_was_removed_or_added_is_named(app, office, visits):
    by_sql("UPDATE ticket SET id = id + 1000 WHERE id = :id", id=visits[2])

    told = found(app)
    for word in (f"ticket {visits[2]} ", "is missing", f"ticket {visits[2] + 1000} ", "is not in the journal"):
        assert word in told


def test_tickets_are_compared_piece_by_piece(app, office, visits, monkeypatch):
    monkeypatch.setattr(of_tickets, "PIECE", 1)
    assert found(app) == ""

    by_sql("UPDATE ticket SET id = id + 1000 WHERE id = :id", id=visits[1])
    by_sql("UPDATE ticket SET state = 'done' WHERE id = :id", id=visits[2])

    told = found(app)
    for word in ("is missing", "is not in the journal", "'done', and the journal tells"):
        assert word in told


@BOTH
def test_the_counter_of_a_rating_that_was_changed_is_named(app, office, visits):
    by_sql("UPDATE rating SET counter_id = 1")

    assert f"the rating of ticket {visits[0]} is of another counter" in found(app)


@BOTH
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("role = 'admin'", "role is 'admin', and the journal tells 'clerk'"),
        ("active = false", "active is False, and the journal tells True"),
    ],
)  # fmt: skip
def test_an_account_that_was_changed_is_named(app, office, statement, said):
    by_sql(f"UPDATE person SET {statement} WHERE sign_in_name = 'karimi'")

    assert said in found(app)


def test_an_account_with_another_id_is_named(app, office):
    """The keys of PostgreSQL forbid it."""
    by_sql("UPDATE person SET id = 9000 WHERE sign_in_name = 'karimi'")

    assert "(karimi) is not in the journal" in found(app)


def test_an_account_of_which_no_role_was_told_must_have_been_told_of(office):
    """As entries of earlier versions tell it."""
    karimi = staff_queries.person_by_name(db.session(), "karimi").id
    forging.append(office, "person.saved", {"person": karimi}, "new")

    assert tables.first_differences(db.session(), office) == []


@BOTH
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE api_token SET role = 'clerk'", "role is 'clerk', and the journal tells 'integration'"),
        ("UPDATE api_token SET counter_id = 1", "counter is 1, and the journal tells None"),
        ("UPDATE api_token SET token_hash = 'x'", "proof is"),
        ("UPDATE api_token SET revoked_at = NULL", "revoked is False, and the journal tells True"),
        ("UPDATE api_token SET name = 'other'", "name is 'other', and the journal tells 'archive'"),
        ("UPDATE api_token SET id = id + 100", "is not in the journal"),
        ("DELETE FROM api_token", "is missing"),
    ],
)
def test_an_api_token_that_was_changed_is_named(app, office, statement, said):
    tokens.create_token(office, "integration", "archive")
    tokens.revoke_tokens(office, "archive")
    assert found(app) == ""

    by_sql(statement)

    assert said in found(app)


def test_the_token_itself_is_in_no_entry(office):
    made = tokens.create_token(office, "integration", "archive")

    row = forging.row(office, forging.last(office))
    facts = json.loads(row["body"])
    assert made not in row["body"]
    assert secrets.hashed(made) not in row["body"]
    assert len(facts["proof"]) == 64


def test_an_entry_that_no_deskq_wrote_is_named_and_stops_nothing(app, office, visits):
    forging.append(office, "application.moved", {"application": 7}, "new")
    by_sql("UPDATE ticket SET state = 'cancelled' WHERE id = :id", id=visits[0])

    told = found(app)
    assert "none that deskq writes" in told
    assert "state is 'cancelled'" in told


def test_no_more_than_twenty_differences_are_named(app, office, monkeypatch):
    monkeypatch.setattr(tables, "MOST", 2)
    by_sql("UPDATE person SET role = 'admin' WHERE role <> 'admin'")

    assert found(app).count("and the journal tells") == 2
    assert db.session().query(Ticket).count() == 0
