"""Reads YAML as texts, lists and mappings, with the line of each value.

Every scalar stays the text that was typed, so that 7:30 is not read as a number and «no» not as a truth value. The
forms of rows.py read it like a field of a page. Anchors, tags and further documents are refused.
"""

from dataclasses import dataclass, field
from typing import Any

import yaml

from deskq.core.errors import N_

Path = tuple[str | int, ...]
DEEPEST = 8
EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Problem:
    """``words`` is a msgid; ``line`` counts from 1, None for the file as a whole."""

    line: int | None
    words: str
    field: str = ""


class InvalidFile(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


@dataclass
class Read:
    """``lines``: {path of a value: its line}. A path is ``("services", 2, "code")``."""

    data: Any
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """Line of the value, or of the value that contains it."""
        return next((self.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.lines), None)


def load(text: str) -> Read:
    """Raises ``InvalidFile`` with the line of text that is not YAML, or not YAML of this kind."""
    try:
        events = list(yaml.parse(text, Loader=yaml.SafeLoader))
        for event in events:
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or _has_tag(event):
                raise InvalidFile([Problem(_line(event), N_("Anchors and tags of YAML are not used here."))])
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = mark.line + 1 if mark is not None else None
        raise InvalidFile(
            [Problem(line, N_("This line is not valid YAML. Please check its colons and indents."))]
        ) from None
    read = Read(None)
    read.data = _value(node, (), read) if node is not None else {}
    return read


def dump(data: Any) -> str:
    """Readable text that ``load`` reads back, in the order of ``data``."""
    written: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False)
    return written


def _has_tag(event: Any) -> bool:
    return isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) not in (None, "!")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _value(node: Any, path: Path, read: Read) -> Any:
    read.lines[path] = _line(node)
    if len(path) > DEEPEST:
        raise InvalidFile([Problem(_line(node), N_("This is nested too deeply."))])
    if isinstance(node, yaml.ScalarNode):
        return None if node.style is None and node.value in EMPTY else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(one, (*path, place), read) for place, one in enumerate(node.value)]
    found: dict[str, Any] = {}
    for key, one in node.value:
        name = str(key.value)
        if name in found:
            raise InvalidFile([Problem(_line(key), N_("This is in the file twice."), name)])
        found[name] = _value(one, (*path, name), read)
        read.lines[(*path, name)] = _line(key)
    return found
