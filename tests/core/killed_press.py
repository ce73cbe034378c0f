"""A press on PostgreSQL whose greenlet is killed while it waits for an answer: python -m tests.core.killed_press URL.

Prints what ended the greenlet, and how many tickets there are after one more press."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402

import gevent  # noqa: E402
from sqlalchemy import text  # noqa: E402

from deskq import create_app  # noqa: E402
from deskq.core import secrets  # noqa: E402
from deskq.core.extensions import db  # noqa: E402
from deskq.core.transactions import transaction  # noqa: E402
from deskq.queue.new_ticket import NewTicket  # noqa: E402
from deskq.queue.service.issue import issue  # noqa: E402
from tests.conftest import settings  # noqa: E402

SLEEP = text("SELECT pg_sleep(0.5)")
SLEEPS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'")
PATIENCE = 20


def main(url: str) -> None:
    app = create_app(settings(url))

    def take() -> None:
        issue(1, "test", NewTicket("renewal_levy", secrets.new()))

    def press() -> None:
        with app.app_context(), transaction(1, "test") as tx:
            take()
            tx.connection.execute(SLEEP)

    killed = gevent.spawn(press)
    with app.app_context(), gevent.Timeout(PATIENCE):
        while not db.session.execute(SLEEPS).scalar_one():
            db.session.rollback()
            gevent.sleep(0.01)
        db.session.remove()
    killed.kill()
    with app.app_context():
        take()
        tickets = db.session.execute(text("SELECT count(*) FROM ticket")).scalar_one()
    print(type(killed.value or killed.exception).__name__, tickets)


if __name__ == "__main__":
    main(sys.argv[1])
