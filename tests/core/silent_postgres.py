"""A database server that stops answering without closing: python -m tests.core.silent_postgres URL SECONDS.

SECONDS is how long an answer is waited for. Prints what a statement and then a press end with, on connections that were
used before, whether that took no longer than LONG, and what the next statement answers once the network carries again.
"""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from collections.abc import Callable  # noqa: E402
from time import monotonic  # noqa: E402

from sqlalchemy import make_url, text  # noqa: E402

from deskq import create_app  # noqa: E402
from deskq.core.db import postgres  # noqa: E402
from deskq.core.errors import DomainError  # noqa: E402
from deskq.core.extensions import db  # noqa: E402
from deskq.core.transactions import transaction  # noqa: E402
from tests.conftest import settings  # noqa: E402
from tests.e2e.relay import Relay  # noqa: E402

LONG = 30.0  #: seconds


def main(address: str, answer: float) -> None:
    url = make_url(address)
    relay = Relay(url.port or 5432)
    through = url.set(host="127.0.0.1", port=int(relay.address.rpartition(":")[2]))
    app = create_app(settings(through.render_as_string(hide_password=False)))
    with app.app_context():
        answered()
        postgres.ANSWER, postgres.CONNECT = answer, 2
        began = monotonic()
        print(of_silence(relay, answered))
        print(of_silence(relay, press))
        print(monotonic() - began < LONG)
        print(answered())


def of_silence(relay: Relay, do: Callable[[], object]) -> str:
    """What it ends with when the server stops answering in the middle of it, or before."""
    answered()
    relay.cut()
    try:
        do()
    except DomainError as refusal:
        return type(refusal).__name__
    finally:
        db.session.remove()
        relay.mend()
    return "nothing"


def press() -> None:
    with transaction(1, "test") as tx:
        tx.session.execute(text("UPDATE office SET name_en = 'Another'"))


def answered() -> object:
    found = db.session.execute(text("SELECT 42")).scalar_one()
    db.session.rollback()
    return found


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
