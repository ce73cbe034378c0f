"""Screens that are drawn after the cues: the more urgent first, and among equals the one that waits longest."""

from collections.abc import Callable, Iterable
from time import monotonic

from deskq.live.screen_types import Screen, Urgency

BUSY_REST = 3.0
IDLE = 0.001  # seconds that letting others work takes at most while there is nothing for them to do
PAUSE = 1.0  # seconds between two drawings of one screen, except of urgency SECOND


class WaitingScreens:
    """A screen that is added twice is drawn once. ``now()`` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._waiting: dict[Urgency, dict[str, Screen]] = {
            urgency: {} for urgency in (Urgency.SECOND, Urgency.THIRD, Urgency.LAST)
        }
        self._drawn_at: dict[str, float] = {}  # {room: when it was drawn last}
        self._rests_until = float("-inf")

    def add(self, screens: Iterable[Screen], urgency: Urgency) -> None:
        for screen in screens:
            self._waiting[urgency].setdefault(screen.room, screen)

    def drawn(self, screen: Screen) -> None:
        """A screen was drawn now, for whatever reason."""
        self._drawn_at[screen.room] = self._now()
        for waiting in self._waiting.values():
            waiting.pop(screen.room, None)

    def rest(self, drawing: float, others: float) -> None:
        """A screen less urgent than ``SECOND`` was drawn in ``drawing`` seconds; then others could work for ``others``
        seconds. No further such screen is drawn for as long as the drawing took, or three times as long if others had
        work: such screens take at most half of the processor, or a quarter."""
        self._rests_until = self._now() + drawing * (BUSY_REST if others > IDLE else 1.0)

    def next(self) -> tuple[Screen, Urgency] | None:
        """The screen to draw now, and how urgent it is."""
        now = self._now()
        for urgency, waiting in self._waiting.items():
            for screen in waiting.values():
                if self._due_at(screen, urgency) <= now:
                    return screen, urgency
        return None

    @property
    def wait(self) -> float | None:
        """Seconds until the next one is due; None while none is waiting."""
        due = [
            self._due_at(screen, urgency) for urgency, screens in self._waiting.items() for screen in screens.values()
        ]
        return max(0.0, min(due) - self._now()) if due else None

    def keep_only(self, rooms: Iterable[str]) -> None:
        """Forget when screens were drawn that nobody watches any more."""
        watched = set(rooms)
        self._drawn_at = {room: at for room, at in self._drawn_at.items() if room in watched}

    def _due_at(self, screen: Screen, urgency: Urgency) -> float:
        drawn_at = self._drawn_at.get(screen.room, float("-inf"))
        return drawn_at if urgency == Urgency.SECOND else max(drawn_at + PAUSE, self._rests_until)
