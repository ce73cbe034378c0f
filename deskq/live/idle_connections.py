"""Closes connections that watch nothing, so that nobody collects them."""

from time import monotonic
from typing import Any

from deskq.core.extensions import socketio
from deskq.live.transport import websocket_transport

PATIENCE = 10.0  # seconds from connecting to the first screen watched
LOOK = 2.0  # seconds between two looks
WATCHES = "deskq.watches"  #: in the environment of a connection, once it watches something


class IdleConnections:
    """Remembers since when each connection that watches nothing is open."""

    def __init__(self) -> None:
        self._since: dict[str, float] = {}

    def close(self, now: float | None = None) -> None:
        """Close those that have been idle for ``PATIENCE`` seconds or more; ``now`` is monotonic."""
        now = monotonic() if now is None else now
        before, self._since = self._since, {}
        for name, client in self._idle():
            since = self._since[name] = before.get(name, now)
            if now - since >= PATIENCE:
                websocket_transport.disconnect(client)

    def _idle(self) -> list[tuple[str, Any]]:
        environ = socketio.server.environ
        return [
            (name, client)
            for name, client in socketio.server.eio.sockets.items()
            if WATCHES not in environ.get(name, {})
        ]
