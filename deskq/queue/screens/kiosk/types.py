"""What the kiosk offers, as plain values."""

from dataclasses import dataclass

from deskq.core.text.names import Name
from deskq.office.rules import Hours
from deskq.queue.screens.shared import WaitShown


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group of services: ``icon`` names a symbol of static/icons.svg, ``covers`` says in one line what it contains.
    ``ahead``: the fewest and the most people ahead of a new arrival for one of its services."""

    id: int
    name: Name
    covers: Name
    icon: str
    ahead: tuple[int, int]
    open: bool

    @property
    def spoken_name(self) -> Name:
        return self.name


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """``name`` is the official name, ``spoken_name`` the plain one; ``ahead`` as in GroupCard, both numbers equal."""

    code: str
    name: Name
    spoken_name: Name
    covers: Name
    icon: str
    ahead: tuple[int, int]
    hours: Hours
    estimate: WaitShown | None = None


@dataclass(frozen=True, slots=True)
class PriorityChoice:
    code: str
    name: Name
    icon: str
