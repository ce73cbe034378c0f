"""What the kiosk offers to choose from, as plain values."""

from dataclasses import dataclass

from deskq.core.text.names import Name
from deskq.office.rules import Hours
from deskq.queue.screens.types import WaitShown


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A door of the kiosk: ``icon`` names a symbol of static/icons.svg, ``covers`` says in one line what is inside.
    ``ahead``: the fewest and the most people that stand before a newcomer to one of its services."""

    id: int
    name: Name
    covers: Name
    icon: str
    ahead: tuple[int, int]
    open: bool

    @property
    def said(self) -> Name:
        return self.name


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """A service of the kiosk: ``said`` plainly, ``name`` officially; ``ahead`` as a group has it."""

    code: str
    name: Name
    said: Name
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
