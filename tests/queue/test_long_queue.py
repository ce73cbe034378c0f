"""A call costs the same however many wait: both databases find the first of each service and class by an index."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.queue import queries
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.tools.statements import statements

PEOPLE = text("""
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)
    INSERT INTO ticket (office_id, day, series, number, code, service_id, priority_id, language, state, arrived_at,
        since, recalls, ahead_at_issue, token_hash, counter_id)
    SELECT :office, 14050903, '', i, :people || ' ' || i, (SELECT min(id) FROM service) + i % 16,
        (SELECT min(id) FROM priority_class) + i % 3, 'fa', 'waiting', i * CAST(1000000 AS bigint),
        i * CAST(1000000 AS bigint), 0, 0,
        :people || ' ' || i, CASE WHEN i <= 3 THEN (SELECT min(id) FROM counter) END
    FROM n
""")
FEW, MANY = 300, 6000


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def anywhere(request) -> int:
    """The office in each of the two databases."""
    return request.getfixturevalue("office" if request.param == "sqlite" else "postgres_office")


@pytest.fixture(params=[True, False], ids=["known", "unknown"])
def wait(request, anywhere) -> Callable[[int], None]:
    """``wait(300)``: so many more people wait; the database knows how many, or still believes that nobody does."""

    def come(people: int) -> None:
        session = db.session()
        if not request.param:
            session.execute(text("ANALYZE ticket"))
        session.execute(PEOPLE, {"office": anywhere, "people": people})
        if request.param:
            session.execute(text("ANALYZE ticket"))
        session.commit()

    return come


@pytest.fixture
def look(anywhere) -> Callable[[], list[queries.QueuedTicket]]:
    """The first of each service and class as counter 1 sees them."""

    def read() -> list[queries.QueuedTicket]:
        config = config_cache.of(db.session(), anywhere)
        counter = config.counter_ids[1]
        return queries.counter_view(db.session(), config, counter, config.ranks[counter]).heads

    return read


def explained(look: Callable[[], object], how: str) -> list[Any]:
    """The plan of the last statement of ``look``."""
    with statements() as sent:
        look()
    statement, values = sent[-1]
    connection = db.session.connection()
    return list(connection.exec_driver_sql(f"EXPLAIN {how} {statement}", values))


def pages(look: Callable[[], object]) -> int:
    """How many pages PostgreSQL reads."""
    ((found,),) = explained(look, "(ANALYZE, BUFFERS, FORMAT JSON)")
    plan = found[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def steps(look: Callable[[], object]) -> int:
    """How many steps SQLite's virtual machine takes."""
    taken = []
    connection = db.session.connection().connection.driver_connection
    assert connection is not None
    connection.set_progress_handler(lambda: taken.append(1), 1)
    look()
    connection.set_progress_handler(None, 1)
    return len(taken)


def test_the_first_of_each_service_and_class_cost_the_same_however_many_wait(wait, look):
    cost = steps if db.engine.dialect.name == "sqlite" else pages
    wait(FEW)
    look()
    few, found = cost(look), look()

    wait(MANY)
    many = cost(look)

    assert len(found) > 6
    assert many <= 1.5 * few + 10


def test_they_are_found_by_the_index_and_nothing_is_sorted(wait, look):
    wait(MANY)

    how = "QUERY PLAN" if db.engine.dialect.name == "sqlite" else "(COSTS OFF)"
    plan = "\n".join(str(row[-1]) for row in explained(look, how))

    assert "ix_ticket_next" in plan
    assert "ix_ticket_sent" in plan
    assert not any(word in plan for word in ("Sort", "TEMP B-TREE", "Seq Scan", "SCAN ticket", "SCAN f"))


def test_they_are_those_who_came_first(wait, look, anywhere):
    wait(FEW)

    config = config_cache.of(db.session(), anywhere)
    served = config.ranks[config.counter_ids[1]]
    everyone = [head for head in queries.everyone_waiting(db.session(), config) if not head.directed]
    first = {
        min((head.arrived_at, head.id) for head in everyone if (head.service_id, head.priority_id) == kind)
        for kind in {(head.service_id, head.priority_id) for head in everyone}
        if kind[0] in served
    }

    assert {(head.arrived_at, head.id) for head in look() if not head.directed} == first
    assert sum(head.directed for head in look()) == 3


@pytest.mark.parametrize("wait", [True], indirect=True)
def test_a_long_line_is_read_in_pieces(anywhere, wait, monkeypatch):
    monkeypatch.setattr(queries, "PIECE", 4)
    wait(10)
    config, breaths = config_cache.of(db.session(), anywhere), []

    found = queries.everyone_waiting(db.session(), config, lambda: breaths.append(1))

    assert found == queries.everyone_waiting(db.session(), config)
    assert (len(found), len(breaths)) == (10, 3)


@pytest.mark.parametrize("wait", [True], indirect=True)
def test_the_database_counts_the_lines_as_they_are(anywhere, wait):
    wait(100)
    config, expected = config_cache.of(db.session(), anywhere), {}
    for head in queries.everyone_waiting(db.session(), config):
        people, since = expected.get((head.service_id, head.counter_id), (0, head.waiting_since))
        expected[head.service_id, head.counter_id] = people + 1, min(since, head.waiting_since)

    found = queries.waiting_lines(db.session(), anywhere)

    assert {(one.service_id, one.counter_id): (one.people, one.since) for one in found} == expected
    assert len(found) == len(expected) > 16
