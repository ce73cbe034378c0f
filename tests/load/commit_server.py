"""The real server, but the way it commits to SQLite can be switched while it runs: python -m tests.load.commit_server.

``GET /bench/commit/group/0`` is deskq as it is. ``full`` leaves the flush to SQLite (``synchronous=FULL``) and switches
the group commit off. The number is milliseconds by which every flush takes longer, to simulate a slower disk: in both
ways by a sleep beside the real flush, where that way waits for the disk.
"""

import os
from typing import Any

from run import app, runner, schema, server  # first: it makes sockets, locks and threads cooperative

from gevent import monkey  # isort: skip
from sqlalchemy import Connection, event, text

from deskq.core.db import group_commit
from deskq.core.db.engine import WRITES
from deskq.core.db.writing import write_lock
from deskq.core.extensions import db

sleep = monkey.get_original("time", "sleep")
wait_for_group, fdatasync = group_commit.wait, os.fdatasync
#: What a new measurement begins with: nobody waits, as the cost of a ticket grows with the queue.
EMPTY_QUEUE = text("UPDATE ticket SET state = 'cancelled', finished_at = since WHERE state = 'waiting'")


class CommitMode:
    def __init__(self) -> None:
        self.full, self.slower = False, 0.0

    def install(self) -> None:
        self._open = db.engine.raw_connection()  # keeps the log, which SQLite deletes with its last connection
        group_commit.wait = lambda url: None if self.full else wait_for_group(url)
        os.fdatasync = self._flush
        event.listen(db.engine, "connect", self._set_synchronous)
        event.listen(db.engine, "commit", self._before_commit)

    def switch(self, way: str, slower: int) -> str:
        """What SQLite says ``synchronous`` is from now on: 1 NORMAL, 2 FULL."""
        self.full, self.slower = {"group": False, "full": True}[way], slower / 1000
        with write_lock, db.engine.connect().execution_options(**{WRITES: True}) as connection:
            connection.execute(EMPTY_QUEUE)
            connection.commit()
        db.session.remove()
        db.engine.dispose()  # SQLite has ``synchronous`` by connection
        with db.engine.connect() as connection:
            return str(connection.exec_driver_sql("PRAGMA synchronous").scalar())

    def _flush(self, log: int) -> None:
        fdatasync(log)
        sleep(self.slower)

    def _set_synchronous(self, connection: Any, record: Any) -> None:
        if self.full:
            connection.execute("PRAGMA synchronous=FULL")

    def _before_commit(self, connection: Connection) -> None:
        """The lock is held and all greenlets stand still, as during SQLite's own flush."""
        if self.full and connection.get_execution_options().get(WRITES, False):
            sleep(self.slower)


if __name__ == "__main__":
    schema.prepare(app)
    mode = CommitMode()
    with app.app_context():
        mode.install()
    app.add_url_rule("/bench/commit/<way>/<int:slower>", "bench.commit", mode.switch)
    runner.start(app)
    server.serve(app, app.config["HOST"], app.config["PORT"])
