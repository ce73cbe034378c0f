"""Events of appointments. Contain neither phone numbers nor codes, because the journal is kept for ever."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AppointmentRequested:
    """A place is reserved until the number is verified; ``starts_at`` in ISO 8601."""

    kind: ClassVar[str] = "appointment.requested"
    appointment: int
    service: int
    starts_at: str


@dataclass(frozen=True, slots=True)
class AppointmentCodeAsked:
    """A code by SMS was asked for. ``number`` counts the codes of this appointment. The event does not contain the
    code."""

    kind: ClassVar[str] = "appointment.code_asked"
    appointment: int
    number: int


@dataclass(frozen=True, slots=True)
class AppointmentBooked:
    """Booked at once, or after its code was entered; ``starts_at`` in ISO 8601."""

    kind: ClassVar[str] = "appointment.booked"
    appointment: int
    service: int
    starts_at: str


@dataclass(frozen=True, slots=True)
class AppointmentMoved:
    kind: ClassVar[str] = "appointment.moved"
    appointment: int
    before: str
    starts_at: str


@dataclass(frozen=True, slots=True)
class AppointmentEnded:
    """Cancelled, withdrawn by the office, void, missed, or not confirmed (released): ``state`` says which."""

    kind: ClassVar[str] = "appointment.ended"
    appointment: int
    state: str


@dataclass(frozen=True, slots=True)
class AppointmentArrived:
    """Checked in with its code; the ticket ``ticket_id`` is waiting from ``begins_at`` on."""

    kind: ClassVar[str] = "appointment.arrived"
    appointment: int
    ticket_id: int
    begins_at: str


@dataclass(frozen=True, slots=True)
class AppointmentReminded:
    kind: ClassVar[str] = "appointment.reminded"
    appointment: int


@dataclass(frozen=True, slots=True)
class AppointmentsErased:
    """Phone numbers and hashes of past days."""

    kind: ClassVar[str] = "appointments.erased"
    count: int


@dataclass(frozen=True, slots=True)
class AppointmentsForgotten:
    """Rows of appointments, times and withdrawn days older than a year."""

    kind: ClassVar[str] = "appointments.forgotten"
    count: int


@dataclass(frozen=True, slots=True)
class TimesOpened:
    kind: ClassVar[str] = "appointments.times_opened"
    plan: int
    service: int


@dataclass(frozen=True, slots=True)
class TimesClosed:
    kind: ClassVar[str] = "appointments.times_closed"
    plan: int


@dataclass(frozen=True, slots=True)
class TermsChanged:
    kind: ClassVar[str] = "appointments.terms_changed"
    open: bool


@dataclass(frozen=True, slots=True)
class DayWithdrawn:
    """``count`` appointments of that day were cancelled by the office."""

    kind: ClassVar[str] = "appointments.day_withdrawn"
    day: int
    count: int


@dataclass(frozen=True, slots=True)
class DayRestored:
    kind: ClassVar[str] = "appointments.day_restored"
    day: int
