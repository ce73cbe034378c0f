"""Estimates of waits for scenes."""

from dataclasses import dataclass

from deskq.queue.screens.shared import WaitShown


@dataclass
class FixedWaits:
    """The same estimate for every ticket and every service, however many people wait."""

    shown: WaitShown | None
    endless: bool = False

    def of_ticket(self, office_id: int, ticket_id: int, service_id: int, weight: float) -> WaitShown | None:
        return self.shown

    def of_service(self, office_id: int, service_id: int, weight: float = 1.0) -> WaitShown | None:
        return self.shown

    def moved(self, office_id: int, ticket_id: int) -> bool:
        return False

    def is_endless(self, office_id: int, service_id: int) -> bool:
        return self.endless
