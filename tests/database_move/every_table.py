"""At least one row in every table of a SQLite database, whatever the rows mean."""

import re
import sqlite3
from datetime import date
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Float, Integer, MetaData, Table

TEXT = "نمونه"
DAY = 14050903  #: pages compute with days, so it is one of the calendar
ONE_OF = re.compile(r"(?:^|OR )(\w+) IN \('(\w*)'")
#: What checks ask for that name no list of words.
ASKED = {
    "announcement.ends_at": 2, "announcement.seconds": 5, "slot_plan.closes": 1440, "slot_plan.slot_minutes": 5,
    "leave.substitute_id": 2, "visitor_referral.body": "", "saved_report.sends": "", "scan_link.draft": "",
    "commission_call.member": None, "saved_report.period": "range",
}  # fmt: skip


def fill(connection: sqlite3.Connection, metadata: MetaData) -> list[str]:
    """Returns the tables that got a row."""
    connection.execute("PRAGMA foreign_keys = OFF")
    empty = [table for table in metadata.sorted_tables if not _rows(connection, table)]
    for table in empty:
        row = {column.name: _value(connection, table, column) for column in table.columns}
        names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
        connection.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', [*row.values()])
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    return [table.name for table in empty]


def _rows(connection: sqlite3.Connection, table: Table) -> int:
    return connection.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[0]


def _value(connection: sqlite3.Connection, table: Table, column: Column[Any]) -> Any:
    if f"{table.name}.{column.name}" in ASKED:
        return ASKED[f"{table.name}.{column.name}"]
    for check in table.constraints:
        one = ONE_OF.search(str(check.sqltext)) if isinstance(check, CheckConstraint) else None
        if one is not None and one[1] == column.name:
            return one[2]
    for key in column.foreign_keys:
        found = connection.execute(f'SELECT min("{key.column.name}") FROM "{key.column.table.name}"').fetchone()[0]
        return found if found is not None or column.nullable else 1
    kind = column.type
    if isinstance(kind, Boolean):
        return 1
    if isinstance(kind, Date):
        return date(2026, 11, 24).isoformat()
    if isinstance(kind, Float):
        return 0.1
    if kind.python_type is bytes:
        return bytes(range(256))
    if isinstance(kind, Integer) or kind.python_type is not str:
        return DAY if column.name == "day" else 1
    return TEXT[: getattr(kind, "length", None) or len(TEXT)]
