"""Starts the server. gevent patches sockets, locks and threads before anything else is imported."""

try:
    from gevent import config, monkey

    monkey.patch_all()
    config.track_greenlet_tree = False  # otherwise each new one walks the stack, a tenth of the time a hall connects in

    from deskq import create_app
    from deskq.jobs import runner
    from deskq.live.transport import server
    from deskq.ops import pooler, postgres_lock, schema, serving_lock
    from deskq.ops.banner import show
except ModuleNotFoundError as missing:
    raise SystemExit(
        f"The library {missing.name} is missing. Run `make run`: it installs everything into .venv and starts deskq."
    ) from None

app = create_app({"DB_COMMANDS": False})

if __name__ == "__main__":
    serving_lock.hold(app.config["SQLALCHEMY_DATABASE_URI"])
    pooler.refuse_transaction_mode(app.config["SQLALCHEMY_DATABASE_URI"])
    postgres_lock.hold(app.config["SQLALCHEMY_DATABASE_URI"])
    schema.prepare(app)
    runner.start(app)
    server.serve(app, app.config["HOST"], app.config["PORT"], announce=lambda host, port: show(app, host, port))
