"""Greenlets that issue on PostgreSQL, one of which loses its connection: python -m tests.core.postgres_greenlets URL.

Prints how many tickets were issued, how many presses failed, and how often another greenlet ran while one waited."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402

import gevent  # noqa: E402
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


def main(url: str) -> None:
    app = create_app(settings(url))
    failed, ran = [], []

    def press(number: int, breaks: bool) -> None:
        with transaction(1, "test") as tx:
            issue(1, "test", NewTicket("renewal_levy", secrets.new(), request_key=f"key {number}"))
            if breaks:
                lose_connection(tx)

    def lose_connection(tx: Transaction) -> None:
        process = tx.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})

    def work(mine: int) -> None:
        with app.app_context():
            for index in range(EACH):
                try:
                    press(mine * EACH + index, breaks=mine == 3 and index == 2)
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
        print(db.session.execute(text("SELECT count(*) FROM ticket")).scalar_one(), len(failed), len(ran) > GREENLETS)


if __name__ == "__main__":
    main(sys.argv[1])
