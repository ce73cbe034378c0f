"""Every room and every message to a screen; the only folder that emits.

``follower`` reads the journal and says what is told to whom, ``gallery`` sends states, ``cues`` chimes, ``phones`` the
people ahead, ``rights`` ends what may no longer be seen, ``sockets`` is what a screen may ask.
"""

from flask import Flask

from deskq.live.follower import Follower
from deskq.live.handlers import follower

__all__ = ["begin", "follower", "init_app"]


def init_app(app: Flask) -> None:
    app.extensions["deskq_follower"] = Follower(app)


def begin(app: Flask) -> None:
    """Begin to follow the journal and to keep the office, once the server runs."""
    with app.app_context():
        follower().start()
