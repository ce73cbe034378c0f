"""Sessions and cases of commissions that SQL changed are named; reasons and defences are in no event."""

from datetime import timedelta

import pytest

from deskq.commissions import journal_comparison
from deskq.commissions.service import cancel, correct, items, move, sessions
from deskq.commissions.service.correct import Corrected
from deskq.core import clock
from deskq.core.extensions import db
from tests.applications.conftest import BOTH
from tests.commissions.test_sessions import TODAY
from tests.journal_proof.by_sql import by_sql


def found(office: int) -> list[str]:
    db.session.remove()
    return [f"{one.what} is {one.how}" for one in journal_comparison.differences(db.session(), office)]


@pytest.fixture
def item(secretary, case, session) -> int:
    """A case whose verdict was corrected and served; another session was moved, one cancelled, one case taken off."""
    later = (clock.now() + timedelta(days=5)).replace(microsecond=0)
    for number in (1, 2):
        other = sessions.create_session(secretary, "art100", later + timedelta(days=number), "سالن جلسات", "رئیس")
        if number == 1:
            moved = move.move_session(secretary, other.id, later + timedelta(days=9), "سالن", "تعطیل", move.mark(other))
            assert moved is not None
        else:
            cancel.cancel_session(secretary, other.id, "اشتباه", move.mark(other))
    sessions.remove_item(secretary, sessions.add_item(secretary, session, case()).id)
    made = sessions.add_item(secretary, session, case()).id
    items.serve_notice(secretary, made, "post", TODAY)
    items.receive_defence(secretary, made, "پروانه داشته‌ام.")
    items.decide(secretary, made, "fine", "دو طبقه", 250_000_000)
    correct.correct_verdict(secretary, made, Corrected("fine", "یک طبقه", 125_000_000, "رئیس", "اشتباه بود"))
    items.serve_verdict(secretary, made, "post", TODAY)
    db.session.remove()
    return made


@BOTH
def test_what_happened_is_what_the_journal_tells(office, item):
    assert found(office) == []


@BOTH
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE commission_item SET verdict = 'demolition'", "verdict is 'demolition', and the journal tells 'fine'"),
        ("UPDATE commission_item SET amount = 1", "amount is 1, and the journal tells 125000000"),
        ("UPDATE commission_item SET served_way = 'hand'", "served is"),
        ("UPDATE commission_item SET appeal_until = NULL", "served is"),
        ("UPDATE commission_item SET defence_until = NULL", "notice is"),
        ("UPDATE commission_item SET notice_day = NULL", "notice is"),
        ("UPDATE commission_item SET defence_at = NULL", "has a defence is False"),
        ("UPDATE commission_item SET application_id = 1", "application is 1"),
    ],
)
def test_a_case_that_was_changed_is_named(office, item, statement, said):
    by_sql(statement)

    (told,) = found(office)
    assert told.startswith(f"commission case {item} is changed: ")
    assert said in told


@BOTH
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE commission_session SET starts_at = starts_at + 60000000",
        "UPDATE commission_session SET cancelled_at = CASE WHEN cancelled_at IS NULL THEN starts_at END",
    ],
)
def test_sessions_that_were_changed_are_named(office, item, statement):
    by_sql(statement)

    assert len(found(office)) == 3


def test_a_removed_case_and_one_that_nobody_added_are_named(office, item):
    by_sql("UPDATE commission_item SET id = id + 100")

    assert found(office) == [
        f"commission case {item + 100} is not in the journal",
        f"commission case {item} is missing",
    ]
