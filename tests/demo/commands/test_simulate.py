"""``flask simulate``: whole past days of the demo office."""

import json
from datetime import date

import pytest
from sqlalchemy import func, select

from deskq import create_app
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.core.journal_texts import SALT
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import screen_version
from deskq.ratings import integrity
from deskq.ratings.models import Rating
from tests.conftest import MORNING, settings
from tests.demo.commands.conftest import SUNDAY, run


def test_a_simulated_day_is_yesterday_whole_and_over(simulated):
    with simulated.app_context():
        states = dict(db.session().execute(select(Ticket.state, func.count()).group_by(Ticket.state)).all())
        days = set(db.session().scalars(select(Ticket.day)))
        rated = db.session().query(Rating).count()
        first, last = db.session().execute(select(func.min(Entry.at), func.max(Entry.at))).one()
        breaks = db.session().query(Entry).filter(Entry.kind == "counter.on_break").count()
        db.session.remove()

    assert states["done"] > 100
    assert set(states) <= {"done", "absent", "cancelled", "expired"}
    assert days == {14050902}
    assert rated > 20
    assert breaks >= 4
    assert first.astimezone(clock.zone()).date() == date(2026, 11, 23)
    assert last < MORNING
    assert run(simulated, "verify-journal").exit_code == 0


ROWS = select(Entry.at, Entry.kind, Entry.by, Entry.body)


def without_salt(body: str) -> dict[str, object]:
    """The facts of a row without the random value that hides its free texts in the hash."""
    return json.loads(body) | {SALT: None}


@pytest.mark.soak
def test_the_same_seed_is_the_same_day_and_another_is_another(bare_file, tmp_path, monkeypatch):
    monkeypatch.setattr(integrity, "new_salt", lambda: "0" * 32)
    told = []
    for number, seed in enumerate(("7", "7", "8")):
        (tmp_path / f"{number}.sqlite").write_bytes(bare_file.read_bytes())
        app = create_app(settings(f"sqlite:///{tmp_path / f'{number}.sqlite'}", DEMO=True))
        assert run(app, "simulate", "--seed", seed).exit_code == 0
        with app.app_context():
            told.append([(*row, without_salt(body)) for *row, body in db.session().execute(ROWS)])
            db.session.remove()
            db.engine.dispose()

    assert told[0] == told[1]
    assert told[0] != told[2]


@pytest.mark.soak
def test_several_days_leave_out_thursday_and_friday(demo_app):
    answer = run(demo_app, "simulate", "--days", "2", now=SUNDAY)

    with demo_app.app_context():
        days = sorted(set(db.session().scalars(select(Ticket.day))))
        db.session.remove()
    assert answer.exit_code == 0, answer.output
    assert days == [14050827, 14050830]


def test_a_past_is_not_invented_over_another_and_the_way_to_begin_anew_is_told(simulated):
    with simulated.app_context():
        before = screen_version(db.session(), 1)
        db.session.remove()

    answer = run(simulated, "simulate")

    assert (answer.exit_code, "--anew" in answer.output) == (1, True)
    with simulated.app_context():
        assert screen_version(db.session(), 1) == before
        db.session.remove()
