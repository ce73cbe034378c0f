"""deskq as run.py starts it, but with two connections for those who read: what they wait for is seen within seconds."""

# ruff: noqa: E402 - gevent must patch before anything else is imported
from gevent import monkey

monkey.patch_all()

import deskq

deskq.FIXED["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 2, "max_overflow": 0, "pool_timeout": 8}

from deskq.jobs import runner
from deskq.live.transport import server
from deskq.ops import schema
from run import app

if __name__ == "__main__":
    schema.prepare(app)
    runner.start(app)
    server.serve(app, app.config["HOST"], app.config["PORT"])
