"""How pages differ from what is kept, in words: each difference once, with the pages that share it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from tests.kept_pages.keeping import Pages, digest

SHOWN = 60  #: lines of one difference
NAMED = 3  #: pages that a difference is said to be on


@dataclass(frozen=True)
class Difference:
    """A page of a caller. ``before`` is None where nobody can say what was kept of it; empty where nothing was."""

    caller: str
    address: str
    before: tuple[str, ...] | None
    now: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.address} ({self.caller})"


def differing(kept: Mapping[str, str], pages: Pages) -> list[str]:
    """The addresses of pages that are new, gone or other than kept. ``kept``: digests by address."""
    now = {address: digest(lines) for address, lines in pages.items()}
    return sorted(address for address in {*kept, *now} if kept.get(address) != now.get(address))


def told(differences: Iterable[Difference]) -> Iterator[str]:
    """Lines. A difference that many pages share stands there once; the most frequent ones come first."""
    shared: dict[tuple[str, ...], list[Difference]] = defaultdict(list)
    for difference in differences:
        shared[_change(difference)].append(difference)
    for change, found in sorted(shared.items(), key=lambda one: (-len(one[1]), one[1][0].name)):
        names = ", ".join(one.name for one in found[:NAMED])
        yield f"{_count(found)}: {names}{', ...' if len(found) > NAMED else ''}"
        yield from (f"    {line}" for line in change[:SHOWN])
        if len(change) > SHOWN:
            yield f"    ... and {len(change) - SHOWN} more lines"
        yield ""


def _change(difference: Difference) -> tuple[str, ...]:
    """The lines that went and came, with one around them; where they stand in their page is left out."""
    before, now = difference.before, difference.now
    if not now:
        return ("the page is gone",)
    if before is None:
        return ("it was otherwise before; today:", *now)
    if not before:
        return ("a new page:", *now)
    return tuple(_plain(line) for line in list(unified_diff(before, now, lineterm="", n=1))[3:])


def _plain(line: str) -> str:
    return "..." if line.startswith("@@") else line


def _count(found: list[Difference]) -> str:
    return "1 page" if len(found) == 1 else f"{len(found)} pages"
