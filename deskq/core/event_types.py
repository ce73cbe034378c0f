"""Registry of event classes by kind: turns a row of the journal back into its event."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from types import ModuleType
from typing import Any

_classes: dict[str, type[Any]] = {}


class DuplicateKind(ValueError):
    """Two event classes have the same kind."""


def register(*modules: ModuleType) -> None:
    """Add every event class that these modules define; a module may be registered again."""
    for module in modules:
        for found in vars(module).values():
            if isinstance(found, type) and is_dataclass(found) and found.__module__ == module.__name__:
                kind = getattr(found, "kind", None)
                if isinstance(kind, str):
                    _add(kind, found)


def _add(kind: str, event: type[Any]) -> None:
    known = _classes.setdefault(kind, event)
    if known is not event:
        raise DuplicateKind(f"{kind}: {known.__name__} and {event.__name__}")


def known() -> Mapping[str, type[Any]]:
    """{kind: class} of all registered events."""
    return _classes


def is_a(kind: str, *events: type[Any]) -> bool:
    """Whether ``kind`` is that of one of these event classes or their subclasses; False for an unknown kind."""
    event = _classes.get(kind)
    return event is not None and issubclass(event, events)


def read(kind: str, facts: Mapping[str, Any]) -> Any | None:
    """The event of a kind with these facts; None for an unknown kind or a row of an older form that lacks a field."""
    event = _classes.get(kind)
    if event is None:
        return None
    given = {field.name: facts[field.name] for field in fields(event) if field.name in facts}
    if any(field.name not in given and field.default is MISSING and field.default_factory is MISSING
           for field in fields(event)):  # fmt: skip
        return None
    return event(**given)
