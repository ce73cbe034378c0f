"""The table of moves: every move that is not in it is refused, and nothing changes."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from deskq.access.api_tokens import service as token_service
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.queue.models import Ticket
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import MOVES, STATES, CannotMove
from deskq.queue.service import calls, counters
from deskq.queue.service.counter_action import CounterAction, move_ticket
from tests.queue.states import IN_STATE, bring

VERBS = sorted({verb for _, verb in MOVES})
FORBIDDEN = [(state, verb) for state in STATES for verb in VERBS if (state, verb) not in MOVES]
#: The commands of the API by the verb they stand for; in the address the ticket is known, so the table alone decides.
COMMANDS = {
    "recall": "recall", "fetch": "fetching", "start": "service", "miss": "absence", "hold": "hold",
    "resume": "resumption", "transfer": "transfer", "finish": "completion",
}  # fmt: skip


@pytest.fixture
def clerk(office, app):
    """The API as a clerk's token reaches it."""
    token = token_service.create_token(office, "clerk", "test")
    return {"headers": {"Authorization": f"Bearer {token}"}, "json": {}}


@pytest.mark.parametrize(("state", "verb"), FORBIDDEN)
def test_a_move_that_is_not_in_the_table_is_refused(state, verb):
    with pytest.raises(CannotMove) as refusal:
        transitions.move(state, verb, "201")

    assert refusal.value.status == 409
    assert refusal.value.values == {"code": "201", "state": state}


@pytest.mark.parametrize("state", STATES)
def test_a_forbidden_move_changes_nothing_and_is_not_journalled(state, office, at, unchanged):
    ticket = bring(state, office, at)

    for verb in [verb for other, verb in FORBIDDEN if other == state]:
        with unchanged(), pytest.raises(CannotMove), transaction(office, "test") as tx:
            move_ticket(tx, tx.session.get_one(Ticket, ticket), verb, None, recalls=9, outcome="done")


@pytest.mark.parametrize("state", STATES)
def test_the_api_answers_every_forbidden_move_with_409(state, office, at, unchanged, client, clerk):
    ticket = bring(state, office, lambda number: CounterAction(office, "test", at(number).counter_id, None))

    for verb, word in COMMANDS.items():
        if (state, verb) in MOVES:
            continue
        with unchanged():
            answer = client.post(f"/api/v1/tickets/{ticket}/{word}", **clerk)
        assert (answer.status_code, answer.json["type"]) == (409, "cannot-move"), (verb, answer.text)


@pytest.mark.parametrize("state", [state for state, verb in FORBIDDEN if verb == "call" and state != "serving"])
def test_only_who_waits_or_is_absent_can_be_called_by_name(state, office, at, unchanged):
    ticket = bring(state, office, at)
    counters.open_counter(at(4))

    with unchanged(), pytest.raises(CannotMove):
        calls.call_next(at(4), ticket)


def test_every_state_can_be_reached():
    assert set(IN_STATE) == set(STATES)


def test_the_database_itself_knows_no_other_state(office, at):
    ticket = bring("waiting", office, at)

    with pytest.raises(IntegrityError, match="CHECK"):
        db.session().execute(text("UPDATE ticket SET state = 'gone' WHERE id = :id"), {"id": ticket})
    db.session().rollback()
