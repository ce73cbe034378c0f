"""A plugin of coverage.py: each line that a compiled template runs counts as a line of the template, text included.

``tests/mutate/template_lines.py`` leaves out lines that write unchanging text. A change of such a text can make a test
fail, so here it counts as the last line before it that Jinja names, or as line 1.
"""

from bisect import bisect_right
from types import FrameType
from typing import Any

from coverage import CoveragePlugin, FileTracer
from coverage.plugin_support import Plugins

NO_LINE = -1
LINES = "__deskq_text_lines__"  #: where a compiled template keeps them


class TemplateLines(CoveragePlugin):
    def file_tracer(self, filename: str) -> FileTracer | None:
        return Template(filename) if filename.endswith(".html") else None


class Template(FileTracer):
    def __init__(self, path: str) -> None:
        self._path = path

    def source_filename(self) -> str:
        return self._path

    def line_number_range(self, frame: FrameType) -> tuple[int, int]:
        line = line_of(frame.f_globals, frame.f_lineno)
        return line, line


def line_of(compiled: dict[str, Any], number: int) -> int:
    """Line of the template to which a line of its compiled code belongs; NO_LINE while it is loaded."""
    if "__jinja_template__" not in compiled:
        return NO_LINE
    if LINES not in compiled:
        compiled[LINES] = {}, sorted((code, source) for source, code in compiled["__jinja_template__"].debug_info)
    kept, lines = compiled[LINES]
    if number not in kept:
        place = bisect_right(lines, (number, float("inf")))
        kept[number] = lines[place - 1][1] if place else 1
    found: int = kept[number]
    return found


def register(registry: Plugins) -> None:
    registry.add_file_tracer(TemplateLines())
