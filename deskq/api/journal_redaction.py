"""What of the journal leaves the house: nothing that names a person, nothing that describes one.

A ticket's code hangs on the board, so whoever was there knows whose it is: that its visitor must be fetched, or is in
a class for disability or age, stays here. So do the hashes of the chain: with all else known, trial would tell it.
"""

from typing import Any

from deskq.core.db.journal import Entry
from deskq.queue.events import TicketIssued

PEOPLE = "person."
#: Who looked at whom, and why.
LOOKS = frozenset(
    {
        "message.sender_revealed",
        "message.caller_looked_up",
        "message.report_read",
        "message.feedback_call_started",
        "message.person_erased",
    }
)
FETCHED = ("fetch", "mark")  # verbs for those who can neither see nor hear the board
OF_PEOPLE = frozenset({"clerk_id", "head_id", "in_person", "fetched_at", "priority_id"})


def tells_of_people(entry: Entry) -> bool:
    """Whether that it happened at all says something about a person: these entries are left out."""
    if entry.kind.startswith(PEOPLE) or entry.kind in LOOKS:
        return True
    return entry.kind.startswith("ticket.") and entry.facts.get("verb") in FETCHED


def facts_of(entry: Entry) -> dict[str, Any]:
    """The facts without people: of a call the rule remains, but not what it saw of each visitor's class."""
    facts = entry.facts
    if isinstance(facts.get("changes"), dict):
        facts["changes"] = {column: change for column, change in facts["changes"].items() if column not in OF_PEOPLE}
    if entry.kind == TicketIssued.kind:
        del facts["weight"]
    if isinstance(facts.get("why"), dict):
        facts["why"].pop("heads", None)
    return facts
