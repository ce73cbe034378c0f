"""Copies the set-up of one office into a new one, as the set-up file of the first would."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.errors import N_, InvalidInput
from deskq.setup.file import plan, yaml_text
from deskq.setup.file.apply import apply
from deskq.setup.file.document import Document, document
from deskq.setup.file.export import export
from deskq.setup.file.plan import Difference
from deskq.setup.file.yaml_text import InvalidFile
from deskq.units import queries as unit_queries

Content = dict[str, Any]
Change = Callable[[Content, Content], Content]
#: What stays that of the office itself.
OWN = ("people", "unit_heads", "buildings", "floors", "rooms")
OWN_FIELDS = ("name_fa", "name_en", "building_fa", "building_en", "location")
NOT_COPIED = N_(
    "The set-up of this office cannot be copied. Please check its file on the page “The whole set-up as one file”."
)


def check(session: Session, source: int) -> None:
    """``InvalidInput`` if the set-up of this office cannot be copied, to be known before another office is made."""
    _document(yaml_text.dump(_content(session, source)), {}, {})


@dataclass(frozen=True, slots=True)
class Copy:
    """What is written into an office so that its set-up becomes that of another one."""

    wanted: Document
    found: Sequence[Difference]
    digest: str


def copy_set_up(session: Session, source: int, target: int, by: str) -> None:
    """Services, their sheets, counters, hours, priorities and settings; no people, rooms, devices, secrets, tickets or
    messages."""
    write(compare(session, source, target), target, by)


def compare(session: Session, source: int, target: int, change: Change = lambda content, there: content) -> Copy:
    """Read both set-ups, which takes a good part of a second in a large office; nothing is locked. ``change`` gets the
    set-up as it would be written and that of the target, and returns what is written. ``InvalidInput``: see
    ``check``."""
    content, there = _content(session, source), export(session, target)
    content["office"] |= {name: there["office"][name] for name in OWN_FIELDS if name in there["office"]}
    text = yaml_text.dump(change(content, there))
    units = {unit.code: unit.id for unit in unit_queries.units(session, target)}
    stored = _document(yaml_text.dump(there), {}, units)
    wanted = _document(text, stored, units)
    found = plan.changes(plan.differences(stored, wanted))
    return Copy(wanted, found, hashlib.sha256(text.encode()).hexdigest())


def write(copy: Copy, target: int, by: str) -> None:
    apply(target, by, copy.wanted, copy.found, copy.digest)


def _content(session: Session, source: int) -> Content:
    """Service sheets become drafts, which each office confirms for itself."""
    content = {section: rows for section, rows in export(session, source).items() if section not in OWN}
    content["sheets"] = [{**row, "offered": False} for row in content["sheets"]]
    return content


def _document(text: str, stored: Document, units: Mapping[str, int]) -> Document:
    try:
        return document(yaml_text.load(text), stored, units)
    except InvalidFile:
        raise InvalidInput({"like": NOT_COPIED}) from None
