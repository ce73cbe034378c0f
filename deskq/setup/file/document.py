"""Turns the values of a file into rows. Every mistake is reported with its line and a sentence."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import gevent
from pydantic import ValidationError

from deskq.core.errors import N_
from deskq.setup.file import rooms, sheets, town
from deskq.setup.file.rows import HEAD, KEYS, SECTIONS, SINGLE, VERSION
from deskq.setup.file.yaml_text import InvalidFile, Path, Problem, Read
from deskq.staff import rules as staff_rules
from deskq.web.forms import ERROR_TEXTS, INVALID

MOST = 100  #: mistakes that are shown at once
MORE = N_("There are more mistakes. They are shown when these are corrected.")
AT_ONCE = 50  #: rows that are checked before others may run, some milliseconds

Row = dict[str, Any]
#: {section: {key: row}}; a section that the file leaves out is left out here. The key of a single row is "".
Document = dict[str, dict[str, Row]]
#: Fields that refer to a row of another section: {(section, field): section}. ``stages.unit`` is the field of each row
#: of a list; several fields together are the key of a row that has several.
REFERS: Mapping[tuple[str, str | tuple[str, ...]], str] = {
    ("services", "group"): "groups",
    ("counters", "serves"): "services",
    ("hours", "service"): "services",
    ("people", "services"): "services",
    **town.REFERS,
    **rooms.REFERS,
    **sheets.REFERS,
}


def document(read: Read, stored: Document, units: Mapping[str, int]) -> Document:
    """The rows of a file. It may refer to the rows of the office (``stored``) and to its units (``units``, by code).
    Raises ``InvalidFile`` with all problems."""
    _refuse(list(_shape(read)))
    problems: list[Problem] = []
    found: Document = {}
    places: dict[tuple[str, str], Path] = {}
    for section in SECTIONS:
        if read.data.get(section) is not None:
            found[section] = {}
            for number, (path, values) in enumerate(_rows(section, read.data[section]), 1):
                problems += _take(read, section, path, values, found[section], places)
                if len(problems) > MOST:
                    _refuse(problems)
                if number % AT_ONCE == 0:
                    gevent.sleep(0)  # lets requests of visitors run in between
    _refuse([*problems, *_references(read, found, stored, places, units)])
    return found


def _refuse(problems: list[Problem]) -> None:
    """Raises ``InvalidFile`` if there are any. Nobody reads thousands, and drawing them takes seconds."""
    if problems:
        first = sorted(problems, key=lambda one: one.line or 0)[:MOST]
        raise InvalidFile(first if len(problems) <= MOST else [*first, Problem(None, MORE)])


def _shape(read: Read) -> Iterator[Problem]:
    if not isinstance(read.data, dict) or str(read.data.get(HEAD)) != VERSION:
        yield Problem(1, N_("The first line must be that of a file which was downloaded here."))
        return
    for name, value in read.data.items():
        line = read.line((name,))
        if name == HEAD:
            continue
        if name not in SECTIONS:
            yield Problem(line, N_("This section does not exist."), name)
        elif value is not None and not isinstance(value, dict if name in SINGLE else list):
            yield Problem(line, N_("This is not in the right form."), name)


def _rows(section: str, value: Any) -> list[tuple[Path, Any]]:
    if section in SINGLE:
        return [((section,), value)]
    return [((section, place), row) for place, row in enumerate(value)]


def _take(
    read: Read, section: str, path: Path, values: Any, rows: dict[str, Row], places: dict[tuple[str, str], Path]
) -> Iterator[Problem]:
    if not isinstance(values, dict):
        yield Problem(read.line(path), N_("This is not in the right form."), section)
        return
    given = {name: value for name, value in values.items() if value is not None}
    try:
        row = SECTIONS[section].model_validate(given).model_dump()
    except ValidationError as error:
        for item in error.errors():
            where = (*path, *item["loc"])
            yield Problem(read.line(where), ERROR_TEXTS.get(item["type"], INVALID), str(item["loc"][0]))
        return
    key = key_of(section, row, len(rows))
    if key in rows:
        yield Problem(read.line(path), N_("This is in the file twice."), key)
    if row.get("role", "clerk") not in staff_rules.ROLES:
        yield Problem(read.line((*path, "role")), N_("This role does not exist."), "role")
    rows[key], places[section, key] = row, path


def key_of(section: str, row: Row, place: int) -> str:
    """What identifies a row; several fields are joined."""
    fields = KEYS.get(section)
    if fields is None:
        return "" if section in SINGLE else str(place)
    return _joined(row, (fields,) if isinstance(fields, str) else fields)


def _joined(row: Row, fields: Iterable[str]) -> str:
    return " · ".join(str(row[name]) for name in fields if row[name] not in (None, ""))


def _references(
    read: Read,
    found: Document,
    stored: Document,
    places: Mapping[tuple[str, str], Path],
    units: Mapping[str, int],
) -> Iterator[Problem]:
    known = {section: set(found.get(section, ())) | set(stored.get(section, ())) for section in SECTIONS}
    known["units"] |= set(units)
    for (section, name), other in {**REFERS, ("people", "unit"): "units"}.items():
        for key, row in found.get(section, {}).items():
            for path, one in _named(row, name):
                if one is not None and one not in known[other]:
                    line = read.line((*places[section, key], *path))
                    yield Problem(line, N_("This does not exist, neither in the file nor in the office."), one)


def _named(row: Row, name: str | tuple[str, ...]) -> Iterator[tuple[Path, Any]]:
    """(path in the row, key) of the rows that a field names."""
    if isinstance(name, tuple):
        yield name[-1:], _joined(row, name)
        return
    outer, _, inner = name.partition(".")
    if inner:
        for place, one in enumerate(row[outer]):
            yield (outer, place, inner), one[inner]
        return
    for one in row[name] if isinstance(row[name], list | dict) else [row[name]]:
        yield (name,), one
