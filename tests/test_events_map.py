"""Every event is registered, is known by one kind and named by its class, and docs/events-map.md lists who hears it."""

import ast
import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any

from deskq.core import event_types, transactions
from deskq.live import registry
from deskq.live.screen_types import ScreenType

ROOT = Path(__file__).parents[1]
DESKQ = ROOT / "deskq"
PAGE = ROOT / "docs" / "events-map.md"
KIND = re.compile(r"[a-z]+\.[a-z_]+")


def test_every_event_class_is_registered(app):
    modules = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in DESKQ.rglob("events.py")]
    defined = {event for module in modules for event in events_of(module)}

    assert len(modules) > 5
    assert defined == set(event_types.known().values())


def events_of(module: str) -> list[type[Any]]:
    found = vars(importlib.import_module(module)).values()
    return [one for one in found if isinstance(one, type) and is_dataclass(one) and one.__module__ == module]


def test_no_kind_is_compared_as_text_outside_the_modules_of_events():
    """``row.kind == "device.revoked"`` goes on silently when the event is renamed; a class does not."""
    paths = [path for path in DESKQ.rglob("*.py") if path.name != "events.py" and "migrations" not in path.parts]
    found = [f"{path.relative_to(ROOT)}:{line}" for path in paths for line in compared_kinds(path)]

    assert found == []


def compared_kinds(path: Path) -> Iterable[int]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Compare) and "kind" in ast.unparse(node.left):
            texts = [
                one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
            ]
            if any(text in event_types.known() for text in texts):
                yield node.lineno


def test_the_page_lists_every_event_and_its_subscribers(app):
    rows = [line for line in PAGE.read_text().splitlines() if line.startswith("| `")]

    assert rows == [*event_rows(app), *screen_rows(app)], f"docs/events-map.md should have:\n{page_text(app)}"


def page_text(app) -> str:
    return "\n".join([*event_rows(app), "", *screen_rows(app)])


def event_rows(app) -> list[str]:
    ending = registry.of(app)._endings
    rows = []
    for kind, event in sorted(event_types.known().items()):
        inside = functions(transactions._in_transaction.get(event, ()))
        after = functions(transactions._after_commit.get(event, ()))
        ends = "yes" if any(one in ending for one in event.__mro__) else ""
        rows.append(f"| `{kind}` | {event.__name__} | {inside} | {after} | {ends} |")
    return rows


def functions(subscribers: Iterable[Callable[..., Any]]) -> str:
    names = {f"{one.__module__.removeprefix('deskq.')}.{one.__name__}" for one in subscribers}
    return ", ".join(f"`{name}`" for name in sorted(names) if not name.startswith("tests."))


def screen_rows(app) -> list[str]:
    types = sorted(registry.of(app).types.values(), key=lambda one: (one.refresh.urgency, one.name))
    return [f"| `{one.name}` | {refreshed_by(one)} | {order(one)} |" for one in types]


def refreshed_by(screen: ScreenType) -> str:
    if screen.refresh.events is not None:
        return ", ".join(sorted(event.__name__ for event in screen.refresh.events))
    if not screen.refresh.own_ticket_only:
        return "every event of its office"
    later = "; others of its office at most once a second" if screen.delayed is not None else ""
    return f"every event of its ticket{later}"


def order(screen: ScreenType) -> str:
    refresh = screen.refresh
    others = f"; {refresh.others_urgency.name.lower()} for other counters" if refresh.others_urgency else ""
    return refresh.urgency.name.lower() + others
