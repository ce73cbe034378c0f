"""Binds the sockets to the application; registers the follower of the journal, its jobs."""

from flask import Flask
from gevent import monkey

from deskq.access.devices import last_seen
from deskq.core.extensions import socketio
from deskq.jobs import table
from deskq.live import fragments, handlers, parts
from deskq.live.follower import Follower
from deskq.live.jobs import jobs
from deskq.live.renderer import CompactJson
from deskq.live.transport import websocket_transport


def init_app(app: Flask) -> None:
    """Importing ``handlers`` registers them with ``socketio``; they must be there before it is bound to an app."""
    app.jinja_env.globals.update(part_break=parts.BREAK, fragments_for_page=fragments.for_page)
    _bind_sockets(app)


def init_state(app: Flask) -> None:
    app.extensions[fragments.EXTENSION] = fragments.Fragments()
    follower = Follower(app)
    app.extensions[handlers.EXTENSION] = follower
    table.add(app, *jobs(follower, last_seen.of(app)))
    table.at_start(app, follower.begin)


def _bind_sockets(app: Flask) -> None:
    websocket_transport.harden_websockets()
    socketio.init_app(
        app,
        async_mode="gevent" if monkey.is_module_patched("socket") else "threading",
        ping_interval=4,
        ping_timeout=4,
        max_http_buffer_size=16 * 1024,
        cors_allowed_origins=None,
        transports=["websocket"],
        json=CompactJson,
    )
