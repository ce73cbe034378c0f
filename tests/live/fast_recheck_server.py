"""deskq as run.py starts it, with shorter periods: permissions are rechecked every 0.2 s instead of every 30 s."""

# ruff: noqa: E402 - gevent must patch before anything else is imported
from gevent import monkey

monkey.patch_all()

from deskq.jobs import runner
from deskq.live import idle_connections, subscription_guard
from deskq.live.transport import server
from run import app

if __name__ == "__main__":
    subscription_guard.RECHECK_SECONDS = 0.2
    idle_connections.PATIENCE, idle_connections.LOOK = 1.0, 0.1
    runner.start(app)
    server.serve(app, app.config["HOST"], app.config["PORT"])
