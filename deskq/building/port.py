"""What pages of other features show of the directory: a port for templates (``ports.directory``)."""

from typing import Protocol

from deskq.core.ports import Port
from deskq.core.text.names import Name


class DirectoryLinks(Protocol):
    def is_open(self) -> bool:
        """Whether this office has a directory to show."""
        ...

    def of_counter(self, number: int) -> str | None:
        """The address of the way to a counter."""
        ...

    def of_unit(self, unit_id: int | None) -> tuple[str, Name, Name] | None:
        """(address, floor, room) of a unit."""
        ...


class NoDirectory:
    def is_open(self) -> bool:
        return False

    def of_counter(self, number: int) -> str | None:
        return None

    def of_unit(self, unit_id: int | None) -> tuple[str, Name, Name] | None:
        return None


PORT: Port[DirectoryLinks] = Port("directory", NoDirectory())
