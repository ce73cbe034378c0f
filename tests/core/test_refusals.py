"""What the parts of the core refuse: what is declared twice, what nobody declared, rows that are not there."""

from dataclasses import dataclass
from types import ModuleType
from typing import ClassVar

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, update
from sqlalchemy.exc import NoResultFound

from deskq.core import event_types, ports, row_objects
from deskq.core.db.fixed import FixedStatement
from deskq.core.extensions import db
from deskq.office.models import Counter


@pytest.mark.parametrize(("make", "value"), [(insert, "default"), (update, "onupdate")])
def test_a_fixed_statement_does_not_silently_leave_out_the_default_of_a_column(make, value):
    columns = Column("id", Integer, primary_key=True), Column("size", Integer, **{value: 7})
    table = Table("box", MetaData(), *columns)
    engine = create_engine("sqlite://")

    with engine.connect() as connection:
        table.create(connection)
        with pytest.raises(TypeError, match="name them all"):
            FixedStatement(make(table), ["id"]).all(connection, {"id": 1})
    engine.dispose()


def test_two_events_do_not_have_one_kind(monkeypatch):
    @dataclass
    class First:
        kind: ClassVar[str] = "tests.one_kind"

    @dataclass
    class Second:
        kind: ClassVar[str] = "tests.one_kind"

    monkeypatch.setattr(event_types, "_classes", {})
    event_types.register(module_with(First))

    with pytest.raises(event_types.DuplicateKind, match=r"tests\.one_kind: First and Second"):
        event_types.register(module_with(Second))

    assert event_types.known() == {"tests.one_kind": First}


def module_with(event: type) -> ModuleType:
    made = ModuleType(event.__module__)
    setattr(made, event.__name__, event)
    return made


def test_a_port_is_declared_once(monkeypatch):
    monkeypatch.setattr(ports, "_declared", {})
    first = ports.Port("door", "closed")

    with pytest.raises(ValueError, match="the port door is declared twice"):
        ports.Port("door", "open")

    assert ports._declared == {"door": first}


def test_a_template_that_asks_for_a_port_nobody_declared_is_told_so():
    with pytest.raises(AttributeError, match="no_such_port"):
        _ = ports.TemplatePorts().no_such_port


def test_a_row_that_must_exist_and_does_not_is_no_row(app):
    with pytest.raises(NoResultFound):
        row_objects.existing(db.session(), Counter, 0)
