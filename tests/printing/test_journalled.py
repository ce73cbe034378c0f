"""What the journal says of a paper that did not certainly come out."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db


@pytest.mark.parametrize(("mood", "state"), [("tears", "doubtful"), ("paper_out", "given_up")])
def test_a_doubtful_paper_and_one_given_up_are_named_by_the_id_and_the_number_of_their_ticket(
    worker, printer, take, later, mood, state
):
    take()
    worker.step()
    printer.mood = mood
    ticket = take("info_desk")
    worker.step()
    later(minutes=6)

    worker.step()

    entry = journal.of_ticket(db.session(), ticket.id)[-1]
    assert (entry.kind, entry.by, entry.ticket_id) == ("paper.failed", "printer", ticket.id)
    told = {"ticket": ticket.id, "code": ticket.code, "number": 0, "state": state, "problem": "paper_out"}
    assert entry.facts == told
