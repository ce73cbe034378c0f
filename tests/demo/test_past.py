"""``flask seed`` and ``flask simulate``: a simulated past of the demo office, and of no other."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from deskq import create_app
from deskq.appointments.models import SlotPlan
from deskq.core import clock
from deskq.core.clock_guard import MAX_AHEAD
from deskq.core.db import journal
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.core.journal_texts import SALT
from deskq.messages.models import Message
from deskq.office import queries as office_queries
from deskq.queue.models import Ticket
from deskq.queue.rules.transitions import STATES
from deskq.queue.screens.shared import screen_version
from deskq.ratings import integrity
from deskq.ratings.models import Rating
from tests.conftest import MORNING, settings

FRIDAY_NIGHT = MORNING - timedelta(days=4) + timedelta(hours=13)  #: of a weekend
SUNDAY = MORNING - timedelta(days=2)  #: 1 Azar 1405; the two working days before are Saturday and Wednesday


@pytest.fixture
def database_url(bare_database_url: str) -> str:
    return bare_database_url


@pytest.fixture(autouse=True)
def now():
    clock.fix(MORNING)
    yield
    clock.fix(None)


def run(app: Flask, *words: str, now: datetime = MORNING):
    """At the console, at 10:00 of a Tuesday."""
    with app.app_context(), clock.at(now):
        answer = app.test_cli_runner().invoke(args=words)
        db.session.remove()
    return answer


@pytest.fixture
def demo_app(make_app) -> Flask:
    return make_app(DEMO=True)


def made_once(folder: Path, bare_file: Path, command: str) -> Path:
    """A database in which this command was run."""
    path = folder / "made.sqlite"
    path.write_bytes(bare_file.read_bytes())
    app = create_app(settings(f"sqlite:///{path}", DEMO=True))
    answer = run(app, command)
    with app.app_context():
        db.engine.dispose()
    assert answer.exit_code == 0, answer.output
    return path


@pytest.fixture(scope="module")
def played(bare_file, tmp_path_factory) -> Path:
    """Yesterday was simulated."""
    return made_once(tmp_path_factory.mktemp("played"), bare_file, "simulate")


@pytest.fixture(scope="module")
def morning(bare_file, tmp_path_factory) -> Path:
    """A morning was simulated."""
    return made_once(tmp_path_factory.mktemp("morning"), bare_file, "seed")


@pytest.fixture
def simulated(played, database_url, make_app) -> Flask:
    Path(database_url.removeprefix("sqlite:///")).write_bytes(played.read_bytes())
    return make_app(DEMO=True)


@pytest.fixture
def seeded(morning, database_url, make_app) -> Flask:
    Path(database_url.removeprefix("sqlite:///")).write_bytes(morning.read_bytes())
    return make_app(DEMO=True)


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


def test_a_morning_may_follow_on_a_simulated_past(simulated):
    answer = run(simulated, "seed")

    assert answer.exit_code == 0, answer.output
    assert run(simulated, "verify-journal").exit_code == 0


def test_another_morning_may_follow_on_the_next_day_and_opens_no_times_twice(seeded):
    tomorrow = MORNING + timedelta(days=1)
    assert run(seeded, "close-day", now=tomorrow - timedelta(hours=4)).exit_code == 0

    answer = run(seeded, "seed", now=tomorrow)

    assert answer.exit_code == 0, answer.output
    with seeded.app_context():
        assert db.session().query(SlotPlan).count() == 4
        db.session.remove()


def test_a_past_is_not_invented_over_another_and_the_way_to_begin_anew_is_told(simulated):
    with simulated.app_context():
        before = screen_version(db.session(), 1)
        db.session.remove()

    answer = run(simulated, "simulate")

    assert (answer.exit_code, "--anew" in answer.output) == (1, True)
    with simulated.app_context():
        assert screen_version(db.session(), 1) == before
        db.session.remove()


@pytest.mark.parametrize("command", [pytest.param("simulate", marks=pytest.mark.soak), "seed"])
def test_anew_forgets_the_demo_office_and_begins_again(simulated, command):
    answer = run(simulated, command, "--anew")

    assert answer.exit_code == 0, answer.output
    with simulated.app_context():
        assert db.session().query(journal.Head).count() == 1
        first = db.session().scalar(select(func.min(Entry.at)))
        assert db.session().query(Entry).filter(Entry.at == first).count() >= 1
        db.session.remove()
    assert run(simulated, "verify-journal").exit_code == 0


def test_outside_a_demo_nobody_is_invented_and_nothing_forgotten(make_app):
    app = make_app()
    made = run(app, "create-office", "--name", "میز خدمت نمونه")
    assert made.exit_code == 0

    for words in (["simulate"], ["simulate", "--anew"], ["seed", "--demo", "--anew"]):
        answer = run(app, *words)
        assert (answer.exit_code, "Traceback" in answer.output) == (1, False)

    with app.app_context():
        assert db.session().query(journal.Head).count() == 1
        assert db.session().query(Ticket).count() == 0
        db.session.remove()


def test_a_real_office_is_not_forgotten_even_where_demo_is_on(make_app):
    app = make_app(DEMO=True)
    run(app, "create-office", "--name", "میز خدمت نمونه")

    for command in ("seed", "simulate"):
        assert run(app, command, "--anew").exit_code == 1
        assert run(app, command).exit_code == 1

    with app.app_context():
        assert db.session().query(Ticket).count() == 0
        db.session.remove()


def test_the_seeded_morning_has_tickets_in_every_state(seeded):
    with seeded.app_context():
        states = set(db.session().scalars(select(Ticket.state)))
        db.session.remove()

    assert states == set(STATES)


def test_a_morning_is_not_invented_twice_and_the_way_to_begin_anew_is_told(seeded):
    answer = run(seeded, "seed")

    assert (answer.exit_code, "--anew" in answer.output) == (1, True)


def test_a_demo_office_made_on_a_day_off_trusts_the_clock_at_its_first_start(demo_app):
    run(demo_app, "seed", "--no-line", now=FRIDAY_NIGHT)
    with demo_app.app_context():
        last = journal.last_at(db.session())
        db.session.remove()

    assert FRIDAY_NIGHT - last < MAX_AHEAD


def test_what_citizens_wrote_is_there_without_a_line_once_and_a_morning_may_follow(demo_app):
    first = run(demo_app, "seed", "--no-line")
    again = run(demo_app, "seed", "--no-line")
    with demo_app.app_context():
        messages, tickets = db.session().query(Message).count(), db.session().query(Ticket).count()
        db.session.remove()
    morning = run(demo_app, "seed")

    assert (first.exit_code, again.exit_code, morning.exit_code) == (0, 0, 0), morning.output
    assert (messages, tickets) == (17, 0)
    assert "citizens created: 17." in first.output
    assert "inspection tour of today: 7." in first.output
    assert not any(words in again.output + morning.output for words in ("citizens", "inspection", "commission"))
    assert "Simulated one morning with" in morning.output


def test_another_demo_office_has_a_morning_and_a_past_of_its_own(simulated):
    answers = [
        run(simulated, "simulate", "--office", "north"),
        run(simulated, "seed", "--office", "north"),
        run(simulated, "seed", "--office", "north"),
    ]

    assert [answer.exit_code for answer in answers] == [0, 0, 1], [answer.output for answer in answers]
    with simulated.app_context():
        main, north = (office_queries.office_by_slug(db.session(), slug).id for slug in ("main", "north"))
        days = {tuple(row) for row in db.session().execute(select(Ticket.office_id, Ticket.day))}
        assert days == {(main, 14050902), (north, 14050902), (north, 14050903)}
        db.session.remove()
    assert run(simulated, "verify-journal").exit_code == 0


def test_an_office_is_not_made_at_an_address_that_no_office_may_have(demo_app):
    for command in ("seed", "simulate"):
        answer = run(demo_app, command, "--office", "kiosk")
        assert (answer.exit_code, "reserved" in answer.output) == (1, True)

    with demo_app.app_context():
        assert office_queries.offices(db.session()) == []
        db.session.remove()


def test_anew_spares_a_real_office_beside_the_demo_office(demo_app):
    run(demo_app, "seed", "--office-only")
    made = run(demo_app, "create-office", "--name", "میز خدمت نمونه", "--slug", "real")
    assert made.exit_code == 0, made.output

    for command in ("seed", "simulate"):
        assert run(demo_app, command, "--anew").exit_code == 1

    with demo_app.app_context():
        assert len(office_queries.offices(db.session())) == 2
        db.session.remove()
