"""Seals the rows of the journal with free texts: each was hashed with its texts, and only the texts may ever go from them.

No row is changed. One entry (or several, five hundred rows each) is appended to each journal that was begun before; it
names every such row with a hash of everything but its texts. Later rows are hashed without their texts (ADR 0241).
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from deskq.core import clock
from deskq.core.db.engine import EPOCH, MICROSECOND

revision = "0146"
down_revision = "0145"
branch_labels = None
depends_on = None

SEALED = "journal.sealed"
#: {kind: its fields with free texts}, as they were until now.
TEXTS = {
    "alert.settings_changed": ["changes"],
    "application.applicant_revealed": ["why"],
    "device.changed": ["changes"],
    "half_year.correction": ["correction_fa", "correction_en"],
    "half_year.finding": ["text_fa", "text_en"],
    "half_year.headline": ["headline_fa", "headline_en"],
    "half_year.promised": ["what_fa", "what_en", "proof_fa", "proof_en"],
    "half_year.reviewed": ["why_fa", "why_en"],
    "half_year.withdrawn": ["withdrawal_fa", "withdrawal_en"],
    "journal.redacted": ["why"],
    "message.complaint_passed_on": ["why"],
    "message.sender_revealed": ["why"],
    "office.changed": ["changes"],
    "person.exported": ["why"],
    "person.forgotten": ["why"],
    "person.looked_up": ["why"],
    "ticket.transferred": ["reason"],
    "token.created": ["name"],
    "token.revoked": ["name"],
}
SIZE = 500  #: rows in one entry
HASHED = ("office_id", "sequence", "press", "at", "kind", "by", "ticket_id", "counter_id", "body")
JOURNAL = sa.table("journal", *(sa.column(name) for name in (*HASHED, "hash")))
HEAD = sa.table("journal_head", *(sa.column(name) for name in ("office_id", "sequence", "hash", "at")))
ROW = sa.select(*(JOURNAL.c[name] for name in HASHED)).order_by(JOURNAL.c.sequence)


def upgrade() -> None:
    connection = op.get_bind()
    for office, sequence, digest, at in connection.execute(sa.select(HEAD).order_by(HEAD.c.office_id)).all():
        if sequence and begun_before(connection, office):
            seal(connection, office, (sequence, digest, at or 0))


def downgrade() -> None:
    """The entries stay, as all do; the version before finds them, and every row with a text from then on, changed."""


def begun_before(connection: sa.Connection, office: int) -> bool:
    """Whether the first row was hashed as before, and nothing is sealed yet."""
    sealed = sa.select(JOURNAL.c.sequence).where(JOURNAL.c.office_id == office, JOURNAL.c.kind == SEALED).limit(1)
    first = connection.execute(ROW.add_columns(JOURNAL.c.hash).where(JOURNAL.c.office_id == office).limit(1)).first()
    if first is None or connection.execute(sealed).first() is not None:
        return False
    *columns, stored = first
    return sha256(["0" * 64, *columns, ""]) != stored


def seal(connection: sa.Connection, office: int, end: tuple[int, str, int]) -> None:
    pieces = iter(pieces_of(connection, office, end[0]))
    piece: list[list[Any]] | None = next(pieces, [])
    while piece is not None:
        following = next(pieces, None)
        end = append(connection, office, end, {"more": following is not None, "rows": piece, "texts": TEXTS})
        piece = following
    values = {"sequence": end[0], "hash": end[1], "at": end[2]}
    connection.execute(HEAD.update().where(HEAD.c.office_id == office).values(values))


def pieces_of(connection: sa.Connection, office: int, last: int) -> Iterator[list[list[Any]]]:
    after = 0
    wanted = ROW.where(JOURNAL.c.office_id == office, JOURNAL.c.kind.in_(list(TEXTS))).limit(SIZE)
    while rows := connection.execute(wanted.where(JOURNAL.c.sequence > after, JOURNAL.c.sequence <= last)).all():
        piece = [[row.sequence, digest] for row in rows if (digest := facts_digest(row))]
        if piece:
            yield piece
        after = rows[-1].sequence


def facts_digest(row: Any) -> str:
    """Everything but the texts and the salt that hid them; "" where there is no text to strike out, or where somebody
    has made something of the row that deskq never wrote."""
    try:
        facts = json.loads(row.body)
        facts.pop("salt", None)
        texts = [text for name in TEXTS[row.kind] for text in taken_out(facts, name)]
        return sha256([*row[:-1], as_text(facts)]) if set(texts) - {"", "███"} else ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""


def taken_out(facts: dict[str, Any], name: str) -> list[str]:
    """The texts of a field, of which nothing is left in the facts."""
    value = facts.get(name)
    if isinstance(value, str):
        facts[name] = None
        return [value]
    texts = []
    for column, sides in value.items() if isinstance(value, dict) else ():
        texts += [one for one in sides if isinstance(one, str)]
        value[column] = [None if isinstance(one, str) else one for one in sides]
    return texts


def append(connection: sa.Connection, office: int, end: tuple[int, str, int], facts: Any) -> tuple[int, str, int]:
    """Add one row after the ``end`` (sequence, hash, time in microseconds) of the journal; returns the new end."""
    at = max(end[2], (clock.now() - EPOCH) // MICROSECOND)
    columns = [office, end[0] + 1, end[0] + 1, at, SEALED, "keeper", None, None, as_text(facts)]
    made = end[0] + 1, sha256([end[1], *columns, ""]), at
    connection.execute(JOURNAL.insert().values({**dict(zip(HASHED, columns, strict=True)), "hash": made[1]}))
    return made


def as_text(facts: Any) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
