"""Strikes a text out of the journal and out of the tables where it also stands.

The chain stays provable: a row keeps its hash, and a redaction entry names that hash and the hash of what is left.
"""

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import CheckConstraint, Column, Connection, String, Table, UniqueConstraint, func, select, text, update
from sqlalchemy.orm import Session

from deskq.core import event_types, journal_texts
from deskq.core.db import journal, journal_check
from deskq.core.db.events import EntryRedacted
from deskq.core.db.journal import Entry
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
    places = dict(_texts(entry))
    if field not in places:
        raise NotRedacted(f"Row {row} ({entry.kind}) has no such text. It has: {', '.join(places) or 'none'}.")
    return places[field] - {"", MARK}


def entries_with(session: Session, office_id: int, texts: set[str]) -> list[tuple[Entry, str]]:
    """Each (row, field) of the journal that holds one of these texts."""
    kinds = [kind for kind, event in event_types.known().items() if journal_texts.of(event)]
    wanted = select(Entry).where(Entry.office_id == office_id, Entry.kind.in_(kinds)).order_by(Entry.sequence)
    return [(entry, field) for entry in session.scalars(wanted) for field, there in _texts(entry) if there & texts]


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


def _strike_row(tx: Transaction, entry: Entry, field: str, texts: set[str], why: str) -> None:
    previous = tx.session.get(Entry, (tx.office_id, entry.sequence - 1))
    before = journal.START if previous is None else previous.hash
    row = journal.columns_of(entry)
    struck = journal_check.redactions(tx.session, tx.office_id)
    if not struck.is_whole(entry.sequence, entry.hash, journal.digest(before, row)):
        raise NotRedacted(f"Row {entry.sequence} was changed without a redaction. See flask verify-journal.")
    body = journal.body_text(_without(entry.facts, field, texts))
    with _rows_may_change(tx.connection):
        mine = (Entry.office_id == tx.office_id, Entry.sequence == entry.sequence)
        tx.connection.execute(update(ROWS).where(*mine).values(body=body))
    tx.session.expire(entry)
    tx.record(EntryRedacted(entry.sequence, field, entry.hash, journal.digest(before, {**row, "body": body}), why))


def _texts(entry: Entry) -> Iterator[tuple[str, set[str]]]:
    """(field, its texts) of what people typed; a change has one field for each column: ``changes.name_fa``."""
    facts = entry.facts
    for name in journal_texts.of(event_types.known().get(entry.kind)):
        value = facts.get(name)
        if isinstance(value, dict):
            for column, pair in value.items():
                yield f"{name}.{column}", {one for one in pair if isinstance(one, str)}
        elif isinstance(value, str):
            yield name, {value}


def _without(facts: dict[str, Any], field: str, texts: set[str]) -> dict[str, Any]:
    """The facts with these texts struck out of a field, and without the salt that hid them in the hash."""
    facts = copy.deepcopy(facts)
    facts.pop(SALT, None)
    name, _, column = field.partition(".")
    if column:
        facts[name][column] = [MARK if one in texts else one for one in facts[name][column]]
    else:
        facts[name] = MARK
    return facts


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
