"""Reads a set-up file as its page does, and writes it into the office."""

import pytest

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


def text_of(office: int) -> str:
    """The set-up of the office as it would be exported."""
    return yaml_text.dump(export(db.session(), office))


def wrong_lines(text: str, office: int) -> list[tuple[int, str]]:
    """(line, sentence) of each mistake for which the file is refused."""
    with pytest.raises(yaml_text.InvalidFile) as refused:
        read(text, office)
    return [(one.line, one.words) for one in refused.value.problems]
