"""Rows that a machine sends: read and carried out at once, by the same rules as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext

from deskq.application_exchange import work
from deskq.application_exchange.examine import OTHER_ROW, Group
from deskq.application_exchange.rows import RowReader, RowRefused
from deskq.application_exchange.rules import fields
from deskq.application_exchange.rules.fields import Layout
from deskq.application_exchange.service import carry_out as service
from deskq.core import clock
from deskq.core.errors import N_, InvalidInput
from deskq.core.extensions import db

UNKNOWN_FIELD = N_("This field does not exist.")


@dataclass(slots=True)
class Counts:
    """``refused``: {row, from 0: (field, reason in the caller's language)}."""

    made: int = 0
    changed: int = 0
    same: int = 0
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)


def carry_out(office_id: int, by: str, kind: str, rows: Sequence[Mapping[str, str]], *, dry_run: bool) -> Counts:
    """All rows that are not refused, in one transaction; ``InvalidInput`` for a field that does not exist."""
    names = [one.code for one in fields.FIELDS[kind]]
    if unknown := {name for row in rows for name in row} - set(names):
        raise InvalidInput({f"rows.{name}"[:60]: UNKNOWN_FIELD for name in unknown})
    groups = _groups(kind, names, rows)
    office = service.office_of(db.session(), office_id, clock.now())
    office.read_sheets()
    found = work.examined(office, kind, groups) if dry_run else service.at_once(office, by, kind, groups)
    refused = {row: (name, gettext(words)) for one in groups for row, (name, words) in one.refused.items()}
    return Counts(*found, refused)


def _groups(kind: str, names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[Group]:
    reader = RowReader(kind, Layout({name: place for place, name in enumerate(names)}, {}), clock.zone(), clock.now())
    groups: dict[str, Group] = {}
    for number, row in enumerate(rows):
        cells = [row.get(name, "").replace("\0", "").strip() for name in names]
        key = reader.key(cells)
        group = groups.setdefault(key or f"\n{number}", Group(key))
        try:
            group.rows.append(reader.row(number, cells))
        except RowRefused as refused:
            group.refused[number] = (refused.field, refused.words)
    for group in groups.values():
        if group.rows:
            group.key = group.rows[0].key
        if group.refused:
            group.refused = {one.number: ("", OTHER_ROW) for one in group.rows} | group.refused
    return list(groups.values())
