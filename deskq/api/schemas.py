"""Response models of the API. Times are RFC 3339 UTC, durations seconds."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from pydantic.json_schema import SkipJsonSchema

from deskq.core.text.names import Name
from deskq.office.rules import Place
from deskq.queue.screens.shared import WaitShown

State = Literal["waiting", "called", "serving", "held", "absent", "done", "cancelled", "expired"]


class NameOut(BaseModel):
    fa: str
    en: str


class Wait(BaseModel):
    p50: int
    p90: int


class PlaceOut(BaseModel):
    number: int
    room: NameOut
    floor: NameOut


class ServiceOut(BaseModel):
    """``closed``: the reason, when the office has closed this service for today."""

    code: str
    name: NameOut
    series: str
    open: bool
    closed: NameOut | None
    waiting: int
    wait: Wait | None


class Services(BaseModel):
    services: list[ServiceOut]


class TicketOut(BaseModel):
    """A ticket as its visitor sees it. ``counter``: the counter at which it is called or served, or to which it was
    transferred while it waits. ``waited``: seconds of all its waiting, the present included; null if it ended with the
    day uncalled, because nobody knows when its visitor left."""

    code: str
    state: State
    service: str
    priority: str
    language: str
    in_person: bool
    ahead: int | None
    wait: Wait | None
    counter: PlaceOut | None
    arrived_at: datetime
    waited: int | None
    called_at: datetime | None
    started_at: datetime | None
    finished_at: datetime | None


class IssuedOut(TicketOut):
    """A new ticket; ``token`` is the visitor's secret, returned only here. ``texts``: whether SMS will be sent;
    ``paper``: whether the ticket is being printed."""

    id: int
    token: str
    texts: bool = False
    paper: bool = False
    #: The request key the secret is derived from, where it is not this request's own; never returned.
    derived_from: SkipJsonSchema[str | None] = Field(None, exclude=True)


class StaffTicketOut(TicketOut):
    """A ticket as staff see it, by its number."""

    id: int
    recalls: int
    fetched_at: datetime | None
    outcome: str | None
    served: int | None
    group_size: int


class CounterOut(BaseModel):
    number: int
    name: NameOut
    room: NameOut
    floor: NameOut
    status: Literal["open", "break", "closed"]
    break_until: datetime | None


class Counters(BaseModel):
    counters: list[CounterOut]


class CallOut(BaseModel):
    call: int
    code: str
    counter: int
    room: NameOut
    floor: NameOut
    state: Literal["called", "serving"]
    since: datetime


class WaitingOut(BaseModel):
    """People waiting for one service."""

    code: str
    service: NameOut
    count: int


class GroupOut(BaseModel):
    """People waiting for all services of a group, as on the board in the hall, and the wait of a newcomer (null:
    unknown)."""

    group: NameOut
    count: int
    wait: Wait | None


class Board(BaseModel):
    version: int
    office: NameOut
    called: list[CallOut]
    waiting: list[WaitingOut]
    groups: list[GroupOut]


class SlotOut(BaseModel):
    starts_at: datetime
    ends_at: datetime
    free: int


class Slots(BaseModel):
    service: str
    day: date
    slots: list[SlotOut]


class AppointmentOut(BaseModel):
    """An appointment as its visitor sees it. ``code`` is accepted at the kiosk between ``admitted_from`` and
    ``admitted_until``; null until the number is confirmed, which is possible until ``confirm_until``. ``reason``: the
    office's reason if it had to cancel."""

    state: Literal["pending", "booked", "arrived", "cancelled", "withdrawn", "void", "missed", "released"]
    service: str
    starts_at: datetime
    ends_at: datetime
    code: str | None
    confirm_until: datetime | None
    admitted_from: datetime
    admitted_until: datetime
    reason: NameOut | None


class BookedOut(AppointmentOut):
    """A new appointment; ``token`` is the visitor's secret, returned only here."""

    token: str


DOOR_DESCRIPTION = (
    "Address to file a complaint (rating 1 or 2) or thanks (rating 5) about this visit; null: not offered."
)


class RatedOut(BaseModel):
    score: int
    given_at: datetime
    door: Annotated[str | None, Field(description=DOOR_DESCRIPTION)] = None


class EntryOut(BaseModel):
    sequence: int
    at: datetime
    kind: str
    by: str
    ticket: int | None
    counter: int | None
    facts: dict[str, Any]


class Journal(BaseModel):
    entries: list[EntryOut]
    last: int


def name(value: Name) -> NameOut:
    return NameOut(fa=value.fa, en=value.en)


def wait(shown: WaitShown | None) -> Wait | None:
    """Seconds from now; null when unknown or when no counter serves the service."""
    if shown is None or shown.seconds is None:
        return None
    return Wait(p50=shown.seconds[0], p90=shown.seconds[1])


def place(value: Place) -> PlaceOut:
    return PlaceOut(number=value.counter, room=name(value.room), floor=name(value.floor))
