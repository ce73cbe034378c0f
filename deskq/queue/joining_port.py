"""Tickets taken from outside, for pages of the queue: a port for templates (``ports.joining``), because joining depends
on this feature."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from deskq.core.ports import Port
from deskq.office.config_cache import OfficeConfig
from deskq.queue.screens.shared import WaitShown


@dataclass(frozen=True, slots=True)
class AwayView:
    """A visitor who is not here yet. ``ahead``: people who would be called first now; ``leave_at``: when to leave home,
    ``leave_now``: it has come; ``turn_at``: when the turn passed; ``keeps_until``: until when the place is kept;
    ``by_distance``: whether the phone can show that the visitor is here."""

    ahead: int
    wait: WaitShown | None
    leave_at: datetime | None
    leave_now: bool
    turn_at: datetime | None
    keeps_until: datetime | None
    by_distance: bool


class Joining(Protocol):
    def is_open(self) -> bool:
        """Whether visitors can join from outside now."""

    def of_ticket(self, ticket_id: int) -> AwayView | None:
        """The view of a ticket that was taken from outside and whose visitor is not here yet; None for other
        tickets."""

    def arrived(self, session: Session, config: OfficeConfig, version: int) -> frozenset[int]:
        """Ids of the tickets taken from outside whose visitors have shown that they are here."""

    def board_digits(self, config: OfficeConfig, now: datetime) -> str | None:
        """The digits at the door, if the office shows them on the lobby board."""


class NoJoining:
    def is_open(self) -> bool:
        return False

    def of_ticket(self, ticket_id: int) -> AwayView | None:
        return None

    def arrived(self, session: Session, config: OfficeConfig, version: int) -> frozenset[int]:
        return frozenset()

    def board_digits(self, config: OfficeConfig, now: datetime) -> str | None:
        return None


PORT: Port[Joining] = Port("joining", NoJoining())
