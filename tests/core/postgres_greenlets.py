"""Greenlets that press on PostgreSQL: python -m tests.core.postgres_greenlets NAME URL.

``lost``: one of several loses its connection. Prints how many tickets were issued, how many presses failed, and whether
another greenlet ran while one waited. ``killed``: one is killed while it waits for an answer. Prints what ended it, and
how many tickets there are after one more press."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402

import gevent  # noqa: E402
from flask import Flask  # noqa: E402
from sqlalchemy import text  # noqa: E402

from deskq import create_app  # noqa: E402
from deskq.core import secrets  # noqa: E402
from deskq.core.errors import CommitUnconfirmed, Unreachable  # noqa: E402
from deskq.core.extensions import db  # noqa: E402
from deskq.core.transactions import Transaction, transaction  # noqa: E402
from deskq.queue.new_ticket import NewTicket  # noqa: E402
from deskq.queue.service.issue import issue  # noqa: E402
from tests.conftest import settings  # noqa: E402

GREENLETS, EACH = 8, 5
SLEEP = text("SELECT pg_sleep(0.5)")
SLEEPS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")
TICKETS = text("SELECT count(*) FROM ticket")
PATIENCE = 20


def take() -> None:
    issue(1, "test", NewTicket("renewal_levy", secrets.new(), request_key=secrets.new()))


def lost(app: Flask) -> None:
    failed, ran = [], []

    def press(breaks: bool) -> None:
        with transaction(1, "test") as tx:
            take()
            if breaks:
                lose_connection(tx)

    def work(mine: int) -> None:
        with app.app_context():
            for index in range(EACH):
                try:
                    press(breaks=mine == 3 and index == 2)
                except (CommitUnconfirmed, Unreachable):
                    failed.append(mine)
                db.session.remove()

    def count() -> None:
        while True:
            ran.append(1)
            gevent.sleep(0)

    counting = gevent.spawn(count)
    gevent.joinall([gevent.spawn(work, mine) for mine in range(GREENLETS)], raise_error=True)
    counting.kill()
    with app.app_context():
        print(db.session.execute(TICKETS).scalar_one(), len(failed), len(ran) > GREENLETS)


def lose_connection(tx: Transaction) -> None:
    process = tx.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})


def killed(app: Flask) -> None:
    def press() -> None:
        with app.app_context(), transaction(1, "test") as tx:
            take()
            tx.connection.execute(SLEEP)

    victim = gevent.spawn(press)
    with app.app_context(), gevent.Timeout(PATIENCE):
        while not db.session.execute(SLEEPS).scalar_one():
            db.session.rollback()
            gevent.sleep(0.01)
        db.session.remove()
    victim.kill()
    with app.app_context():
        take()
        print(type(victim.value or victim.exception).__name__, db.session.execute(TICKETS).scalar_one())


if __name__ == "__main__":
    {"lost": lost, "killed": killed}[sys.argv[1]](create_app(settings(sys.argv[2])))
