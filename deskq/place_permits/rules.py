"""How an application is recognised as being at the place of a message. Pure."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from deskq.applications.rules.parcel import file_number_of, parcel_of
from deskq.core.text import persian
from deskq.messages.rules import geo

#: Sheets that end with a permit or certificate of a building.
PERMIT_SHEETS = ("building_permit", "permit_renewal", "permit_change", "wall_permit", "completion", "no_violation")
#: Points of one building lie no farther apart: half the depth of a parcel, and the finger on the map.
NEAR_METRES = 40.0
NUMBER, ADDRESS, POINT = "number", "address", "point"
#: The best match first.
ORDER = (NUMBER, ADDRESS, POINT)
#: A parcel code inside a sentence: at least three parts, so that a date or a house number with a storey is rarely one.
_IN_TEXT = re.compile(r"(?<![\d-])\d{1,6}(?:[-/]\d{1,6}){2,6}(?![\d-])")
#: An address of fewer letters, such as a street alone, is no building.
SHORTEST_ADDRESS = 10


class Place(NamedTuple):
    """Of an application or a message; (lat, lon) in millionths of a degree."""

    address: str = ""
    lat: int | None = None
    lon: int | None = None


class Match(NamedTuple):
    how: str
    metres: int | None = None


def numbers_in(permit: str, *texts: str) -> set[str]:
    """Numbers by which an application may be found: the typed number of the permit as a whole, in both spellings, and
    parcel codes inside the texts."""
    typed = {file_number_of(permit), parcel_of(permit)} if permit else set()
    return {number for number in typed | set(_codes(texts)) if number}


def _codes(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for code in _IN_TEXT.findall(persian.ascii_digits(persian.clean(text))):
            yield parcel_of(code)


def match(message: Place, application: Place) -> Match | None:
    """By the same address, else by a point nearby."""
    if _same_building(_key(message.address), _key(application.address)):
        return Match(ADDRESS)
    if message.lat is None or message.lon is None or application.lat is None or application.lon is None:
        return None
    metres = geo.metres(message.lat, message.lon, application.lat, application.lon)
    return Match(POINT, round(metres)) if metres <= NEAR_METRES else None


def _same_building(one: str, other: str) -> bool:
    """The same address, or one goes on where the other ends ("No. 4" and "No. 4, second floor")."""
    short, long = sorted((one, other), key=len)
    return len(short) >= SHORTEST_ADDRESS and (short == long or long.startswith(short + " "))


def _key(address: str) -> str:
    return " ".join(re.sub(r"[،,.؛;:/\-–]", " ", persian.search_key(address)).split())
