"""An existing journal becomes intervals: by the real migration, in pieces, and again where it was interrupted."""

import random

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete, update

from deskq.core.extensions import db
from deskq.queue.models import Ticket, VisitInterval
from tests.core.journal.conftest import postgres_office  # noqa: F401 (a fixture)
from tests.queue import random_actions
from tests.queue.test_long_queue import anywhere
from tests.queue.test_visit_figures import migration, stored_parts, totals, walk_ins
from tests.tools.more_in_soak import postgres_in_soak

__all__ = ["anywhere"]


@pytest.fixture
def database_url(own_database_url) -> str:
    return own_database_url


@pytest.fixture
def lived_in(anywhere) -> int:
    """An office after a busy hour."""
    dice = random.Random(5)
    hall = random_actions.Hall(anywhere)
    for number in random_actions.COUNTERS:
        hall.press_only("open", number, 0)
    for verb in dice.choices(list(random_actions.WEIGHTS), list(random_actions.WEIGHTS.values()), k=500):
        hall.press_only(verb, dice.choice(random_actions.COUNTERS), dice.randrange(30))
    return anywhere


@pytest.fixture
def figures(lived_in):
    """``figures()``: all intervals and totals as stored now."""

    def read():
        db.session().expire_all()
        found = stored_parts(db.session()), totals(db.session(), lived_in)
        db.session.remove()
        return found

    return read


@pytest.mark.parametrize("anywhere", postgres_in_soak(), indirect=True)  # it goes back over sixty migrations
def test_the_upgrade_makes_the_intervals_of_an_existing_journal(figures, capsys):
    before = figures()
    assert len(before[0]) > 30

    downgrade(revision="0031")
    upgrade()

    assert figures() == before
    tickets = len(before[1])
    assert f"Intervals of visits: {tickets} of {tickets} tickets" in capsys.readouterr().out


@pytest.mark.soak
def test_an_interrupted_upgrade_goes_on_where_it_stopped(figures, monkeypatch):
    before = figures()
    monkeypatch.setattr(migration, "PIECE", 4)
    db.session().execute(delete(VisitInterval))
    db.session().execute(update(Ticket).values(waited=0, first_wait=None))
    db.session().commit()
    told = []

    def report(done: int, total: int) -> None:
        told.append(done)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        migration.fill(db.engine, report)
    assert 0 < len(stored_parts(db.session())) < len(before[0])
    db.session.remove()
    migration.fill(db.engine, report)
    for statement in (walk_ins.MARK, walk_ins.UNWAITED):
        db.session().execute(statement)
    db.session().commit()

    assert figures() == before
    assert told[:3] == [4, 8, 12]
    assert told[-1] == len(before[1])
    assert len(told) <= len(before[1]) // 4 + 2
