"""A database server that stops answering without closing: python -m tests.core.silent_postgres URL SECONDS.

SECONDS is how long an answer is waited for. Prints what a statement on a connection that was used before ends with, how
many seconds it took, and what the next one answers once the network carries again."""

from gevent import monkey

monkey.patch_all()

import sys  # noqa: E402
from time import monotonic  # noqa: E402

from sqlalchemy import make_url, text  # noqa: E402

from deskq import create_app  # noqa: E402
from deskq.core.db import postgres  # noqa: E402
from deskq.core.errors import Unreachable  # noqa: E402
from deskq.core.extensions import db  # noqa: E402
from tests.conftest import settings  # noqa: E402
from tests.e2e.relay import Relay  # noqa: E402


def main(address: str, answer: float) -> None:
    url = make_url(address)
    relay = Relay(url.port or 5432)
    through = url.set(host="127.0.0.1", port=int(relay.address.rpartition(":")[2]))
    app = create_app(settings(through.render_as_string(hide_password=False)))
    with app.app_context():
        answered()
        postgres.ANSWER = answer
        relay.cut()
        began = monotonic()
        try:
            answered()
        except Unreachable:
            print("unreachable", round(monotonic() - began, 1))
        db.session.remove()
        relay.mend()
        print(answered())


def answered() -> object:
    found = db.session.execute(text("SELECT 42")).scalar_one()
    db.session.rollback()
    return found


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
