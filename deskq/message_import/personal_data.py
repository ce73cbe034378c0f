"""Rows of uploaded tables of messages that name one person."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core.personal_data import Holding, Record, Subject, written
from deskq.core.text.names import Name
from deskq.core.transactions import Transaction
from deskq.message_import.models import MessageImport


def _names(subject: Subject, row: dict[str, Any] | list[Any]) -> bool:
    """``row`` as ``MessageImport.content`` keeps it: one that is to be imported, or (number, field, why, cells)."""
    cells = row[3] if isinstance(row, list) else [str(one) for one in row.values() if isinstance(one, str)]
    return subject.is_in(cells)


def _split(content: dict[str, Any], subject: Subject) -> tuple[list[Any], dict[str, Any]]:
    """The rows that name the person, and the content without them."""
    kinds = ("rows", "refused")
    theirs = [row for kind in kinds for row in content[kind] if _names(subject, row)]
    others = {kind: [row for row in content[kind] if not _names(subject, row)] for kind in kinds}
    return theirs, content | others


def _imports(session: Session, office_id: int) -> list[MessageImport]:
    return list(session.scalars(select(MessageImport).where(MessageImport.office_id == office_id)))


def _find(session: Session, office_id: int, subject: Subject) -> list[Record]:
    found = []
    for one in _imports(session, office_id):
        rows, _ = _split(json.loads(one.content), subject)
        if rows:
            told = [json.dumps(row, ensure_ascii=False) for row in rows]
            found.append({"table": one.name, "uploaded_at": written(one.made_at), "rows": told})
    return found


def _erase(tx: Transaction, subject: Subject) -> int:
    """Rows that are not imported yet will not be; an import that runs goes on with the others."""
    count = 0
    for one in _imports(tx.session, tx.office_id):
        content = json.loads(one.content)
        theirs, others = _split(content, subject)
        if not theirs:
            continue
        count += 1
        one.done = sum(not _names(subject, row) for row in content["rows"][: one.done])
        one.total, one.refused = len(others["rows"]), len(others["refused"])
        one.content = json.dumps(others, ensure_ascii=False)
    tx.session.flush()
    return count


HOLDING = Holding(
    "imported_messages",
    Name("جدول‌های بارگذاری‌شدهٔ پیام‌ها", "Uploaded tables of messages"),
    {"table": "جدول", "uploaded_at": "زمان بارگذاری", "rows": "سطرها"},
    _find,
    _erase,
)
