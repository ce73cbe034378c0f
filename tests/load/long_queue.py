"""Puts people into the queue before a measurement: python -m tests.load.long_queue 4000."""

import sys
from datetime import timedelta

from sqlalchemy import insert

from deskq import create_app
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.office import business_day, config_cache
from deskq.queue.models import Ticket
from tests.load.more_counters import SERVED


def fill(people: int) -> None:
    """They wait for the services of more_counters, one in five of another class, and came in the last half hour."""
    config = config_cache.of(db.session(), 1)
    services = [row.id for row in config.offered if row.code in SERVED]
    ordinary, other = list(config.priorities)[:2]
    now = clock.now()
    shared = {
        "office_id": 1, "day": business_day.number_at(config.office, now), "series": "", "language": "fa",
        "state": "waiting", "since": now, "recalls": 0,
    }  # fmt: skip
    rows = [
        {
            **shared, "number": number, "code": f"w{number}", "token_hash": secrets.hashed(f"w{number}"),
            "service_id": services[number % len(services)], "priority_id": other if number % 5 == 0 else ordinary,
            "arrived_at": now - timedelta(minutes=30) * (1 - number / people),
        }
        for number in range(people)
    ]  # fmt: skip
    if rows:
        db.session.execute(insert(Ticket), rows)
        db.session.commit()


if __name__ == "__main__":
    with create_app().app_context():
        fill(int(sys.argv[1]))
