"""Where people with an appointment go: building, and the floor and room that all counters of the service share."""

from collections.abc import Collection

from deskq.core.text.names import Name, listed
from deskq.office.config_cache import OfficeConfig
from deskq.office.rules import Place


def of_service(config: OfficeConfig, service_id: int) -> list[Name]:
    """From the outside in, without what is not known."""
    counters = [counter.place for counter in config.counters_of(service_id)]
    return [name for name in (config.office.building, *shared(counters)) if any(name)]


def shared(counters: Collection[Place]) -> tuple[Name, ...]:
    """The floor and room of all counters; only the floor if they are in several rooms, nothing if on several floors."""
    floors, rooms = ({getattr(place, name) for place in counters} for name in ("floor", "room"))
    if len(floors) != 1:
        return ()
    return (*floors, *rooms) if len(rooms) == 1 else (*floors,)


def counter(config: OfficeConfig, service_id: int) -> int | None:
    """The number of a counter of the service if all are in one room, which the directory shows the way to."""
    counters = config.counters_of(service_id)
    one_room = len({(row.place.floor, row.place.room) for row in counters}) == 1
    return counters[0].number if one_room else None


def said(names: Collection[Name], language: str) -> str:
    return listed((name.in_language(language) for name in names), language)
