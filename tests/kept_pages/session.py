"""A plugin: at the end of a run it says how pages differ from what is kept, and keeps them (``make pages``)."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.kept_pages import before, drawn, keeping
from tests.kept_pages.differences import Difference, differing, told
from tests.kept_pages.drawn import DRAW, FOLDER, MODE, PLAIN, TESTS, WRITE, Drawn
from tests.kept_pages.keeping import digest

MOST = 30  #: tests that are drawn as before at the end of a check; ``make pages`` draws all
Before = Callable[[list[str]], Iterator[list[Drawn]]]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and os.environ.get(MODE) != DRAW:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="deskq-pages")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and os.environ.get(MODE) != DRAW:
        shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if os.environ.get(MODE) == DRAW:
        wanted = set(json.loads(os.environ[TESTS]))
        items[:] = [item for item in items if item.nodeid in wanted]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    mode = os.environ.get(MODE)
    if mode not in (DRAW, PLAIN):
        every = list(drawn.stored(Path(os.environ[FOLDER])))
        for line in end(every, before.draw, keeps=mode == WRITE):
            terminalreporter.write_line(line)


def end(every: list[Drawn], draw: Before, keeps: bool, folder: Path = keeping.FOLDER) -> Iterator[str]:
    """The lines of the end of a run; with ``keeps`` its pages are kept after they were said to differ."""
    kept = {one.caller: keeping.digests(one.caller, folder) for one in every}
    changed = {one.caller: found for one in every if (found := differing(kept[one.caller], one.pages))}
    if changed:
        yield f"Pages that are not as they are kept: {sum(map(len, changed.values()))}"
        known, sentence = _before([one for one in every if one.caller in changed], kept, changed, draw, folder, keeps)
        yield from sentence
        yield from told(
            Difference(one.caller, address, known.get((one.caller, address)), tuple(one.pages.get(address, ())))
            for one in every
            for address in changed.get(one.caller, ())
        )
    if keeps:
        keeping.write(drawn.by_caller(every), folder)


Lines = dict[tuple[str, str], tuple[str, ...]]  #: by caller and address


def _before(
    every: list[Drawn],
    kept: dict[str, dict[str, str]],
    changed: dict[str, list[str]],
    draw: Before,
    folder: Path,
    is_whole: bool,
) -> tuple[Lines, list[str]]:
    """What the changed pages said when they were kept, as far as it can be had, and why not."""
    known: Lines = {(one.caller, one.address): one.lines for one in keeping.read_longest(folder)}
    known |= {(caller, address): () for caller in changed for address in changed[caller] if address not in kept[caller]}

    def lacking() -> list[str]:
        return [one.test for one in every if any((one.caller, address) not in known for address in changed[one.caller])]

    tests = list(dict.fromkeys(lacking()))
    asked = tests if is_whole else tests[:MOST]
    try:
        for pages in draw(asked) if asked else ():
            known |= _fitting(pages, kept)
            if not set(lacking()) & set(asked):
                break
    except before.NotDrawn as reason:
        return known, [f"What they were before cannot be drawn: {reason}"]
    left = len(tests) - len(asked)
    return known, [f"Those of {left} tests more are not drawn as before; make pages draws all."] if left else []


def _fitting(pages: Iterable[Drawn], kept: dict[str, dict[str, str]]) -> Lines:
    """Those that have the digest that is kept."""
    return {
        (one.caller, address): tuple(lines)
        for one in pages
        for address, lines in one.pages.items()
        if kept.get(one.caller, {}).get(address) == digest(lines)
    }
