"""What deskq has published or stored by name, read from the running code: none of it may disappear."""

import dataclasses
import re
import sys
from collections.abc import Iterator
from typing import Any

from click import Command, Group
from flask import Flask
from sqlalchemy import CheckConstraint, Column

from config import ROOT
from deskq.api.openapi import document
from deskq.core.db.field_encryption import EncryptedText
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.messages.rules.transitions import MOVES as MESSAGE_MOVES
from deskq.ops.cli import LazyCommand
from deskq.queue.rules.transitions import MOVES as TICKET_MOVES

SETTINGS = ROOT / "docs" / "settings.md"


def names(app: Flask) -> dict[str, Any]:
    """Everything, as plain values; lists are sorted and without repetition."""
    known_commands = commands(app)  # first: refusals and events of their modules count too
    return {
        "columns": {table.name: sorted(table.columns.keys()) for table in tables()},
        "sealed": {f"{column.table.name}.{column.name}": column.type.context for column in sealed_columns()},
        "checks": checks(),
        "events": event_fields(),
        "ticket_moves": {f"{state} {verb}": after for (state, verb), after in TICKET_MOVES.items()},
        "message_moves": {f"{state} {verb}": after for (state, verb), after in MESSAGE_MOVES.items()},
        "slugs": slugs(),
        "rules": rules(app),
        "operations": operations(),
        "commands": known_commands,
        "settings": sorted(set(re.findall(r"DESKQ_\w+", SETTINGS.read_text()))),
    }


def tables() -> list[Any]:
    return list(db.metadata.tables.values())


def sealed_columns() -> Iterator[Column[Any]]:
    for table in tables():
        yield from (column for column in table.columns if isinstance(column.type, EncryptedText))


def checks() -> dict[str, list[str]]:
    """{table: the words that its check constraints allow}: states, kinds, channels, roles."""
    found: dict[str, set[str]] = {}
    for table in tables():
        for one in table.constraints:
            if isinstance(one, CheckConstraint):
                found.setdefault(table.name, set()).update(re.findall(r"'([^']*)'", str(one.sqltext)))
    return {table: sorted(words) for table, words in found.items()}


def event_fields() -> dict[str, list[str]]:
    """{kind: names of its fields} of every event class that is loaded; both are hashed into the journal."""
    found = {}
    for kind in _classes():
        name = getattr(kind, "kind", None)
        if dataclasses.is_dataclass(kind) and isinstance(name, str) and "." in name:
            found[name] = sorted(field.name for field in dataclasses.fields(kind))
    return found


def _classes() -> Iterator[type]:
    for name, module in list(sys.modules.items()):
        if name.startswith("deskq."):
            yield from (each for each in list(vars(module).values()) if isinstance(each, type))


def slugs() -> dict[str, list[int]]:
    """{slug of a refusal: its HTTP statuses}."""
    found: dict[str, set[int]] = {}
    for refusal in _below(DomainError):
        if refusal.__module__.startswith("deskq."):
            found.setdefault(refusal.slug, set()).add(refusal.status)
    return {slug: sorted(statuses) for slug, statuses in found.items()}


def _below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _below(child)


def rules(app: Flask) -> list[str]:
    """Methods and addresses. The name of a part, unlike its converter, is seen by nobody outside."""
    found = set()
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:([^:<>]+):)?\w+>", lambda part: f"<{part[1] or ''}>", rule.rule)
        found |= {f"{method} {path}" for method in rule.methods or () if method not in ("HEAD", "OPTIONS")}
    return sorted(found)


def operations() -> dict[str, list[str]]:
    """{operation of the API: the names in what it takes and answers}, with dots into what is nested."""
    whole = document()
    found = {}
    for methods in whole["paths"].values():
        for operation in methods.values():
            fields = {f"? {given['name']}" for given in operation["parameters"] if given["in"] != "path"}
            if "requestBody" in operation:
                fields |= {f"> {name}" for name in _fields(whole, operation["requestBody"])}
            for status, answer in operation["responses"].items():
                fields |= {f"{status} {name}" for name in _fields(whole, answer)} | {status}
            found[operation["operationId"]] = sorted(fields)
    return found


def _fields(whole: dict[str, Any], shape: Any) -> set[str]:
    if isinstance(shape, list):
        return set().union(*(_fields(whole, part) for part in shape))
    if not isinstance(shape, dict):
        return set()
    if "$ref" in shape:
        return _fields(whole, whole["components"]["schemas"][shape["$ref"].rpartition("/")[2]])
    found = set()
    for name, inner in shape.get("properties", {}).items():
        found |= {name} | {f"{name}.{below}" for below in _fields(whole, inner)}
    others = [part for key, part in shape.items() if key not in ("properties", "enum", "const", "default", "examples")]
    return found | _fields(whole, others)


def commands(app: Flask) -> dict[str, list[str]]:
    """{command: its options and arguments}; those of a group by their full name."""
    return dict(_commands(app.cli.commands, ""))


def _commands(found: dict[str, Command], before: str) -> Iterator[tuple[str, list[str]]]:
    for name, command in found.items():
        command = command.load() if isinstance(command, LazyCommand) else command
        yield before + name, sorted(word for parameter in command.params for word in parameter.opts)
        if isinstance(command, Group):
            yield from _commands(command.commands, f"{before}{name} ")
