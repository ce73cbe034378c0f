"""Several threads act, and some of their actions fail after they were recorded; others read what the lobby shows."""

import random
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event

import pytest

from deskq.core.db import journal
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.queue import live_tickets
from deskq.queue.screens.lobby import queries as lobby
from tests.queue.random_actions import COUNTERS, VERBS, WEIGHTS, Hall
from tests.queue.test_live_tickets import Regretted, check_equal

WRITERS, STEPS = 4, 60


@pytest.mark.parametrize("seed", range(2))
def test_the_hall_in_memory_is_that_of_the_journal_that_was_read(app, office, seed):
    over, seen = Event(), []

    def write(number: int) -> None:
        dice = random.Random(f"{seed} {number}")
        with app.app_context():
            hall = Hall(office)
            for verb in dice.choices(list(WEIGHTS), list(WEIGHTS.values()), k=STEPS):
                with suppress(DomainError, Regretted), transaction(office, "test") as tx:
                    VERBS[verb](hall, hall.press(dice.choice(COUNTERS)), dice.randrange(30))
                    live_tickets.of(tx)
                    if dice.random() < 0.3:
                        raise Regretted
                db.session.remove()

    def read() -> None:
        with app.app_context():
            while not over.is_set():
                connection = db.session.connection()
                head = journal.POSITION.all(connection, {"office": office})
                sequence, config_version = journal.position_from_rows(head)
                position = sequence, journal.hash_from_rows(head)
                in_memory = live_tickets.hall(connection.engine, office, position)
                if in_memory is not None:
                    seen.append((in_memory, lobby.hall_in_database(connection, office, sequence, config_version)))
                db.session.remove()

    opener = Hall(office)
    for counter in COUNTERS:
        opener.do("open", counter, 0)
    db.session.remove()
    with ThreadPoolExecutor(WRITERS + 1) as threads:
        reader = threads.submit(read)
        writers = [threads.submit(write, number) for number in range(WRITERS)]
        try:
            for writer in writers:
                writer.result()
        finally:
            over.set()
        reader.result()

    assert len({id(one) for one, _ in seen}) > STEPS // 4
    for in_memory, in_database in seen:
        check_equal(in_memory, in_database)
