"""The rooms in which counters stand: a port, because the table of rooms depends on this feature
(``ports.rooms``)."""

from typing import Protocol

from deskq.core.ports import Port
from deskq.core.text.names import Name


class Rooms(Protocol):
    def choices(self) -> list[tuple[int, Name, Name]]:
        """(room id, floor, room) of the office of the caller."""
        ...

    def of_counter(self, counter_id: int) -> int | None:
        """The room in which a counter stands."""
        ...

    def columns(self, room_id: int) -> dict[str, str]:
        """The columns of a counter in this room; none for a room of another office."""
        ...


class NoRooms:
    def choices(self) -> list[tuple[int, Name, Name]]:
        return []

    def of_counter(self, counter_id: int) -> int | None:
        return None

    def columns(self, room_id: int) -> dict[str, str]:
        return {}


PORT: Port[Rooms] = Port("rooms", NoRooms())
