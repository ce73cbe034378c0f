"""Definition of a screen type: who may watch it, how it is rendered, which events refresh it and how urgently."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Any, Protocol

from deskq.core.db import journal

#: A drawing as it is sent: ``version``, ``at`` (ISO 8601), ``epoch`` (which run of the server), ``html`` or ``parts``.
State = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Screen:
    """One drawing that several sockets may share: all lobbies of an office, both browsers of a counter, one ticket.

    ``row`` is the id of its counter or ticket, 0 where the office has one such screen.
    """

    type: str
    office_id: int
    row: int
    language: str

    @property
    def room(self) -> str:
        """The room of all sockets that watch it."""
        return f"{self.type}:{self.office_id}:{self.row}:{self.language}"

    @property
    def parts_room(self) -> str:
        """The room of sockets that receive its states in parts."""
        return f"{self.room}:parts"

    @property
    def whole_room(self) -> str:
        """The room of sockets that receive each state whole."""
        return f"{self.room}:whole"


@dataclass(frozen=True, slots=True)
class WatchRequest:
    """What a browser asks to watch: a screen type, and for some types a counter's number or a ticket's secret."""

    screen: str
    counter: int | None = None
    secret: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A screen that its socket may watch. An event that concerns one of ``rooms`` ends it.

    ``end_reason()`` checks again without a request: None while the permission lasts, else the reason of ``gone``.
    Without it the permission never ends: that of a ticket's ``secret``, which its drawings contain.
    """

    type: str
    office_id: int
    row: int = 0
    rooms: tuple[str, ...] = ()
    end_reason: Callable[[], str | None] | None = None
    secret: str | None = None

    def screen(self, language: str) -> Screen:
        return Screen(self.type, self.office_id, self.row, language)


@dataclass(frozen=True, slots=True)
class Drawing:
    """``html`` is None for a screen that is only notified of changes."""

    version: int
    at: datetime
    html: str | None


class Urgency(IntEnum):
    """The order in which the screens of an office are sent after a commit.

    ``FIRST`` are sent at once, and the cues follow them. The other groups follow one after the other, and the next
    commit interrupts them. Screens of ``THIRD`` and ``LAST`` are drawn at most once a second.
    """

    FIRST = 1
    SECOND = 2
    THIRD = 3
    LAST = 4


@dataclass(frozen=True, slots=True)
class Refresh:
    """What refreshes a screen: ``events`` of its office (None: every event), or those of its own ticket.

    ``others_urgency``: that of events at another counter than the screen's own.
    """

    urgency: Urgency
    events: tuple[type[Any], ...] | None = None
    own_ticket_only: bool = False
    others_urgency: Urgency | None = None

    def urgency_of(self, screen: Screen, entries: Sequence[journal.Entry]) -> Urgency | None:
        """How urgently the screen is sent after these events; None when they do not concern it."""
        concerning = entries
        if self.own_ticket_only:
            concerning = [entry for entry in concerning if entry.ticket_id == screen.row]
        if self.events is not None:
            concerning = [entry for entry in concerning if isinstance(entry.event, self.events)]
        if not concerning:
            return None
        if self.others_urgency is None or any(entry.counter_id == screen.row for entry in concerning):
            return self.urgency
        return self.others_urgency


class DelayedRefresh(Protocol):
    """Refreshes screens some time after events, many at once."""

    @property
    def wait(self) -> float | None:
        """Seconds until it wants to be asked again; None while it waits for nothing."""

    def note(self, office_id: int) -> None:
        """Something happened in this office."""

    def due(self, screens: Callable[[], list[Screen]]) -> list[Screen]:
        """The watched ``screens()`` that must be rendered now."""


def _always(screen: Screen) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class ScreenType:
    """``authorize`` runs in the browser's request, ``draw(screen, secret)`` in one of the screen's language.

    ``redraw_when_quiet``: whether it is drawn again although no event concerns it, because times on it move.
    ``recheck_watchers``: a drawing may be newer than the journal rows that were read, and then its sockets are checked
    again before it is sent.
    ``parts``: a socket that asks for it receives only what changed (``deskq/live/parts.py``).
    ``shared``: other processes send what one has drawn after its own commit (``deskq/live/shared_drawings.py``).
    """

    name: str
    authorize: Callable[[WatchRequest], Subscription | None]
    draw: Callable[[Screen, str | None], Drawing]
    refresh: Refresh
    redraw_when_quiet: Callable[[Screen], bool] = _always
    recheck_watchers: bool = False
    delayed: DelayedRefresh | None = None
    parts: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that happens once on a screen; never sent again. ``data()`` is asked only if somebody watches. If
    not all who watch the screen get it, ``room`` is that of those who do."""

    event: str
    screen: Screen
    data: Callable[[], dict[str, Any]]
    room: str | None = None


class CueSource(Protocol):
    """Makes cues of new journal rows; called before the screens of the office are rendered."""

    def cues(self, office_id: int, entries: Sequence[journal.Entry], screens: Sequence[Screen]) -> list[Cue]: ...

    def missed(self, screen: Screen, since: int) -> list[Cue]:
        """The cues of what still stands that a screen may have missed which was cut off after the state of version
        ``since``. It ignores those that it has had."""


@dataclass(frozen=True, slots=True)
class EndRoom:
    """Every socket in ``room`` receives ``gone`` with ``reason`` and is disconnected."""

    room: str
    reason: str


@dataclass(frozen=True, slots=True)
class Recheck:
    """Every socket that watches a screen of this type in the event's office is checked again."""

    screen: str


@dataclass(frozen=True, slots=True)
class RecheckRoom:
    """Every socket in ``room`` is checked again: the event may be older than the permission of some of them."""

    room: str


Ending = EndRoom | Recheck | RecheckRoom
