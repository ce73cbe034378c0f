"""The steps of a move, in order. Each can be interrupted; the next run continues after the last table filled."""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager

import psycopg
from sqlalchemy import Table, create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from deskq.core.db import journal, journal_check
from deskq.core.db.engine import prepare
from deskq.database_move import tally
from deskq.database_move.source import WORDS, CannotMove, Source, where
from deskq.database_move.tally import Report, Row, Tally, counted
from deskq.database_move.target import ANEW, FOREIGN, LINE, Target

AGAIN = "Run the same command again: it continues where it stopped. The SQLite database is unchanged."
#: Opens a progress bar: what is done, and the amount at its end.
Bar = Callable[[str, int], AbstractContextManager[Report]]
BROKEN = "The new database differs from the old one: table {}: {} instead of {}. Keep the old one. " + ANEW


def move(source: Source, target: Target, migrate: Callable[[], None], bar: Bar) -> int:
    """Move everything; returns the number of rows. Raises ``CannotMove``."""
    tallies = _check(source, bar)
    with _sentences():
        if target.prepare():
            migrate()
        done = target.moved()
        if any(tallies.get(name) != kept for name, kept in done.items()):  # the old database went on meanwhile
            target.start_anew()
            migrate()
            done = {}
        target.set_aside()
        _fill(source, target, {name: one for name, one in tallies.items() if name not in done}, bar)
        with bar("Indexes", target.set_aside_count()) as report:
            target.put_back(report)
        target.set_sequences(source.tables, source.last_ids())
        _compare(source, target, tallies, bar)
    return sum(one.rows for one in tallies.values())


def finish(source: Source, target: Target) -> None:
    """Let servers start with the new database."""
    if source.has_changed():
        raise CannotMove(f"Something was changed in the SQLite database meanwhile. {AGAIN}")
    with _sentences():
        target.finish()


def _check(source: Source, bar: Bar) -> dict[str, Tally]:
    """What every table contains, by name."""
    source.check_references()
    with bar("Reading", sum(source.count(table.name) for table in source.tables)) as report:
        every = _together(report)
        found = {table.name: source.check(table, every()) for table in source.tables}
    return {**found, WORDS: tally.of(_sorted(source.words()))}


def _fill(source: Source, target: Target, tallies: dict[str, Tally], bar: Bar) -> None:
    with bar("Copying", sum(one.rows for one in tallies.values())) as report:
        every = _together(report)
        for table in source.tables:
            if table.name in tallies:
                _fill_table(source, target, table, tallies[table.name], every())
        if WORDS in tallies:
            target.fill_words(counted(source.words(), every()), tallies[WORDS])


def _fill_table(source: Source, target: Target, table: Table, expected: Tally, report: Report) -> None:
    try:
        target.fill(table, counted(source.rows(table), report), expected)
    except (psycopg.DataError, psycopg.IntegrityError) as refusal:
        target.refuse_foreign_rows()
        raise CannotMove(_refused(source, table, refusal)) from None


def _refused(source: Source, table: Table, refusal: psycopg.Error) -> str:
    """Which row PostgreSQL did not take, and why in its words. It does not repeat the value: that may be personal."""
    reason = str(refusal.diag.message_primary or refusal).splitlines()[0]
    reason = re.sub(r': ".*"$', "", reason)
    line = LINE.search(refusal.diag.context or "")
    if line is None:
        return f"Table {table.name}: {reason}. {AGAIN}"
    row = source.row(table, int(line[1]))
    names = list(table.columns.keys())
    place = where(table, row, names.index(line[2])) if line[2] in names else f"Table {table.name}, row {line[1]}"
    return f"{place}: {reason}. Correct the value in the SQLite database. {AGAIN}"


def _compare(source: Source, target: Target, tallies: dict[str, Tally], bar: Bar) -> None:
    """Read the new database back: every row of every table, and the chain of every journal."""
    with bar("Comparing", sum(one.rows for one in tallies.values())) as report:
        every = _together(report)
        for table in source.tables:
            _same(table.name, tally.of(counted(target.rows(table), every())), tallies[table.name])
        _same(WORDS, tally.of(_sorted(target.words())), tallies[WORDS])


def _same(name: str, found: Tally, expected: Tally) -> None:
    if found != expected:
        raise CannotMove(BROKEN.format(name, found, expected))


def check_journals(url: str, bar: Bar) -> dict[int, int]:
    """Follow the chain of every journal in the new database; {office: rows}."""
    engine = create_engine(url, poolclass=NullPool)
    prepare(engine)
    lengths = {}
    with Session(engine) as session:
        for office in journal.offices(session):
            lengths[office] = journal.position(session, office)[0]
            with bar(f"Journal of office {office}", lengths[office]) as report:
                broken = journal_check.first_broken(session, office, report)
            if broken is not None:
                raise CannotMove(
                    f"The journal of office {office} is not intact: row {broken[0]} is {broken[1]}. It was moved as it "
                    "is; run `flask verify-journal` with the old database to see whether it was so before."
                )
    return lengths


def _sorted(rows: Iterable[tuple[int, str]]) -> Iterator[Row]:
    """The words of a message are a set, which each database keeps in its own order."""
    return ((key, sorted({word for word in words.split(" ") if word})) for key, words in rows)


def _together(report: Report) -> Callable[[], Report]:
    """Reports for one table after another, whose amounts add up."""
    before = now = 0

    def next_table() -> Report:
        nonlocal before
        before = now

        def one(done: int) -> None:
            nonlocal now
            now = before + done
            report(now)

        return one

    return next_table


@contextmanager
def _sentences() -> Iterator[None]:
    """Errors of the new database become sentences."""
    try:
        yield
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise CannotMove(f"The connection to the new database was lost: {reason}. {AGAIN}") from None
    except psycopg.IntegrityError as error:  # of rows that nobody checked: those of the old database were
        raise CannotMove(FOREIGN.format(error.diag.table_name)) from None
    except psycopg.errors.InsufficientPrivilege as error:
        raise CannotMove(f"The user of the new database lacks a right: {error.diag.message_primary}.") from None
