"""Copies the set-up of one office into a new one, as the set-up file of the first would."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from deskq.core.errors import N_, InvalidInput
from deskq.setup.file import plan, yaml_text
from deskq.setup.file.apply import apply
from deskq.setup.file.document import Document, document
from deskq.setup.file.export import export
from deskq.setup.file.yaml_text import InvalidFile
from deskq.units import queries as unit_queries

#: What stays that of the office itself.
OWN = ("people",)
OWN_FIELDS = ("name_fa", "name_en", "building_fa", "building_en", "location")
NOT_COPIED = N_(
    "The set-up of this office cannot be copied. Please check its file on the page “The whole set-up as one file”."
)


def check(session: Session, source: int) -> None:
    """``InvalidInput`` if the set-up of this office cannot be copied, to be known before another office is made."""
    _document(yaml_text.dump(_content(session, source)), {}, {})


def copy_set_up(session: Session, source: int, target: int, by: str) -> None:
    """Services, counters, hours, priorities and settings; no people, devices, secrets, tickets or messages."""
    content, there = _content(session, source), export(session, target)
    content["office"] |= {name: there["office"][name] for name in OWN_FIELDS if name in there["office"]}
    text = yaml_text.dump(content)
    units = {unit.code: unit.id for unit in unit_queries.units(session, target)}
    stored = _document(yaml_text.dump(there), {}, units)
    wanted = _document(text, stored, units)
    found = plan.changes(plan.differences(stored, wanted))
    apply(target, by, wanted, found, hashlib.sha256(text.encode()).hexdigest())


def _content(session: Session, source: int) -> dict[str, Any]:
    return {section: rows for section, rows in export(session, source).items() if section not in OWN}


def _document(text: str, stored: Document, units: Mapping[str, int]) -> Document:
    try:
        return document(yaml_text.load(text), stored, units)
    except InvalidFile:
        raise InvalidInput({"like": NOT_COPIED}) from None
