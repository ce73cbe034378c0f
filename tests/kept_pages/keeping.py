"""The files of kept pages: a line with the digest of each page, and the longest page of each layout in full."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "pages"
DIGESTS, LONGEST = "digests.txt", "longest.txt"
HEAD = "=== "
APART = " | "
OF_OFFICE = " in the language of the office"  #: which is Persian; in the address of a page that was asked for so
#: The lines of a page by which its layout is known.
OF_LAYOUT = ("body", "sheets ")
Pages = Mapping[str, list[str]]  #: lines by address


class Kept(NamedTuple):
    """A page as a caller is shown it. ``language``: fa or en; ``digest``: 12 hexadecimal digits."""

    address: str
    caller: str
    language: str
    digest: str


class Outline(NamedTuple):
    """A page with its lines."""

    address: str
    caller: str
    lines: tuple[str, ...]


def digest(lines: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def language(address: str) -> str:
    """The one in which a page was asked for."""
    return "fa" if "lang=fa" in address or OF_OFFICE in address else "en"


def layout(lines: tuple[str, ...]) -> tuple[str, ...]:
    """What pages of the same layout share; nothing of an answer or of a part of a page."""
    if lines and lines[0].startswith("html"):
        return ("around",)
    if lines and lines[0].startswith("title "):
        return ("page", *(line for line in lines if line.startswith(OF_LAYOUT)))
    return ()


def kept_of(outline: Outline) -> Kept:
    address, caller, lines = outline
    return Kept(address, caller, language(address), digest(lines))


def digests(caller: str, folder: Path = FOLDER) -> dict[str, str]:
    """The digests of the kept pages of a caller, by address."""
    return {kept.address: kept.digest for kept in read(folder) if kept.caller == caller}


def read(folder: Path = FOLDER) -> set[Kept]:
    file = folder / DIGESTS
    found = set()
    for line in file.read_text().splitlines() if file.exists() else ():
        address, callers, spoken, known = line.rsplit(APART, 3)
        found |= {Kept(address, caller, spoken, known) for caller in callers.split()}
    return found


def read_longest(folder: Path = FOLDER) -> list[Outline]:
    file = folder / LONGEST
    found = []
    for section in f"\n{file.read_text()}".split(f"\n{HEAD}")[1:] if file.exists() else ():
        head, *lines = section.rstrip("\n").split("\n")
        found.append(Outline(*head.rsplit(APART, 1), tuple(lines)))
    return found


def write(pages: Mapping[str, Pages], folder: Path = FOLDER) -> None:
    """Keep these pages of these callers, and no others of theirs. Those of other callers stay. ``pages``: by caller."""
    drawn = [Outline(address, caller, tuple(lines)) for caller in pages for address, lines in pages[caller].items()]
    others = {kept for kept in read(folder) if kept.caller not in pages}
    outlines = [*drawn, *(outline for outline in read_longest(folder) if outline.caller not in pages)]
    folder.mkdir(exist_ok=True)
    (folder / DIGESTS).write_text("".join(f"{line}\n" for line in _lines(others | set(map(kept_of, drawn)))))
    (folder / LONGEST).write_text("\n".join(_section(outline) for outline in longest(outlines)))


def longest(outlines: Iterable[Outline]) -> list[Outline]:
    """The longest outline of each layout, by address; of equally long ones the first."""
    found: dict[tuple[str, ...], Outline] = {}
    for outline in sorted(outlines):
        kind = layout(outline.lines)
        if kind and (kind not in found or len(outline.lines) > len(found[kind].lines)):
            found[kind] = outline
    return sorted(found.values())


def _lines(kept: set[Kept]) -> list[str]:
    callers: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for address, caller, spoken, known in kept:
        callers[address, spoken, known].append(caller)
    return sorted(
        APART.join((address, " ".join(sorted(names)), spoken, known))
        for (address, spoken, known), names in callers.items()
    )


def _section(outline: Outline) -> str:
    return "".join(f"{line}\n" for line in (f"{HEAD}{outline.address}{APART}{outline.caller}", *outline.lines))
