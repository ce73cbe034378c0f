"""Reads YAML as texts, lists and mappings, with the line of each value.

Every scalar stays the text that was typed, so that 7:30 is not read as a number and «no» not as a truth value. The
forms of rows.py read it like a field of a page. Anchors, tags and further documents are refused.

Values are made while the text is parsed: what is nested too deeply is refused at once, and other requests run in
between, because a long text takes a good part of a second.
"""

from dataclasses import dataclass, field
from typing import Any

import gevent
import yaml

from deskq.core.errors import N_

Path = tuple[str | int, ...]
DEEPEST = 8
AT_ONCE = 1000  #: events that are read before others may run, some milliseconds
#: The parser in C needs a twentieth of the time. Wheels of PyYAML have it.
LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
DUMPER = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper
EMPTY = ("", "~", "null", "Null", "NULL")
TOO_DEEP = N_("This is nested too deeply.")
NOT_YAML = N_("This line is not valid YAML. Please check its colons and indents.")


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


def load(text: str, loader: Any = LOADER) -> Read:
    """Raises ``InvalidFile`` with the line of text that is not YAML, or not YAML of this kind."""
    builder = _Builder()
    try:
        for number, event in enumerate(yaml.parse(text, Loader=loader), 1):
            builder.take(event)
            if number % AT_ONCE == 0:
                gevent.sleep(0)  # lets requests of visitors run in between
    except yaml.YAMLError as error:
        raise _refused(error, text) from None
    return builder.read


def _refused(error: yaml.YAMLError, text: str) -> InvalidFile:
    """What ends too early is a mistake of the last line with text, though the parser may name one after it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = min(mark.line, text.rstrip().count("\n")) + 1 if mark is not None else None
    # The parser in C looks ahead for a colon through a whole line, and has a limit of its own.
    too_deep = "level" in (getattr(error, "context", None) or "")
    return _invalid(line, TOO_DEEP if too_deep else NOT_YAML)


def dump(data: Any) -> str:
    """Readable text that ``load`` reads back, in the order of ``data``."""
    form = {"allow_unicode": True, "sort_keys": False, "width": 110, "default_flow_style": False}
    written: str = yaml.dump(data, Dumper=DUMPER, **form)
    return written


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not complete. ``key`` and its ``line``: that of a mapping whose value comes next."""

    value: list[Any] | dict[str, Any]
    path: Path
    key: str | None = None
    line: int = 0


class _Builder:
    """Makes a value of the events of a text."""

    def __init__(self) -> None:
        self.read = Read({})
        self._open: list[_Open] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or _has_tag(event):
            raise _invalid(_line(event), N_("Anchors and tags of YAML are not used here."))
        if isinstance(event, yaml.CollectionEndEvent):
            self._open.pop()
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise _invalid(_line(event), NOT_YAML)
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event)

    def _take_node(self, event: yaml.NodeEvent) -> None:
        outer = self._open[-1] if self._open else None
        if outer is not None and isinstance(outer.value, dict) and outer.key is None:
            outer.key, outer.line = _key(event, outer.value), _line(event)
            return
        if isinstance(event, yaml.CollectionStartEvent):
            value = _empty(event)
            self._open.append(_Open(value, self._put(value, outer, _line(event))))
        else:
            self._put(_scalar(event), outer, _line(event))

    def _put(self, value: Any, outer: _Open | None, line: int) -> Path:
        """Put a value where it belongs; returns its path."""
        path: Path = ()
        if outer is None:
            self.read.data = value
        elif isinstance(outer.value, list):
            path = (*outer.path, len(outer.value))
            outer.value.append(value)
        else:
            assert outer.key is not None
            path, line = (*outer.path, outer.key), outer.line
            outer.value[outer.key], outer.key = value, None
        if len(path) > DEEPEST:
            raise _invalid(line, TOO_DEEP)
        self.read.lines[path] = line
        return path


def _empty(event: yaml.CollectionStartEvent) -> list[Any] | dict[str, Any]:
    return [] if isinstance(event, yaml.SequenceStartEvent) else {}


def _scalar(event: Any) -> str | None:
    value: str = event.value
    return None if not event.style and value in EMPTY else value


def _key(event: Any, known: dict[str, Any]) -> str:
    if not isinstance(event, yaml.ScalarEvent):
        raise _invalid(_line(event), NOT_YAML)
    name: str = event.value
    if name in known:
        raise _invalid(_line(event), N_("This is in the file twice."), name)
    return name


def _has_tag(event: Any) -> bool:
    return isinstance(event, yaml.NodeEvent) and getattr(event, "tag", None) not in (None, "!")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _invalid(line: int | None, words: str, field: str = "") -> InvalidFile:
    return InvalidFile([Problem(line, words, field)])
