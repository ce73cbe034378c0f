"""Changes of ratings in the database are detected with the journal."""

import json

import pytest
from sqlalchemy import select

from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.ratings import integrity, service
from deskq.ratings.events import RatingGiven
from deskq.ratings.models import Rating
from deskq.ratings.rules import Origin

APPEAL = """INSERT INTO rating_appeal (office_id, ticket_id, person_id, day, why, made_at, state, ground, reason)
            SELECT office_id, id, clerk_id, day, '', 0, 'upheld', 'slip', '' FROM ticket WHERE id = :ticket"""


@pytest.fixture
def forged(office):
    return lambda: integrity.first_mismatch(db.session(), office)


def test_unchanged_ratings_are_reported_as_intact_and_equal_scores_have_different_proofs(app, office, visit, forged):
    for score in (1, 5, 5):
        service.rate(office, visit()[0].id, score, "phone")
    db.session.remove()

    assert forged() is None
    assert "intact" in app.test_cli_runner().invoke(args=["verify-journal"]).output
    entries = db.session().scalars(select(Entry).where(Entry.kind == RatingGiven.kind))
    assert len({entry.facts["proof"] for entry in entries}) == 3


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE rating SET score = 5 WHERE ticket_id = :ticket", "changed"),
        ("UPDATE rating SET salt = '' WHERE ticket_id = :ticket", "changed"),
        ("UPDATE rating SET mark = 'burst' WHERE ticket_id = :ticket", "marked otherwise"),
        ("DELETE FROM rating WHERE ticket_id = :ticket", "missing"),
        (APPEAL, "set apart by nobody's decision"),
    ],
)
def test_a_change_is_named(app, office, visit, alter, forged, change, reason):
    (first, _), (second, _) = visit(), visit()
    for ticket in (first, second):
        service.rate(office, ticket.id, 1, "phone")

    alter(change, ticket=second.id)

    assert forged() == (second.id, reason)
    told = app.test_cli_runner().invoke(args=["verify-journal"])
    assert (told.exit_code, f"the rating of ticket {second.id} is {reason}." in told.output) == (1, True)


def test_an_invented_rating_is_named(office, visit, alter, forged):
    (given, _), (other, _) = visit(), visit()
    service.rate(office, given.id, 1, "phone")
    columns = [column for column in Rating.__table__.columns.keys() if column != "ticket_id"]  # noqa: SIM118
    same = ", ".join(columns)

    alter(f"INSERT INTO rating (ticket_id, {same}) SELECT {other.id}, {same} FROM rating")

    assert forged() == (other.id, "not in the journal")


def test_later_marks_are_journalled_and_cannot_be_removed(office, visit, alter, forged):
    origin = Origin("k" * 32, most=1)
    visits = [visit()[0] for _ in range(3)]
    for ticket in visits:
        service.rate(office, ticket.id, 1, "phone", origin=origin)
    assert {rating.mark for rating in db.session().scalars(select(Rating))} == {"burst"}
    assert forged() is None

    alter("UPDATE rating SET mark = NULL WHERE ticket_id = :ticket", ticket=visits[0].id)

    assert forged() == (visits[0].id, "marked otherwise")


def test_the_score_of_a_rating_without_a_proof_cannot_be_verified(office, visit, alter, forged):
    ticket, _ = visit()
    service.rate(office, ticket.id, 1, "phone")
    entry = db.session().scalars(select(Entry).where(Entry.kind == RatingGiven.kind)).one()
    older = json.dumps({name: value for name, value in entry.facts.items() if name != "proof"})
    alter("DROP TRIGGER IF EXISTS journal_no_update")
    alter("UPDATE journal SET body = :body WHERE sequence = :row", body=older, row=entry.sequence)
    alter("UPDATE rating SET salt = ''")

    assert forged() is None

    alter("DELETE FROM rating")
    assert forged() == (ticket.id, "missing")
