"""Removes personal data from journal entries before the API publishes them.

A ticket's code is on the board, so people present know whose it is: that its visitor needs an escort, or is in a class
for disability or age, is not published. Neither are the hashes of the chain: with everything else known, they could be
guessed by trial.
"""

from typing import Any

from deskq.application_ratings.events import ApplicationRated
from deskq.core import event_types
from deskq.core.db.journal import Entry
from deskq.core.journal_texts import SALT, STRUCK
from deskq.queue.events import TicketIssued, TicketMoved, TicketTransferred

ESCORT_VERBS = ("fetch", "mark")  # verbs for visitors who can neither see nor hear the board
PERSONAL_COLUMNS = frozenset({"clerk_id", "head_id", "in_person", "fetched_at", "priority_id"})


def is_personal(entry: Entry) -> bool:
    """Whether the mere existence of the entry reveals something about a person; such entries are not published. Event
    classes of staff and of access to personal data declare ``personal = True``."""
    if getattr(event_types.known().get(entry.kind), "personal", False):
        return True
    return event_types.is_a(entry.kind, TicketMoved) and entry.facts.get("verb") in ESCORT_VERBS


def public_facts(entry: Entry) -> dict[str, Any]:
    """The facts without personal data: a call keeps its rule, but not what it compared of each visitor's class; the
    rating of an application that there was one, not what it said."""
    facts = entry.facts
    facts.pop(SALT, None)
    facts.pop(STRUCK, None)
    if isinstance(facts.get("changes"), dict):
        facts["changes"] = {
            column: change for column, change in facts["changes"].items() if column not in PERSONAL_COLUMNS
        }
    if entry.kind == TicketTransferred.kind:
        facts.pop("reason", None)
    if entry.kind == TicketIssued.kind:
        del facts["weight"]
    if entry.kind == ApplicationRated.kind:
        del facts["yes"]
    if isinstance(facts.get("why"), dict):
        facts["why"].pop("heads", None)
    return facts
