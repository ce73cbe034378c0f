"""Ends subscriptions whose permission has ended: the socket is sent ``gone`` and disconnected.

Ends that an event tells (signed out, another role, a revoked device, a counter with another holder) take effect at once
in every process. Ends without an event (an idle session, a working day that is over) are found by checking again.
"""

from collections.abc import Callable, Iterable

from flask import Flask

from deskq.core import outage_log
from deskq.core.db import availability, journal
from deskq.core.extensions import socketio
from deskq.live import registry
from deskq.live.screen_types import EndRoom, Recheck, RecheckRoom, Subscription
from deskq.live.transport import websocket_transport

RECHECK_SECONDS = 30.0
PART = "the permission of a screen"


class SubscriptionGuard:
    """The subscriptions of this process that can end, by socket id, then by screen type and row."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._subscriptions: dict[str, dict[tuple[str, int], Subscription]] = {}
        self.rounds = 0  #: how often journal rows were read: an end may have come between authorizing and joining

    def add(self, sid: str, subscription: Subscription) -> None:
        if subscription.end_reason is not None:
            self._subscriptions.setdefault(sid, {})[subscription.type, subscription.row] = subscription

    def forget(self, sid: str) -> None:
        self._subscriptions.pop(sid, None)

    def read(self, office_id: int, entries: Iterable[journal.Entry]) -> None:
        """End what these journal rows of an office end."""
        self.rounds += 1
        screens: set[str] = set()
        rooms: set[str] = set()
        for entry in entries:
            for ending in registry.of(self._app).endings(entry.event):
                match ending:
                    case EndRoom(room, reason):
                        self.end(_in_room(room), reason)
                    case Recheck(screen):
                        screens.add(screen)
                    case RecheckRoom(room):
                        rooms.add(room)
        if screens or rooms:
            self.recheck(
                lambda one: (one.office_id == office_id and one.type in screens) or not rooms.isdisjoint(one.rooms)
            )

    def recheck(self, wanted: Callable[[Subscription], bool] = lambda one: True) -> None:
        """End the ``wanted`` subscriptions whose permission has ended; one or more queries for each."""
        checked = [(sid, one) for sid, held in self._subscriptions.items() for one in held.values() if wanted(one)]
        if not checked:
            return
        with self._app.app_context():
            for sid, subscription in checked:
                reason = self._end_reason(subscription)
                if reason is not None:
                    self.end([sid], reason)

    @staticmethod
    def _end_reason(subscription: Subscription) -> str | None:
        """Where the check itself fails the page is loaded anew, which asks for permission; the other subscriptions are
        checked all the same. An outage is raised, because all are checked again then."""
        try:
            return subscription.end_reason() if subscription.end_reason is not None else None
        except Exception as error:
            if availability.is_outage(error):
                raise
            outage_log.failed(PART, f"of {subscription.type} could not be checked", with_trace=True)
            return "reload"

    def end(self, sids: Iterable[str], reason: str) -> None:
        """Send ``gone`` and disconnect; a client that does not leave by itself is cut off."""
        for sid in sids:
            self.forget(sid)
            client = websocket_transport.client_of(socketio.server, sid)
            socketio.emit("gone", {"reason": reason}, to=sid)
            socketio.server.disconnect(sid)
            if client is not None:
                websocket_transport.disconnect(client)


def _in_room(room: str) -> list[str]:
    return [sid for sid, _ in socketio.server.manager.get_participants("/", room)]
