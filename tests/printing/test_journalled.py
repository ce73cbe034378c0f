"""What the journal says of a paper that did not certainly come out."""

from deskq.core.db import journal
from deskq.core.extensions import db


def told(ticket) -> dict[str, object]:
    entry = journal.of_ticket(db.session(), ticket.id)[-1]
    assert (entry.kind, entry.by, entry.ticket_id) == ("paper.failed", "printer", ticket.id)
    return entry.facts


def test_a_doubtful_paper_is_named_by_the_id_and_the_number_of_its_ticket(worker, printer, take):
    take()
    worker.step()
    printer.mood = "tears"
    ticket = take("info_desk")

    worker.step()

    facts = {"ticket": ticket.id, "code": ticket.code, "number": 0, "state": "doubtful", "problem": "paper_out"}
    assert told(ticket) == facts


def test_a_paper_given_up_is_named_so(worker, printer, take, later):
    printer.mood = "paper_out"
    ticket = take()
    worker.step()
    later(minutes=6)

    worker.step()

    facts = {"ticket": ticket.id, "code": ticket.code, "number": 0, "state": "given_up", "problem": "paper_out"}
    assert told(ticket) == facts
