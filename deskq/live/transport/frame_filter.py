"""What a screen may say by its socket. Anything else ends its line with one short warning, and reaches no parser.

The libraries below answer nonsense with a trace in the log for each frame, and keep the line open; so nothing but the
few frames a screen ever sends is let through to them.
"""

import json
import logging
import re
from typing import Any

from deskq.core.token_bucket import Bucket

log = logging.getLogger(__name__)
EVENTS = ("watch",)
PONG, CLOSE, JOIN, LEAVE = "3", "1", "40", "41"
EVENT = re.compile(r"42(?:\d{1,9})?(\[.*\])", re.DOTALL)
BROKEN = (1002, 1003, 1007, 1009)  #: how a websocket ends whose frames were broken, no text, or too big


class Malformed(ValueError):
    """Why, in two or three words of ours: never what the client said."""


def check(frame: str | bytes, joined: bool) -> None:
    """``Malformed`` unless a screen may say this now; ``joined`` is whether it opened its session already."""
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
        json.dumps(found, ensure_ascii=False).encode()  # half of a surrogate pair is JSON, but no text
    except (ValueError, RecursionError):
        raise Malformed("bad JSON") from None
    return found


class FilteredSocket:
    """The websocket of one client as engine.io believes it to be: hears only what a screen may say."""

    def __init__(self, ws: Any) -> None:
        self._ws = ws
        self._joined = False
        self.send, self.close = ws.send, ws.close

    def wait(self) -> str | None:
        """The next frame; None when the client has left, or must."""
        frame = self._ws.wait()
        try:
            if frame is None:
                self._check_end()
                return None
            check(frame, self._joined)
        except Malformed as why:
            _warn(self._ws.ws.environ.get("REMOTE_ADDR", ""), str(why))
            return None
        self._joined = self._joined or frame.startswith(JOIN)
        return str(frame)

    def _check_end(self) -> None:
        below = self._ws.ws
        if below.max_message_size and below.incoming_message_len > below.max_message_size:
            raise Malformed("frame too big")
        if below.close_reason in BROKEN:
            raise Malformed("broken frame")


_warnings = Bucket(5, 0.1)
_unsaid = 0


def _warn(who: str, why: str) -> None:
    """At most five at once and then one in ten seconds: whoever shouts nonsense does not fill the disk."""
    global _unsaid
    if not _warnings.take():
        _unsaid += 1
        return
    log.warning("closed the socket of %s: %s%s", who, why, f" (and {_unsaid} more not logged)" if _unsaid else "")
    _unsaid = 0
