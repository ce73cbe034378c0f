"""A socket never outlives its right: who may no longer look is told ``gone`` and dropped.

Ends that the journal tells (signing out, another role, a revoked device, a counter that changed hands) are heard at
once, in every process; ends that nobody tells (an idle session, a working day that is over) are found by asking again.
"""

import logging
from collections.abc import Callable, Iterable

from flask import Flask

from deskq.core.db import journal
from deskq.core.extensions import socketio
from deskq.live.subscriptions import Found
from deskq.live.transport import websocket_transport

log = logging.getLogger(__name__)
ASK_AGAIN = 30.0  # seconds
STAFF_ENDS = ("person.password_changed", "person.signed_out_everywhere")


class SubscriptionGuard:
    """Who watches what in this process: by socket, then by room. Phones are not here, since a ticket's secret holds."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._held: dict[str, dict[tuple[str, int], Found]] = {}
        self.rounds = 0  #: how often the journal was heard

    def hold(self, sid: str, found: Found) -> None:
        if found.over is not None:
            self._held.setdefault(sid, {})[found.kind, found.row] = found

    def forget(self, sid: str) -> None:
        self._held.pop(sid, None)

    def heard(self, office: int, rows: Iterable[journal.Entry]) -> None:
        """End what these rows of the journal end."""
        self.rounds += 1
        changed_hands = False
        for row in rows:
            if row.kind in STAFF_ENDS:
                self.end(_in_room(f"person:{row.facts['person']}"), "signed-out")
            elif row.kind == "person.signed_out":
                self.end(_in_room(f"session:{row.facts['session']}"), "signed-out")
            elif row.kind == "device.revoked":
                self.end(_in_room(f"device:{row.facts['device']}"), "revoked")
            elif row.kind == "device.changed" and "counter_id" in row.facts["changes"]:
                self.end(_in_room(f"device:{row.facts['device']}"), "moved")
            elif row.kind.startswith("counter."):
                changed_hands = changed_hands or "clerk_id" in row.facts["changes"]
        if changed_hands:
            self.ask_again(lambda found: (found.kind, found.office_id) == ("counter", office))

    def ask_again(self, which: Callable[[Found], bool] = lambda found: True) -> None:
        """Whether each socket still may watch what it watches of ``which``; costs a look at the database each."""
        asked = [(sid, found) for sid, held in self._held.items() for found in held.values() if which(found)]
        if not asked:
            return
        with self._app.app_context():
            for sid, found in asked:
                why = found.over() if found.over is not None else None
                if why is not None:
                    self.end([sid], why)

    def keep_asking(self) -> None:
        while True:
            socketio.sleep(ASK_AGAIN)
            try:
                self.ask_again()
            except Exception:
                log.exception("checking who may watch failed and will be retried")

    def end(self, sids: Iterable[str], reason: str) -> None:
        """Say so, and hang up: a screen that does not leave by itself hears nothing more."""
        for sid in sids:
            self.forget(sid)
            client = websocket_transport.client_of(socketio.server, sid)
            socketio.emit("gone", {"reason": reason}, to=sid)
            socketio.server.disconnect(sid)
            if client is not None:
                websocket_transport.disconnect(client)


def _in_room(room: str) -> list[str]:
    return [sid for sid, _ in socketio.server.manager.get_participants("/", room)]
