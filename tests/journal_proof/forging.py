"""What somebody does with SQL alone who has read this code: changes an anchored row, and appends an entry which says
that only a text of it was struck out. Hashes are made here by other code than deskq's."""

import hashlib
import json
from typing import Any

from sqlalchemy import text

from deskq.core.extensions import db

COLUMNS = ("office_id", "sequence", "press", "at", "kind", "by", "ticket_id", "counter_id", "body")
FORMS = ("old", "new")


def row_hash(previous: str, row: dict[str, Any], form: str) -> str:
    """As deskq hashed a row before facts and texts were hashed apart, or does now a row without texts."""
    return _sha256([previous, *(row[name] for name in COLUMNS), *([""] if form == "new" else [])])


def facts_hash(row: dict[str, Any], body: str) -> str:
    """As a seal names a row, with ``body`` as it is without its texts."""
    return _sha256([*(row[name] for name in COLUMNS[:-1]), body])


def as_text(facts: object) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def row(office: int, sequence: int) -> dict[str, Any]:
    """The row as it is stored, with its hash."""
    names = ", ".join(f'"{name}"' for name in (*COLUMNS, "hash"))
    asked = f"SELECT {names} FROM journal WHERE office_id = :office AND sequence = :sequence"
    with db.engine.connect() as connection:
        found = connection.execute(text(asked), {"office": office, "sequence": sequence}).one_or_none()
    return dict(found._mapping) if found is not None else {"hash": "0" * 64}


def last(office: int) -> int:
    asked = text("SELECT sequence FROM journal_head WHERE office_id = :office")
    with db.engine.connect() as connection:
        return int(connection.execute(asked, {"office": office}).scalar_one())


def change(office: int, sequence: int, **columns: object) -> None:
    """Write columns of a row, and leave its hash."""
    db.session.remove()
    values = ", ".join(f'"{name}" = :{name}' for name in columns)
    update = text(f"UPDATE journal SET {values} WHERE office_id = :office AND sequence = :sequence")
    with db.engine.begin() as connection:
        _unguard(connection)
        connection.execute(update, {**columns, "office": office, "sequence": sequence})


def append(office: int, kind: str, facts: object, form: str) -> int:
    """Add a row whose hash is right, and let the head end there; returns its sequence."""
    db.session.remove()
    before = row(office, last(office))
    made = {
        **before, "sequence": before["sequence"] + 1, "press": before["sequence"] + 1, "kind": kind, "by": "console",
        "ticket_id": None, "counter_id": None, "body": as_text(facts),
    }  # fmt: skip
    made["hash"] = row_hash(before["hash"], made, form)
    names, marks = (", ".join(pattern % name for name in made) for pattern in ('"%s"', ":%s"))
    with db.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO journal ({names}) VALUES ({marks})"), made)
        head = "UPDATE journal_head SET sequence = :sequence, hash = :hash WHERE office_id = :office_id"
        connection.execute(text(head), made)
    return int(made["sequence"])


def forge(office: int, sequence: int, form: str, *, field: str = "why", **columns: object) -> None:
    """Change columns of a row, and append the redaction that would explain it. ``form``: how the entry is hashed."""
    stored = row(office, sequence)["hash"]
    change(office, sequence, **columns)
    left = row_hash(row(office, sequence - 1)["hash"], row(office, sequence), form)
    facts = {"row": sequence, "field": field, "hash": stored, "left": left, "why": "personal data"}
    append(office, "journal.redacted", facts, form)


def _sha256(values: list[Any]) -> str:
    return hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()


def _unguard(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        for verb in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER IF EXISTS journal_no_{verb}"))
    else:
        connection.execute(text("ALTER TABLE journal DISABLE TRIGGER journal_append_only"))
