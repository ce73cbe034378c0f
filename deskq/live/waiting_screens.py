"""Screens that are drawn when nothing more urgent is to be sent: each at most twice a second, the oldest wish first."""

from collections.abc import Callable, Iterable
from time import monotonic

from deskq.live.screen_types import Screen, Urgency

PAUSE = 0.5  # seconds between two drawings of one screen


class WaitingScreens:
    """A screen that is added twice is drawn once. ``now()`` gives seconds that only grow."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        self._now = now
        self._waiting: dict[Urgency, dict[str, Screen]] = {Urgency.AFTER_CUES: {}, Urgency.LAST: {}}
        self._drawn_at: dict[str, float] = {}  # {room: when it was drawn last}

    def add(self, screens: Iterable[Screen], urgency: Urgency) -> None:
        for screen in screens:
            if screen.room not in self._waiting[Urgency.AFTER_CUES]:
                self._waiting[urgency].setdefault(screen.room, screen)

    def drawn(self, screen: Screen) -> None:
        """It was drawn now, by whatever reason."""
        self._drawn_at[screen.room] = self._now()
        for waiting in self._waiting.values():
            waiting.pop(screen.room, None)

    def next(self, even_early: bool = False) -> Screen | None:
        """The screen to draw now; with ``even_early`` also one that was drawn a moment ago."""
        now = self._now()
        for waiting in self._waiting.values():
            for screen in waiting.values():
                if even_early or self._due_at(screen) <= now:
                    return screen
        return None

    @property
    def wait(self) -> float | None:
        """Seconds until the next one is due; None while none is waiting."""
        waiting = [self._due_at(screen) for screens in self._waiting.values() for screen in screens.values()]
        return max(0.0, min(waiting) - self._now()) if waiting else None

    def keep_only(self, rooms: Iterable[str]) -> None:
        """Forget when screens were drawn that nobody watches any more."""
        watched = set(rooms)
        self._drawn_at = {room: at for room, at in self._drawn_at.items() if room in watched}

    def _due_at(self, screen: Screen) -> float:
        return self._drawn_at.get(screen.room, float("-inf")) + PAUSE
