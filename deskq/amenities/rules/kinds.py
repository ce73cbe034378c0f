"""Kinds of amenities: their names, pictures, what may be wrong with them, and how soon they should be repaired."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskq.core.text.names import Name

BROKEN, DIRTY, NO_WATER, BLOCKED, MISSING, OTHER = "broken", "dirty", "no_water", "blocked", "missing", "other"
#: The longest time for a repair that can be set, in hours: 60 days.
MOST_HOURS = 60 * 24


@dataclass(frozen=True, slots=True)
class Problem:
    """What somebody may say is wrong."""

    name: Name
    icon: str


PROBLEMS: Mapping[str, Problem] = {
    BROKEN: Problem(Name("کار نمی‌کند", "Does not work"), "wrench"),
    NO_WATER: Problem(Name("آب ندارد", "No water"), "droplets"),
    DIRTY: Problem(Name("تمیز نیست", "Dirty"), "brush"),
    BLOCKED: Problem(Name("راهش بسته است", "Way blocked"), "traffic-cone"),
    MISSING: Problem(Name("کم است یا نیست", "Too few or gone"), "circle-x"),
    OTHER: Problem(Name("چیز دیگر", "Something else"), "circle-help"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """``hours``: within so many hours on the clock it should be repaired, unless the office sets others."""

    name: Name
    icon: str
    hours: int
    problems: tuple[str, ...] = (BROKEN, DIRTY, OTHER)


#: In the order of a new list.
KINDS: Mapping[str, Kind] = {
    "seats": Kind(Name("صندلی‌های انتظار", "Seats"), "armchair", 72, (BROKEN, DIRTY, MISSING, OTHER)),
    "water": Kind(Name("آب آشامیدنی", "Drinking water"), "glass-water", 8, (NO_WATER, DIRTY, BROKEN, OTHER)),
    "heating": Kind(Name("گرمایش", "Heating"), "flame", 24, (BROKEN, OTHER)),
    "cooling": Kind(Name("سرمایش", "Cooling"), "snowflake", 24, (BROKEN, OTHER)),
    "ramp": Kind(Name("رمپ", "Ramp"), "accessibility", 24, (BLOCKED, BROKEN, OTHER)),
    "lift": Kind(Name("آسانسور", "Lift"), "lift", 24, (BROKEN, BLOCKED, DIRTY, OTHER)),
    "toilet": Kind(Name("سرویس بهداشتی", "Toilet"), "toilet", 4, (NO_WATER, DIRTY, BROKEN, OTHER)),
    "toilet_accessible": Kind(
        Name("سرویس بهداشتی توان‌یابان", "Accessible toilet"), "toilet", 4, (NO_WATER, DIRTY, BROKEN, BLOCKED, OTHER)
    ),
    "parking": Kind(Name("توقفگاه", "Parking"), "car", 72, (BLOCKED, BROKEN, DIRTY, OTHER)),
    "light": Kind(Name("روشنایی", "Light"), "lightbulb", 48, (BROKEN, OTHER)),
    OTHER: Kind(Name("وسیلهٔ دیگر", "Something else"), "package-open", 72, (BROKEN, DIRTY, MISSING, OTHER)),
}
