"""What stands on signs, as ``sign.typ`` reads it. Pure.

Every text is a pair of Persian and English, as on the page; each has the digits of its language.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskq.building.queries import Entry
from deskq.building.rules.kinds import HALL, ROOM
from deskq.core.text import persian
from deskq.core.text.names import Name
from deskq.web.pdf import icons

TEMPLATE = Path(__file__).parent / "sign.typ"
#: {arrow of a wall: (its icon, how much of its plate that fills)}, in the order in which they stand on the sign. Arrows
#: show real directions; around them an icon has more empty room.
ARROWS: Mapping[str, tuple[str, float]] = {
    "ahead": ("arrow-up", 1.0), "right": ("arrow-right", 1.0), "left": ("arrow-left", 1.0), "up": ("stairs-up", 0.7),
    "here": ("map-pin", 0.7),
}  # fmt: skip
#: Widths of lines, of 24: an arrow is seen from farther away than a picture beside its word.
BOLD, FINE = 3.0, 2.0
#: A number such as «۷/ب» runs in the direction of its first letter.
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
#: Marks over or under one letter, of which two are kept.
STACKED_MARKS = re.compile(
    r"([\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed]{2})[\u0300-\u036f\u064b-\u065f\u0670\u06d6-\u06ed]+"
)
WHERE = Name("کجاست؟", "Where is …?")
SCAN = Name("این کد را با گوشی باز کنید.", "Open this code with your phone.")
DIRECTORY = Name("راهنمای ساختمان", "Directory")

Part = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as SVG, and what is read aloud in its place."""

    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What all signs of a file have. ``language`` is that of its reader: the digits that are large, and what is read
    aloud. ``title`` and ``author`` are those of the file."""

    language: str
    title: str
    author: str
    paper: str
    office: Name


def door_plates(sheet: Sheet, plates: Iterable[tuple[Entry, Code]]) -> Part:
    return _document(sheet, [_plate(sheet, one, code) for one, code in plates])


def wall_sign(sheet: Sheet, rows: Sequence[tuple[Entry, str]], says: Mapping[str, str], code: Code) -> Part:
    """``rows``: places with their arrows; ``says``: {arrow: its words}. Places of one direction share an arrow."""
    ways = [
        {
            "icon": icons.drawing(ARROWS[arrow][0], BOLD),
            "fills": ARROWS[arrow][1],
            "says": says[arrow],
            # Pictures and words follow an arrow to the left from its side, as it points away from them.
            "side": "left" if arrow == "left" else "right",
            "places": [_place(sheet, one, one.room.number if one.door else "") for one in places],
        }
        for arrow, places in by_arrow(rows)
    ]
    return _document(sheet, [{"is": "wall", "ways": ways, "code": _code(code), "foot": [_pair(WHERE), _pair(SCAN)]}])


def directory(sheet: Sheet, floors: Iterable[tuple[Name, Sequence[Entry]]], code: Code) -> Part:
    listed = [
        {"name": _pair(name), "places": [_place(sheet, one, one.room.number) for one in places]}
        for name, places in floors
    ]
    foot = [_pair(WHERE), _pair(SCAN)]
    return _document(
        sheet, [{"is": "directory", "name": _pair(DIRECTORY), "floors": listed, "code": _code(code), "foot": foot}]
    )


def by_arrow(rows: Iterable[tuple[Entry, str]]) -> Iterator[tuple[str, list[Entry]]]:
    """(arrow, its places) in the order of ``ARROWS``."""
    of_arrow: dict[str, list[Entry]] = {arrow: [] for arrow in ARROWS}
    for one, arrow in rows:
        of_arrow[arrow].append(one)
    return ((arrow, places) for arrow, places in of_arrow.items() if places)


def _document(sheet: Sheet, signs: list[Part]) -> Part:
    return {
        "language": sheet.language,
        "title": sheet.title,
        "author": sheet.author,
        "paper": sheet.paper,
        "office": _pair(sheet.office),
        "signs": signs,
    }


def _plate(sheet: Sheet, one: Entry, code: Code) -> Part:
    """A picture is large where there is no number, and where it says more than "room"."""
    more = [one.unit.name] if one.unit is not None and one.unit.name != one.title else []
    more += [one.room.holder, one.room.note]
    picture = icons.drawing(one.kind.icon, FINE) if one.room.kind not in (ROOM, HALL) else ""
    return {
        "is": "door",
        "number": _numbers(sheet, one, one.room.number),
        "icon": picture,
        "title": _pair(one.title),
        "more": [_pair(name) for name in more if any(name)],
        "foot": [_pair(name) for name in (one.floor_name, SCAN) if any(name)],
        "code": _code(code),
    }


def _place(sheet: Sheet, one: Entry, number: str) -> Part:
    icon = icons.drawing(one.kind.icon, FINE)
    return {"icon": icon, "title": _pair(one.title), "number": _numbers(sheet, one, number)}


def _numbers(sheet: Sheet, one: Entry, number: str) -> list[str]:
    """A number in the digits of the reader, then in the other ones where the sign is in two languages."""
    number = _drawable(number)
    both = [persian.persian_digits(number), persian.ascii_digits(number)]
    if sheet.language == "en":
        both.reverse()
    if both[0] == both[1] or not (sheet.office.en or one.title.en):
        both.pop()
    return [digits if digits.isdigit() else f"{ISOLATE}{digits}{END_OF_ISOLATE}" for digits in both if digits]


def _pair(name: Name) -> dict[str, str]:
    return {"fa": _drawable(persian.persian_digits(name.fa)), "en": _drawable(persian.ascii_digits(name.en))}


def _drawable(text: str) -> str:
    """Without the marks over a letter that would be drawn beyond its line."""
    return STACKED_MARKS.sub(r"\1", text)


def _code(code: Code) -> dict[str, str]:
    return {"source": code.source, "says": code.says}
