"""Whether appointments can be booked: a port for templates (``ports.appointments``)."""

from typing import Protocol

from deskq.core.ports import Port


class Appointments(Protocol):
    def are_open(self) -> bool: ...


class NoAppointments:
    def are_open(self) -> bool:
        return False


PORT: Port[Appointments] = Port("appointments", NoAppointments())
