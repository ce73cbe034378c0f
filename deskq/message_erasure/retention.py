"""How long the sender, the text and the photos of a message are kept. Codes, categories, outcomes and times stay,
because they name nobody. erasure.py defines what each rule empties."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement

from deskq.core import retention_rules
from deskq.core.retention_rules import Rule
from deskq.core.transactions import Transaction
from deskq.message_erasure import erasure

SENDERS = timedelta(days=365)
NOTES = timedelta(days=365)
PHOTOS = timedelta(days=730)
REPORTS = timedelta(days=1095)
WORDS = timedelta(days=1825)
#: Number of messages whose texts are erased at once; SQLite's full-text index takes a millisecond for each.
FEW = 100

Which = Callable[[int, datetime], list[ColumnElement[bool]]]


def _rule(
    what: str,
    age: timedelta,
    which: Which,
    keys: erasure.Keys,
    erase: Callable[[Transaction, list[int]], object],
    most: int = retention_rules.BATCH,
) -> Rule:
    """``keys`` selects ids of messages, or of their rows, for which ``which`` holds; ``erase`` empties them."""
    return retention_rules.erasure(what, age, lambda office_id, now: keys(*which(office_id, now - age)), erase, most)


RULES = (
    _rule(
        "senders of messages, after the message has ended",
        SENDERS,
        erasure.ended,
        erasure.senders,
        erasure.erase_senders,
    ),
    _rule("notes of calls about answers", NOTES, erasure.calls_made, erasure.calls_with_note, erasure.erase_notes),
    _rule(
        "photos in messages, after the message has ended", PHOTOS, erasure.ended, erasure.photos, erasure.delete_photos
    ),
    _rule(
        "text of confidential reports, the same",
        REPORTS,
        erasure.ended_reports,
        erasure.messages,
        erasure.empty_messages,
        FEW,
    ),
    _rule(
        "text and places of other messages, the same",
        WORDS,
        erasure.ended_others,
        erasure.messages,
        erasure.empty_messages,
        FEW,
    ),
)
