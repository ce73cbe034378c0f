"""What the kiosk offers, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from deskq.core.errors import DomainError
from deskq.core.text.names import Name
from deskq.office.rules import Hours
from deskq.queue.rules.line_closing import is_question
from deskq.queue.screens.shared import WaitShown


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A group of services: ``icon``: a symbol of static/icons.svg; ``covers``: its content in one line. ``ahead``: the
    smallest and the largest number of people ahead of a newcomer for one of its services; ``open``: one of them is;
    ``gives``: one that is open gives tickets, perhaps after a confirmation; ``served``: an open counter serves one of
    them now."""

    id: int
    name: Name
    covers: Name
    icon: str
    ahead: tuple[int, int]
    open: bool
    gives: bool
    served: bool

    @property
    def spoken_name(self) -> Name:
        return self.name


@dataclass(frozen=True, slots=True)
class ServiceCard:
    """``name`` is the official name, ``spoken_name`` the plain one; ``ahead`` as in GroupCard, both numbers equal.
    ``served``: an open counter serves it now; ``served_from``: when the first counter on a break is expected back;
    ``line``: why no ticket is given now."""

    code: str
    name: Name
    spoken_name: Name
    covers: Name
    icon: str
    ahead: tuple[int, int]
    hours: Hours
    bring: Name
    estimate: WaitShown | None = None
    served: bool = True
    served_from: datetime | None = None
    line: DomainError | None = None

    @property
    def gives(self) -> bool:
        """Whether a ticket is given, perhaps after a confirmation."""
        return self.line is None or self.asks

    @property
    def asks(self) -> bool:
        """Whether the visitor must first confirm that the office may close before their turn."""
        return self.line is not None and is_question(self.line)


@dataclass(frozen=True, slots=True)
class PriorityChoice:
    code: str
    name: Name
    icon: str
