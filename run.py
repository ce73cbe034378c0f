"""Starts the server. The first lines make sockets, locks and threads cooperative, before anything else is imported."""

from gevent import monkey

monkey.patch_all()

from deskq import create_app, realtime, serving  # noqa: E402
from deskq.banner import show  # noqa: E402
from deskq.printing import worker  # noqa: E402

app = create_app({"MIGRATIONS": False})

if __name__ == "__main__":
    realtime.begin(app)
    worker.begin(app)
    serving.serve(app, app.config["HOST"], app.config["PORT"], announce=lambda host, port: show(app, host, port))
