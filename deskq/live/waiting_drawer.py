"""Draws waiting screens one after the other and lets others work in between."""

from collections.abc import Callable
from time import monotonic

from deskq.core.extensions import socketio
from deskq.live.broadcaster import Broadcaster
from deskq.live.screen_types import Screen, Urgency
from deskq.live.waiting_screens import WaitingScreens


class WaitingDrawer:
    """Sends each drawing to all who watch the screen."""

    def __init__(self, waiting: WaitingScreens, broadcaster: Broadcaster) -> None:
        self._waiting, self._broadcaster = waiting, broadcaster

    def draw(self, until: float, interrupted: Callable[[], bool]) -> None:
        """Draw what is due, until the monotonic time ``until`` or until it is ``interrupted``."""
        drawn = False
        while monotonic() < until and not interrupted() and (found := self._waiting.next()) is not None:
            screen, urgency = found
            drawn, began = True, monotonic()
            self._draw_one(screen)
            ended = monotonic()
            socketio.sleep(0)  # lets others work first
            if urgency != Urgency.SECOND:
                self._waiting.rest(ended - began, monotonic() - ended)
        if drawn:
            self._broadcaster.disconnect_slow()

    def _draw_one(self, screen: Screen) -> None:
        self._waiting.drawn(screen)
        if self._broadcaster.is_watched(screen) and not self._broadcaster.send_one(screen):
            self._waiting.add([screen], Urgency.LAST)  # in a second
