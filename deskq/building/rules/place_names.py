"""How a place is named: on doors and in the directory, and in the columns of counters."""

import re

from deskq.core.text import persian
from deskq.core.text.names import Name

LONGEST = 80  #: of the columns of a counter
#: Of a counter: where it is.
COLUMNS = ("floor_fa", "floor_en", "room_fa", "room_en")
GROUND = re.compile("همکف|ground", re.IGNORECASE)
BASEMENT = re.compile("زیرزمین|زیرهمکف|basement", re.IGNORECASE)
ORDINALS = ("اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم")
ENGLISH = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


def door(number: str) -> Name:
    """«اتاق ۱۰۴», of the number on a door."""
    return Name(f"اتاق {persian.persian_digits(number)}", f"Room {persian.ascii_digits(number)}")


def room_label(name: Name, number: str) -> Name:
    """A room in one line: its name, its number, or both."""
    if not number:
        return name
    by_number = door(number)
    if not name.fa:
        return by_number
    return Name(f"{name.fa}، {by_number.fa}", f"{name.en}, {by_number.en}" if name.en else "")


def floor_label(floor: Name, building: Name | None) -> Name:
    """A floor, with its building where it is not the first one of the office."""
    if building is None:
        return floor
    if not floor.fa:
        return building
    return Name(f"{building.fa}، {floor.fa}", f"{building.en}, {floor.en}" if building.en and floor.en else "")


def counter_columns(room: Name, floor: Name) -> dict[str, str]:
    """What a counter in this room has in its own columns."""
    return {column: text[:LONGEST] for column, text in zip(COLUMNS, (*floor, *room), strict=True)}


def usual_floor(level: int) -> Name:
    """The name of a floor that was given none."""
    if level == 0:
        return Name("طبقهٔ همکف", "Ground floor")
    if level < 0:
        return Name("زیرزمین" if level == -1 else f"زیرزمین {persian.persian_digits(-level)}", f"Basement {-level}")
    if level <= len(ORDINALS):
        return Name(f"طبقهٔ {ORDINALS[level - 1]}", f"{ENGLISH[level - 1]} floor")
    return Name(f"طبقهٔ {persian.persian_digits(level)}", f"Floor {level}")


def level_of(name: Name, otherwise: int) -> int:
    """The level that a floor's name says: of «طبقهٔ دوم» 2; ``otherwise`` where it says none."""
    words = f"{name.fa} {name.en}"
    if GROUND.search(words) and not BASEMENT.search(words):
        return 0
    if BASEMENT.search(words):
        return -1
    for place, (fa, en) in enumerate(zip(ORDINALS, ENGLISH, strict=True), 1):
        if fa in name.fa.split() or en.lower() in name.en.lower().split():
            return place
    number = re.search(r"-?\d+", persian.ascii_digits(words))
    return int(number[0]) if number and abs(int(number[0])) <= 99 else otherwise
