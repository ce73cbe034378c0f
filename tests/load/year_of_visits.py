"""Days of finished visits, written straight into the database: tickets, their intervals and journal entries."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection, text

from deskq.core.db.engine import EPOCH, MICROSECOND
from deskq.core.text import jalali

#: Numbers 0 .. visits - 1 of one day, with what follows from each: arrival, wait and service in microseconds. Every
#: twentieth visitor leaves before the call.
VISITS = """
    WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :visits),
    v AS (
        SELECT i, :ticket + i AS id, :sequence + 4 * i AS seq, i % 20 = 19 AS gone,
            (SELECT min(id) FROM service) + (i * 7 + :day) % :services AS service,
            (SELECT min(id) FROM counter) + (i * 11 + :day) % :counters AS counter,
            (SELECT min(id) FROM person) + (i * 11 + :day) % :counters AS clerk,
            (SELECT min(id) FROM priority_class) + CASE WHEN i % 9 = 0 THEN 1 ELSE 0 END AS class,
            :begins + (i * CAST(25200 AS bigint) * 1000000) / :visits AS came,
            CAST(1000000 AS bigint) * ((i * 104729 + :day) % 2100) AS wait,
            CAST(1000000 AS bigint) * (60 + (i * 7919 + :day) % 840) AS lasts
        FROM n
    )
"""
TICKET = text(f"""
    INSERT INTO ticket (id, office_id, day, series, number, code, service_id, priority_id, language, state, arrived_at,
        since, counter_id, clerk_id, recalls, called_at, started_at, finished_at, waited, first_wait, outcome, served,
        ahead_at_issue, token_hash)
    {VISITS}
    SELECT id, :office, :day, '', i, CAST(i AS varchar), service, class, 'fa',
        CASE WHEN gone THEN 'cancelled' ELSE 'done' END, came, came + wait + lasts,
        CASE WHEN gone THEN NULL ELSE counter END, CASE WHEN gone THEN NULL ELSE clerk END, 0, came + wait,
        came + wait, came + wait + lasts, wait, CASE WHEN gone THEN NULL ELSE wait END, 'done', 1, 0,
        'year ' || CAST(id AS varchar)
    FROM v
""")
ENTRY = text(f"""
    INSERT INTO journal (office_id, sequence, press, at, kind, "by", ticket_id, counter_id, body, hash)
    {VISITS}
    SELECT :office, seq + :step, seq + :step, came + CASE WHEN :step > 0 THEN wait ELSE 0 END, :kind, 'device:1', id,
        NULL, :body, ''
    FROM v
""")
INTERVAL = text(f"""
    INSERT INTO visit_interval (office_id, sequence, ticket_id, day, state, verb, service_id, counter_id, clerk_id,
        began_at, ended_at)
    {VISITS}
    SELECT :office, seq + :step, id, :day, :state, CASE WHEN gone THEN 'cancel' ELSE :verb END, service,
        CASE WHEN :step > 1 THEN counter END, CASE WHEN :step > 1 THEN clerk END,
        came + CASE WHEN :step > 1 THEN wait ELSE 0 END,
        came + wait + CASE WHEN :step = 3 THEN lasts ELSE 0 END
    FROM v WHERE NOT gone OR :step = 1
""")
HEAD = text("UPDATE journal_head SET sequence = :sequence WHERE office_id = :office")
#: Visits of a day: what ids and sequences leave room for.
MOST = 10_000
KINDS = ("ticket.issued", "ticket.called", "ticket.started", "ticket.finished")
STEPS = ((1, "waiting", "call"), (2, "called", "start"), (3, "serving", "finish"))
BODY = '{"changes":{"since":["2026-11-24T06:30:00+00:00","2026-11-24T06:40:00+00:00"]},"code":"142","verb":"start"}'


def fill_day(
    connection: Connection, day: date, visits: int, number: int, services: int = 12, counters: int = 6
) -> None:
    """The visits of a day in the first office, from seven o'clock; ``number``: of the day, from 0, for its ids."""
    values = fill_visits(connection, day, visits, number, services, counters)
    for step, kind in enumerate(KINDS):
        connection.execute(ENTRY, {**values, "step": step, "kind": kind, "body": BODY})
    connection.execute(HEAD, {"office": 1, "sequence": 4 * MOST * (number + 2)})


def fill_visits(
    connection: Connection, day: date, visits: int, number: int, services: int = 12, counters: int = 6
) -> dict[str, int]:
    """The tickets and intervals of a day, without the journal."""
    begins = datetime(day.year, day.month, day.day, 3, 30, tzinfo=EPOCH.tzinfo)  # 07:00 in Tehran
    values = {
        "office": 1, "visits": visits, "day": jalali.day_number(day), "services": services, "counters": counters,
        "ticket": MOST * (number + 1), "sequence": 4 * MOST * (number + 1),
        "begins": (begins - EPOCH) // MICROSECOND,
    }  # fmt: skip
    connection.execute(TICKET, values)
    for step, state, verb in STEPS:
        connection.execute(INTERVAL, {**values, "step": step, "state": state, "verb": verb})
    return values


def working_days(last: date, count: int) -> list[date]:
    """So many days before ``last`` that are no Thursday or Friday, in order."""
    found: list[date] = []
    day = last
    while len(found) < count:
        day -= timedelta(days=1)
        if day.weekday() not in (3, 4):
            found.insert(0, day)
    return found
