"""A plugin of coverage.py: a line of a template's compiled code counts as the line of the template.

What writes text that is always the same counts as line 1: who draws a template without any output has run it too.
"""

from types import FrameType
from typing import Any

from coverage import CoveragePlugin, FileTracer
from coverage.plugin_support import Plugins

NO_LINE = -1  #: while it is loaded
TEXT = 1
LINES = "__deskq_lines__"  #: where a compiled template keeps them


class TemplateLines(CoveragePlugin):
    def file_tracer(self, filename: str) -> FileTracer | None:
        return Template(filename) if filename.endswith(".html") else None


class Template(FileTracer):
    """Jinja keeps in each compiled template which of its lines begins which line of the source."""

    def __init__(self, path: str) -> None:
        self._path = path

    def source_filename(self) -> str:
        return self._path

    def line_number_range(self, frame: FrameType) -> tuple[int, int]:
        lines = _lines(frame.f_globals)
        line = NO_LINE if lines is None else lines.get(frame.f_lineno, TEXT)
        return line, line


def _lines(compiled: dict[str, Any]) -> dict[int, int] | None:
    """Line of the source by line of the code, kept with the code, as this is asked at every line; None while it is
    loaded."""
    if "__jinja_template__" not in compiled:
        return None
    if LINES not in compiled:
        compiled[LINES] = {code: source for source, code in compiled["__jinja_template__"].debug_info}
    lines: dict[int, int] = compiled[LINES]
    return lines


def register(registry: Plugins) -> None:
    registry.add_file_tracer(TemplateLines())
