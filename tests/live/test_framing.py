"""A broadcast of a server is framed once for all who watch, unless the setting or the server says otherwise."""

import pytest

from deskq.core.extensions import socketio
from deskq.live.broadcaster import Broadcaster
from deskq.live.screen_types import Cue, Screen
from deskq.live.transport import shared_frames

LOBBY = Screen("lobby", 1, 0, "fa")


@pytest.mark.parametrize(
    ("frames", "mode", "once"),
    [("shared", "gevent", True), ("library", "gevent", False), ("shared", "threading", False)],
)
def test_frames_are_made_once_on_gevent(app, monkeypatch, frames, mode, once):
    shared, library = [], []
    monkeypatch.setitem(app.config, "WEBSOCKET_FRAMES", frames)
    monkeypatch.setattr(socketio, "async_mode", mode)
    monkeypatch.setattr(shared_frames, "emit", lambda server, *sent: shared.append(sent))
    monkeypatch.setattr(socketio, "emit", lambda event, data, to: library.append((event, data, to)))
    broadcaster = Broadcaster(app, lambda screen, version: None)
    broadcaster.watched[LOBBY.room] = LOBBY

    broadcaster.send_cues([Cue("call", LOBBY, lambda: {"call": 7})])

    assert (shared if once else library) == [("call", {"call": 7}, LOBBY.room)]
    assert (library if once else shared) == []
