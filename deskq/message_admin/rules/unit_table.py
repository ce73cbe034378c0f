"""The table of all units as it was typed: what each row means, what is wrong in which cell, and what would change.

Units above and heads are typed by name, so that a column copied from a spreadsheet can be pasted.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from deskq.core.errors import N_
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.units.escalation_path import path_to_top

#: The cells of a row in the order of the table and of a pasted row, with their greatest lengths.
CELLS = {"name_fa": 80, "name_en": 80, "above": 80, "head": 80, "does_fa": 160, "does_en": 160}
MOST_ROWS = 300
#: First cells of a pasted heading, which is no unit.
HEADINGS = frozenset({"نام", "نام واحد", "واحد", "name", "unit", "unit name"})
CODE = re.compile(r"[a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class TypedRow:
    """One row as typed. ``row_id``: an existing unit; ``code``: of a row from the template, "" for any other."""

    row_id: int | None = None
    code: str = ""
    number: str = ""
    name_fa: str = ""
    name_en: str = ""
    above: str = ""
    head: str = ""
    does_fa: str = ""
    does_en: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether a new row was left empty."""
        return self.row_id is None and not any(getattr(self, cell) for cell in CELLS)


class Proposed(Protocol):
    """A unit of the template; ``above`` is the code of the unit above, ``head_role`` the role of its usual head."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> Name: ...
    @property
    def above(self) -> str: ...
    @property
    def head_role(self) -> str: ...
    @property
    def does(self) -> Name: ...


class Stored(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def name_fa(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def does_fa(self) -> str: ...
    @property
    def does_en(self) -> str: ...
    @property
    def parent_id(self) -> int | None: ...
    @property
    def head_id(self) -> int | None: ...
    @property
    def offered(self) -> bool: ...


class Member(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def sign_in_name(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def role(self) -> str: ...
    @property
    def active(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with its meaning: ``index`` of the typed row, ``above``: index of the row above it."""

    index: int
    row_id: int | None
    code: str
    fields: Mapping[str, Any]
    above: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """``rows`` in their order in the list; ``problems`` {"cell-index": words}."""

    rows: Sequence[ReadRow]
    problems: Mapping[str, str]


def pasted(rows: Iterable[Sequence[str]]) -> list[TypedRow]:
    """Rows copied from a spreadsheet, without a heading; further cells are left out."""
    found = [replace(TypedRow(), **_by_cell(cells)) for cells in rows]
    if found and persian.search_key(found[0].name_fa) in HEADINGS:
        del found[0]
    return found


def _by_cell(cells: Sequence[str]) -> dict[str, Any]:
    return dict(zip(CELLS, cells, strict=False))


def from_template(template: Sequence[Proposed], there: set[str], members: Sequence[Member]) -> list[TypedRow]:
    """Rows for the units of the template that are not there. Somebody is proposed as head if they are the only one of
    the role that usually heads it."""
    names = {unit.code: unit.name for unit in template}
    found = []
    for unit in template:
        if unit.code not in there:
            usual = [one for one in members if one.active and one.role == unit.head_role]
            above = names[unit.above].fa if unit.above else ""
            row = TypedRow(code=unit.code, name_fa=unit.name.fa, name_en=unit.name.en, above=above)
            head = usual[0].name if len(usual) == 1 else ""
            found.append(replace(row, head=head, does_fa=unit.does.fa, does_en=unit.does.en))
    return found


def read(typed: Sequence[TypedRow], stored: Mapping[int, Stored], members: Sequence[Member]) -> Reading:
    """The meaning of all rows; a blank new one has none. Stored units that were not sent stay as they are."""
    problems: dict[str, str] = {}
    rows = [(index, _cleaned(row)) for index, row in enumerate(typed) if not row.is_blank]
    order = {index: _number(row, index, problems) for index, row in rows}
    for index, row in rows:
        problems |= {f"{cell}-{index}": words for cell, words in _too_long(row)}
        if not row.name_fa:
            problems[f"name_fa-{index}"] = N_("Please fill in this field.")
    _check_names(rows, problems)
    above = _aboves(rows, problems)
    found = [
        ReadRow(index, row.row_id, row.code, _fields(index, row, stored, members, problems), above.get(index))
        for index, row in sorted(rows, key=lambda pair: (order[pair[0]], pair[0]))
    ]
    _check_path(found, stored, problems)
    return Reading(found, problems)


def _cleaned(row: TypedRow) -> TypedRow:
    texts: dict[str, Any] = {cell: " ".join(persian.clean(getattr(row, cell)).split()) for cell in CELLS}
    return replace(row, **texts)


def _number(row: TypedRow, index: int, problems: dict[str, str]) -> float:
    typed = persian.ascii_digits(row.number).strip()
    if not typed:
        return float(index + 1) if row.row_id is not None else float("inf")
    if not (typed.isdecimal() and len(typed) <= 4):
        problems[f"number-{index}"] = N_("Please enter a whole number.")
        return float("inf")
    return float(typed)


