"""The files of kept pages: one for each part of the addresses, in it the pages, and who is shown each of them so."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

FOLDER = Path(__file__).parent / "pages"
HEAD = "=== "
DEEP = ("kiosk", "manage", "messages")  #: so many pages begin with these that each further part has a file
Pages = Mapping[str, list[str]]  #: lines by address


def read(caller: str, folder: Path = FOLDER) -> dict[str, list[str]]:
    """The kept pages of a caller."""
    return {address: lines for file in _files(folder) for address, callers, lines in file if caller in callers}


def write(caller: str, pages: Pages, folder: Path = FOLDER) -> None:
    """Keep these pages of a caller, and no others. Those of other callers stay."""
    kept: dict[str, dict[tuple[str, ...], list[str]]] = defaultdict(dict)  # callers by address and lines
    for file in _files(folder):
        for address, callers, lines in file:
            if others := [one for one in callers if one != caller]:
                kept[address][tuple(lines)] = others
    for address, lines in pages.items():
        kept[address].setdefault(tuple(lines), []).append(caller)
    texts: dict[str, list[str]] = defaultdict(list)
    for address in sorted(kept):
        for lines, callers in sorted(kept[address].items(), key=lambda one: sorted(one[1])):
            texts[_file_of(address)] += [f"{HEAD}{address} === {' '.join(sorted(callers))}", *lines, ""]
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*.txt"):
        path.unlink()
    for name, text in texts.items():
        (folder / name).write_text("\n".join(text))


def _files(folder: Path) -> Iterator[Iterator[tuple[str, list[str], list[str]]]]:
    return (_sections(path.read_text()) for path in sorted(folder.glob("*.txt")))


def _sections(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """(address, callers, lines) of each page in a file."""
    for section in f"\n{text}".split(f"\n{HEAD}")[1:]:
        head, *lines = section.rstrip("\n").split("\n")
        address, callers = head.split(" === ")
        yield address, callers.split(), lines


def _file_of(address: str) -> str:
    """``/manage/people/7`` is kept in manage.people.txt, ``sent /inbox/7/answer`` in inbox.txt."""
    if not address.removeprefix("sent ").startswith("/"):
        return f"{address.split()[0]}.txt"
    parts = re.split(r"[? ]", address.removeprefix("sent "))[0].split("/")[1:]
    return (".".join(parts[:2] if parts[0] in DEEP else parts[:1]) or "home") + ".txt"
