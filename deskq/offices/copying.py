"""Copies the set-up of one office into a new one, as the set-up file of the first would."""

import hashlib

from sqlalchemy.orm import Session

from deskq.setup.file import plan, yaml_text
from deskq.setup.file.apply import apply
from deskq.setup.file.document import document
from deskq.setup.file.export import export
from deskq.units import queries as unit_queries

#: What stays that of the office itself.
OWN = ("people",)
OWN_FIELDS = ("name_fa", "name_en", "building_fa", "building_en", "location")


def copy_set_up(session: Session, source: int, target: int, by: str) -> None:
    """Services, counters, hours, priorities and settings; no people, devices, secrets, tickets or messages."""
    content = {section: rows for section, rows in export(session, source).items() if section not in OWN}
    there = export(session, target)
    content["office"] |= {name: there["office"][name] for name in OWN_FIELDS if name in there["office"]}
    text = yaml_text.dump(content)
    units = {unit.code: unit.id for unit in unit_queries.units(session, target)}
    stored = document(yaml_text.load(yaml_text.dump(there)), {}, units)
    wanted = document(yaml_text.load(text), stored, units)
    found = plan.changes(plan.differences(stored, wanted))
    apply(target, by, wanted, found, hashlib.sha256(text.encode()).hexdigest())