def _too_long(row: TypedRow) -> Iterator[tuple[str, str]]:
    for cell, longest in CELLS.items():
        if len(getattr(row, cell)) > longest:
            yield cell, N_("This text is too long.")


def _check_names(rows: Sequence[tuple[int, TypedRow]], problems: dict[str, str]) -> None:
    known: set[str] = set()
    for index, row in rows:
        key = persian.search_key(row.name_fa)
        if key and key in known:
            problems[f"name_fa-{index}"] = N_("Another unit has this name.")
        known.add(key)


def _aboves(rows: Sequence[tuple[int, TypedRow]], problems: dict[str, str]) -> dict[int, int]:
    """{index: index of the unit above}"""
    keys: dict[str, int] = {}
    for index, row in reversed(rows):
        for name in filter(None, (row.code, row.name_en, row.name_fa)):
            keys[persian.search_key(name)] = index
    found: dict[int, int] = {}
    for index, row in rows:
        if row.above:
            above = keys.get(persian.search_key(row.above))
            if above is None:
                problems[f"above-{index}"] = N_("There is no unit of this name in the table.")
            else:
                found[index] = above
    for index, _ in rows:
        if index in path_to_top(found, found.get(index)):
            problems[f"above-{index}"] = N_("This unit is already below it. A unit cannot be above itself.")
    return found


def _fields(
    index: int, row: TypedRow, stored: Mapping[int, Stored], members: Sequence[Member], problems: dict[str, str]
) -> dict[str, Any]:
    """The columns of a row but the unit above."""
    before = stored.get(row.row_id or 0)
    head = _head(row.head, members, before.head_id if before else None)
    if isinstance(head, str):
        problems[f"head-{index}"] = head
        head = None
    texts = {cell: getattr(row, cell) for cell in ("name_fa", "name_en", "does_fa", "does_en")}
    return {**texts, "head_id": head}


def _head(typed: str, members: Sequence[Member], before: int | None) -> int | str | None:
    """The person of this name, or why there is none. Of several the one who heads it already."""
    if not typed:
        return None
    key = persian.search_key(typed)
    alike = [one for one in members if key in _spellings(one)]
    chosen = [one for one in alike if one.id == before] or [one for one in alike if one.active]
    if len(chosen) == 1:
        return chosen[0].id
    if chosen:
        return N_("Several people have this name. Please write the sign-in name.")
    if alike:
        return N_("This person is not active. Please choose somebody else.")
    return N_("There is nobody of this name.")


def _spellings(one: Member) -> set[str]:
    return {persian.search_key(name) for name in (one.name, one.name_en, one.sign_in_name) if name}


def _check_path(rows: Sequence[ReadRow], stored: Mapping[int, Stored], problems: dict[str, str]) -> None:
    """A closed unit is put above no further one."""
    by_index = {row.index: row for row in rows}
    for row in rows:
        above = by_index.get(row.above) if row.above is not None else None
        unit = stored.get(above.row_id or 0) if above is not None else None
        before = stored.get(row.row_id or 0)
        if unit is not None and not unit.offered and (before is None or before.parent_id != unit.id):
            problems[f"above-{row.index}"] = N_("This unit is closed. Please choose another one.")


@dataclass(frozen=True, slots=True)
class Difference:
    """What saving would change: ``cell`` "" for a new unit. Values are texts."""

    unit: Name
    cell: str
    before: str
    after: str


def differences(reading: Reading, stored: Mapping[int, Stored], members: Mapping[int, Name]) -> list[Difference]:
    """In the order of the table."""
    by_index = {row.index: row for row in reading.rows}
    found: list[Difference] = []
    for row in reading.rows:
        name = Name(row.fields["name_fa"], row.fields["name_en"])
        above = by_index[row.above].fields["name_fa"] if row.above is not None else ""
        before = stored.get(row.row_id or 0)
        if before is None:
            found.append(Difference(name, "", "", above))
            continue
        texts = {cell: (getattr(before, cell), row.fields[cell]) for cell in row.fields if cell != "head_id"}
        over = stored.get(before.parent_id or 0)
        parent = by_index[row.above].row_id if row.above is not None else None
        if parent != before.parent_id or (row.above is not None and parent is None):
            texts["above"] = (over.name_fa if over else "", above)
        texts["head"] = (_called(members, before.head_id), _called(members, row.fields["head_id"]))
        found += [
            Difference(Name(before.name_fa, before.name_en), cell, was, now)
            for cell, (was, now) in texts.items()
            if was != now
        ]
    return found


def _called(members: Mapping[int, Name], person_id: int | None) -> str:
    return members[person_id].fa if person_id is not None and person_id in members else ""


def new_code(row: ReadRow, taken: set[str]) -> str:
    """The code of a new unit: that of the template, else made of its English name, else a number."""
    made = "_".join(CODE.findall(row.code or row.fields["name_en"].casefold()))[:36] or "unit"
    made = made if made[0].isalpha() else f"unit_{made}"
    if made not in taken and made != "unit":
        return made
    return next(code for number in range(2, 10_000) if (code := f"{made}_{number}") not in taken)
