"""Strikes a text out of the journal and out of the tables where it also stands.

The chain stays provable: a row keeps its hash, and a redaction entry names it. A row of before migration 0146 loses all
its texts, because they were hashed together with the rest (see ``row_check``).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, String, Table, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Session

from deskq.core import event_types, journal_texts
from deskq.core.db import journal, journal_check, row_hash
from deskq.core.db.events import EntryRedacted, RowsSealed
from deskq.core.db.journal import Entry
from deskq.core.db.row_hash import field_of
from deskq.core.extensions import db
from deskq.core.journal_texts import MARK, SALT
from deskq.core.transactions import Transaction

ROWS: Any = Entry.__table__
#: A shorter text is struck out of the journal alone: in other columns it may be a word that happens to be the same.
SHORTEST_ELSEWHERE = 5


class NotRedacted(Exception):
    """Nothing was struck out; the message says why."""


def texts_at(session: Session, office_id: int, row: int, field: str) -> set[str]:
    """The texts in a field of a row (``why``; ``changes.where_fa``), without what is struck out already."""
    entry = session.get(Entry, (office_id, row))
    if entry is None:
        raise NotRedacted(f"Row {row} does not exist.")
    fields = _texts_by_field(entry)
    if field not in fields:
        raise NotRedacted(f"Row {row} ({entry.kind}) has no such text. It has: {', '.join(fields) or 'none'}.")
    return fields[field] - {"", MARK}


def entries_with(session: Session, office_id: int, texts: set[str]) -> list[tuple[Entry, str]]:
    """Each (row, field) of the journal that holds one of these texts."""
    kinds = [kind for kind, event in event_types.known().items() if journal_texts.of(event)]
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.kind.in_(kinds)).order_by(Entry.sequence)
    return [
        (entry, field)
        for entry in session.scalars(wanted)
        for field, there in _texts_by_field(entry).items()
        if there & texts
    ]


def columns_with(session: Session, texts: set[str]) -> list[tuple[Column[Any], int]]:
    """Columns of other tables that hold exactly one of these texts, with the number of their rows."""
    long = {one for one in texts if len(one) >= SHORTEST_ELSEWHERE}
    found = []
    for table in db.metadata.sorted_tables:
        for column in _free_columns(table) if long else ():
            count = session.scalar(select(func.count()).select_from(table).where(column.in_(long))) or 0
            found += [(column, count)] if count else []
    return found


def strike(tx: Transaction, texts: set[str], why: str) -> None:
    """Strike these texts out of every row and column that holds them, with a redaction entry for each row. Raises
    ``NotRedacted`` when a row does not fit the chain: it was altered before, and that must stay visible."""
    for column, _ in columns_with(tx.session, texts):
        tx.connection.execute(update(column.table).where(column.in_(texts)).values({column.name: MARK}))
    for entry, field in entries_with(tx.session, tx.office_id, texts):
        _strike_row(tx, entry, field, texts, why)
    tx.config_changed()


def _strike_row(tx: Transaction, entry: Entry, field: str, struck: set[str], why: str) -> None:
    if not _texts_by_field(entry)[field] & struck:
        return  # with another field of a row of before migration 0146
    previous = tx.session.get(Entry, (tx.office_id, entry.sequence - 1))
    before = journal.START if previous is None else previous.hash
    row = journal.columns_of(entry)
    check = journal_check.row_check(tx.session, tx.office_id)
    form = check.form(before, journal.stored_columns(row), entry.hash)
    if not form:
        raise NotRedacted(f"Row {entry.sequence} was changed without a redaction. See flask verify-journal.")
    facts = entry.facts
    if form == "new":
        places = [place for place, one in _texts(entry) if field_of(place) == field and one in struck]
        row_hash.strike(facts, places)
        left = entry.hash
    else:
        _refuse_unsealed(tx, entry)
        _strike_all(facts, entry)
        left = row_hash.old_digest(before, journal.stored_columns({**row, "body": row_hash.body_text(facts)}))
    with _rows_may_change(tx.connection):
        mine = (Entry.office_id == tx.office_id, Entry.sequence == entry.sequence)
        tx.connection.execute(update(ROWS).where(*mine).values(body=row_hash.body_text(facts)))
    tx.session.expire(entry)
    tx.record(EntryRedacted(entry.sequence, field, entry.hash, left, why))


def _refuse_unsealed(tx: Transaction, entry: Entry) -> None:
    """Of a row that was hashed with its texts only the seal can prove later that nothing else went."""
    sealed = select(Entry.sequence).where(Entry.office_id == tx.office_id, Entry.kind == RowsSealed.kind)
    if (tx.session.scalars(sealed.order_by(Entry.sequence).limit(1)).first() or 0) < entry.sequence:
        raise NotRedacted(
            f"Row {entry.sequence} was written by an older deskq after the upgrade, and was never sealed: nobody could "
            "prove later that only a text of it was struck out."
        )


def _strike_all(facts: dict[str, Any], entry: Entry) -> None:
    """Strike out all texts of a row that was hashed with them, and the salt that hid them: of some alone nobody could
    prove that the others are what they were."""
    facts.pop(SALT, None)
    for place, _ in _texts(entry):
        row_hash.put(facts, place, MARK)


def _texts(entry: Entry) -> list[tuple[str, str]]:
    """(place, text) of what people typed; each side of a change has a place: ``changes.name_fa.1``."""
    free = journal_texts.of(event_types.known().get(entry.kind))
    return list(row_hash.texts(entry.facts, free).items())


def _texts_by_field(entry: Entry) -> dict[str, set[str]]:
    """{field: its texts}; a change has one field for each column: ``changes.name_fa``."""
    found: dict[str, set[str]] = {}
    for place, one in _texts(entry):
        found.setdefault(field_of(place), set()).add(one)
    return found


def _free_columns(table: Table) -> Iterator[Column[Any]]:
    """Columns with text of any kind: no keys, no words of a fixed list, nothing that must be unique."""
    if table.name in (Entry.__tablename__, journal.Head.__tablename__):
        return
    bound = {column.name for index in table.indexes if index.unique for column in index.columns}
    bound |= {one.name for rule in table.constraints if isinstance(rule, UniqueConstraint) for one in rule.columns}
    checks = " ".join(str(rule.sqltext) for rule in table.constraints if isinstance(rule, CheckConstraint))
    for column in table.columns:
        fixed = column.primary_key or column.foreign_keys or column.name in bound or column.name in checks
        if isinstance(column.type, String) and not fixed:
            yield column


@contextmanager
def _rows_may_change(connection: Connection) -> Iterator[None]:
    """Without the triggers that keep the journal append-only, inside this transaction alone. On PostgreSQL the user of
    the database must own the table."""
    if connection.dialect.name == "sqlite":
        trigger = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = 'journal_no_update'"
        made = connection.execute(text(trigger)).scalar_one()
        connection.execute(text("DROP TRIGGER journal_no_update"))
        yield
        connection.exec_driver_sql(made)
        return
    connection.execute(text("ALTER TABLE journal DISABLE TRIGGER journal_append_only"))
    yield
    connection.execute(text("ALTER TABLE journal ENABLE TRIGGER journal_append_only"))
