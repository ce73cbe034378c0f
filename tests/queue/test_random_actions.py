"""Random actions in any order: nobody is lost, doubled or overtaken without a reason, and the journal records all."""

import random

import pytest

from deskq.core.db import journal
from deskq.queue import ticket_replay
from deskq.queue.rules import transitions
from deskq.queue.rules.transitions import MOVES
from tests.queue import invariants, random_actions
from tests.tools.more_in_soak import more_in_soak

STEPS = 250


@pytest.mark.parametrize("seed", more_in_soak(range(6), often=2))
def test_after_any_actions_nobody_is_lost_and_the_journal_is_complete(seed, office):
    dice = random.Random(seed)
    hall = random_actions.Hall(office)
    for number in random_actions.COUNTERS:
        hall.do("open", number, 0)

    for verb in dice.choices(list(random_actions.WEIGHTS), list(random_actions.WEIGHTS.values()), k=STEPS):
        hall.do(verb, dice.choice(random_actions.COUNTERS), dice.randrange(30))
        assert [row.id for row in invariants.tickets(hall.session, office)] == hall.issued

    invariants.check(hall.session, office)
    entries = list(journal.walk(hall.session, office))
    check_moves(entries)
    check_overtakings(hall, entries)


def test_every_verb_is_tested():
    assert set(random_actions.WEIGHTS) == set(random_actions.VERBS)
    assert {verb for _, verb in MOVES} <= {"return", "release", "expire", "carry", *random_actions.VERBS}


def check_moves(entries: list[journal.Entry]) -> None:
    """Every change of state is a move of the table, or an undo; so nobody is called twice at once."""
    states: dict[int, str] = {}
    for entry in entries:
        if entry.kind.startswith("ticket."):
            facts = entry.facts
            before = states.get(facts["ticket"])
            told, after = facts["changes"].get("state", [before, before])
            assert told == before
            if entry.kind == "ticket.undone":
                assert transitions.move(after, facts["verb"]) == before
            elif entry.kind != "ticket.issued":
                assert transitions.move(before, facts["verb"]) == after
            states[facts["ticket"]] = after


def check_overtakings(office: random_actions.Hall, entries: list[journal.Entry]) -> None:
    """The journal names each overtaking the model saw, no other, with a valid reason."""
    found = {ticket: ticket_replay.overtakings(entries, ticket) for ticket in office.issued}
    told = {random_actions.Seen(ticket, row.sequence) for ticket, rows in found.items() for row in rows}
    assert told == office.witnessed
    heads = {entry.sequence: entry.facts["why"]["heads"] for entry in entries if entry.kind == "ticket.called"}
    for rows in found.values():
        for row in rows:
            assert row.rule in ("claim", "sent", "chosen")
            if row.rule == "claim":
                ranks = {head["code"]: head["rank"] for head in heads[row.sequence]}
                assert row.theirs >= row.yours or ranks[row.code] < max(ranks.values())
