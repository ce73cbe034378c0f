"""Starts the server. The first lines make sockets, locks and threads cooperative, before anything else is imported."""

from gevent import monkey

monkey.patch_all()

from deskq import create_app, live
from deskq.live.transport import server
from deskq.ops.banner import show
from deskq.printing import worker

app = create_app({"MIGRATIONS": False})

if __name__ == "__main__":
    live.begin(app)
    worker.begin(app)
    server.serve(app, app.config["HOST"], app.config["PORT"], announce=lambda host, port: show(app, host, port))
