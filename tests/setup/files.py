"""Reads a set-up file as its page does, and writes it into the office."""

from deskq.core.extensions import db
from deskq.setup.file import plan, yaml_text
from deskq.setup.file.apply import apply
from deskq.setup.file.document import document
from deskq.setup.file.export import export
from deskq.units import queries as unit_queries

HEAD = "deskq_setup: 1\n"


def read(text: str, office: int):
    session = db.session()
    units = {unit.code: unit.id for unit in unit_queries.units(session, office)}
    stored = document(yaml_text.load(yaml_text.dump(export(session, office))), {}, units)
    wanted = document(yaml_text.load(text), stored, units)
    return wanted, plan.changes(plan.differences(stored, wanted))


def put(text: str, office: int) -> int:
    wanted, found = read(text, office)
    apply(office, "test", wanted, found, "digest")
    return len(found)
