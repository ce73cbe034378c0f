"""Filter of incoming frames: passes the few that a screen sends; anything else closes the connection with one warning.

The libraries below log a trace for each malformed frame and keep the connection open; such a frame never reaches them.
"""

import json
import re
from typing import Any

from deskq.live.transport import few_warnings

EVENTS = ("watch",)
PONG, CLOSE, JOIN, LEAVE = "3", "1", "40", "41"
EVENT = re.compile(r"42(?:\d{1,9})?(\[.*\])", re.DOTALL)
BROKEN = (1002, 1003, 1007, 1009)  #: close codes for frames that are broken, not text, or too big


class Malformed(ValueError):
    """Says why in two or three words of ours, never with what the client sent."""


def check(frame: str | bytes, joined: bool) -> None:
    """``Malformed`` unless a screen may send this now; ``joined``: it has opened its Socket.IO session."""
    if not isinstance(frame, str):
        raise Malformed("binary frame")
    if frame in (PONG, CLOSE):
        return
    if frame == JOIN or frame.startswith("40{"):
        if joined:
            raise Malformed("second session")
        _json(frame.removeprefix(JOIN) or "{}")
    elif not joined:
        raise Malformed("no session yet")
    elif frame != LEAVE:
        _check_event(frame)


def _check_event(frame: str) -> None:
    found = EVENT.fullmatch(frame)
    if found is None:
        raise Malformed("unknown packet")
    match _json(found[1]):
        case [str(name), dict()] if name in EVENTS:
            return
        case [str(name), *_] if name in EVENTS:
            raise Malformed("wrong arguments")
    raise Malformed("unknown event")


def _json(text: str) -> Any:
    try:
        found = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half of a surrogate pair is valid JSON, but not text
    except (ValueError, RecursionError):
        raise Malformed("bad JSON") from None
    return found


class FilteredSocket:
    """The websocket of one client as engine.io sees it: receives only what passes ``check``."""

    def __init__(self, ws: Any) -> None:
        self._ws = ws
        self._joined = False
        self.send, self.close = ws.send, ws.close

    def wait(self) -> str | None:
        """The next frame; None when the client has left, or is to be disconnected."""
        frame = self._ws.wait()
        try:
            if frame is None:
                self._check_close()
                return None
            check(frame, self._joined)
        except Malformed as why:
            few_warnings.warn("closed the socket", self._ws.ws.environ.get("REMOTE_ADDR", ""), str(why))
            return None
        self._joined = self._joined or frame.startswith(JOIN)
        return str(frame)

    def _check_close(self) -> None:
        connection = self._ws.ws
        if getattr(connection.ws, "floods", False):
            raise Malformed("too many frames")
        if connection.max_message_size and connection.incoming_message_len > connection.max_message_size:
            raise Malformed("frame too big")
        if connection.close_reason in BROKEN:
            raise Malformed("broken frame")
