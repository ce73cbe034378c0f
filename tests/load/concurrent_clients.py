"""Concurrent load on one queue: threads that issue, and counters that call until everybody was called."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from flask import Flask

from deskq import create_app
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Counter, CounterService, Office
from deskq.queue import queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.rules.priority import NobodyWaiting
from deskq.queue.service import calls, serve
from deskq.queue.service.counter_action import CounterAction
from deskq.queue.service.issue import issue
from tests.conftest import settings

THREADS = 32
CODES = ("renewal_levy", "info_desk", "building_permit", "notary_clearance", "art100")
CLASSES = ("", "", "", "elderly", "disability")


def add_counters(office_id: int, many: int = THREADS) -> list[int]:
    """Counters 101 and on, open without a clerk, each serving every service; returns their ids."""
    with transaction(office_id, "test") as tx:
        services = config_cache.at(office_id, tx.config_version).services
        rows = [Counter(office_id=office_id, number=101 + number, status="open") for number in range(many)]
        tx.session.add_all(rows)
        tx.session.flush()
        for row in rows:
            tx.session.add_all(
                CounterService(counter_id=row.id, service_id=service_id, rank=1 + (row.number + service_id) % 2)
                for service_id in services
            )
        tx.session.get_one(Office, office_id).bound_minutes = 600
        tx.session.flush()
        tx.config_changed()
        return [row.id for row in rows]


def run(app: Flask, counters: list[int], tickets: int) -> dict[str, Any]:
    """Issue ``tickets`` in as many threads as there are counters, while each thread's counter calls whenever it can;
    then call until nobody waits. Returns issued and called ids."""
    share = [tickets // len(counters) + (index < tickets % len(counters)) for index in range(len(counters))]

    def work(counter_id: int, mine: int) -> tuple[list[int], list[int]]:
        with app.app_context():
            try:
                return _work(counter_id, mine)
            finally:
                db.session.remove()

    with ThreadPoolExecutor(len(counters)) as pool:
        done = list(pool.map(work, counters, share))
    return {"issued": [one for issued, _ in done for one in issued], "called": [one for _, ids in done for one in ids]}


def _work(counter_id: int, mine: int) -> tuple[list[int], list[int]]:
    office = office_queries.first_office(db.session())
    assert office is not None
    press = CounterAction(office.id, f"test:{counter_id}", counter_id, None)
    issued: list[int] = []
    called: list[int] = []
    present: int | None = None
    for number in range(mine):
        code, priority = CODES[(number + counter_id) % len(CODES)], CLASSES[number % len(CLASSES)]
        issued.append(issue(office.id, "test", NewTicket(code, secrets.new(), priority)).id)
        if number % 2:
            present = _call_next(press, present, called)
    while present is not None or _anybody_waiting(office.id):
        present = _call_next(press, present, called)
    return issued, called


def _call_next(press: CounterAction, present: int | None, called: list[int]) -> int | None:
    """Start the visit at the counter, finish it and call the next in one action; or just call."""
    try:
        if present is not None:
            serve.start(press)
        following = calls.call_next(press, finish=present)
    except NobodyWaiting:
        return None
    if following is not None:
        called.append(following.id)
        return following.id
    return None


def _anybody_waiting(office_id: int) -> bool:
    session = db.session()
    session.commit()
    return bool(queries.waiting_counts(session, office_id))


def main() -> None:
    """A process of its own: address, counters and number of tickets on stdin, the result on stdout."""
    given = json.loads(sys.stdin.readline())
    app = create_app(settings(given["url"]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    done = run(app, given["counters"], given["tickets"])
    with app.app_context():
        db.engine.dispose()
    sys.stdout.write(json.dumps(done) + "\n")


if __name__ == "__main__":
    main()
