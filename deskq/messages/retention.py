"""How long it is known who wrote a message, what it said, and what was photographed. Codes, categories, outcomes and
times stay: they name nobody. ``erasing`` says what each rule empties."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from deskq import retention
from deskq.messages import erasing
from deskq.messages.incoming import IncomingText
from deskq.retention import Rule, in_pieces, length, old_rows
from deskq.transactions import Transaction

SENDERS = timedelta(days=365)
NOTES = timedelta(days=365)
PHOTOS = timedelta(days=730)
REPORTS = timedelta(days=1095)
WORDS = timedelta(days=1825)
#: Messages at once whose words go: SQLite's index of words takes a millisecond for each.
FEW = 100

Which = Callable[[int, datetime], list[ColumnElement[bool]]]


def _rule(
    what: str,
    age: timedelta,
    which: Which,
    keys: erasing.Keys,
    erase: Callable[[Transaction, list[int]], object],
    most: int = retention.PIECE,
) -> Rule:
    """``keys`` are those of messages or of rows of theirs for which ``which`` holds; ``erase`` empties them."""

    def due(session: Session, office_id: int, now: datetime) -> int:
        found = keys(*which(office_id, now - age)).subquery()
        return session.scalar(select(func.count()).select_from(found)) or 0

    def remove(office_id: int, now: datetime) -> int:
        size = min(retention.PIECE, most)
        wanted = keys(*which(office_id, now - age)).limit(size)

        def piece(tell: Transaction) -> int:
            found = list(tell.session.scalars(wanted))
            erase(tell, found)
            return len(found)

        return in_pieces(office_id, piece, size)

    return Rule(what, length(age), due, remove)


RULES = (
    _rule("who wrote a message, from its end", SENDERS, erasing.ended, erasing.senders, erasing.erase_senders),
    _rule("notes of calls about answers", NOTES, erasing.rung, erasing.noted, erasing.erase_notes),
    _rule("photos of messages, from their end", PHOTOS, erasing.ended, erasing.photos, erasing.delete_photos),
    _rule("words of confidential reports, likewise", REPORTS, erasing.ended_reports, erasing.kept, erasing.empty, FEW),
    _rule(
        "words and places of other messages, likewise", WORDS, erasing.ended_others, erasing.kept, erasing.empty, FEW
    ),
    old_rows("numbers of texts that came in, known again so long", IncomingText, IncomingText.at, timedelta(days=7)),
)
