"""deskq itself, as run.py starts it, with less patience: what takes it half a minute takes this one half a second."""

# ruff: noqa: E402 - gevent must patch before anything else is imported
from gevent import monkey

monkey.patch_all()

from deskq import realtime, serving
from deskq.realtime import rights, waiting
from run import app

if __name__ == "__main__":
    rights.ASK_AGAIN = 0.2
    waiting.PATIENCE, waiting.LOOK = 1.0, 0.1
    realtime.begin(app)
    serving.serve(app, app.config["HOST"], app.config["PORT"])
