"""Two hundred thousand messages: a unit's inbox, a search, the look for the same matter nearby, on either database."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from flask_migrate import upgrade
from sqlalchemy import select

from deskq import clock, create_app, demo
from deskq.extensions import db
from deskq.messages import queries
from deskq.messages.models import Message
from deskq.messages.queries import Looking, Sieve, Sought
from deskq.office import queries as office_queries
from deskq.staff import queries as staff_queries
from tests.conftest import PASSWORD, settings
from tests.load import many_messages, postgres

#: What people look for: rare and common words, several, beginnings, other spellings of letters, digits, half-spaces.
SEARCHES = (
    "اسفالت", "چاله", "خيابان امام", "كوچه گلها 12", "لایروبی جوي", "سگ ولگرد بهار", "پیاده‌رو شکسته", "پیاده رو",
    "می‌سازد پلاک ۷۷",
    "اتوبوس خط", "درخت پارک خشک ولیعصر", "نیست چنین چیزی", "پل", "سدمعبر دستفروش", "پلاک ۲۹۹ نسترن ۳۹",
)  # fmt: skip


PLACE = (Message.lat, Message.lon, Message.address, Message.category_id, Message.district_id)


def measure(folder: Path, count: int, rounds: int) -> dict[str, dict[str, float]]:
    """{database: {what: p95 in ms}}."""
    with _sqlite(folder) as url:
        found = {"SQLite": _measured(url, count, rounds)}
    if postgres.found():
        with postgres.database() as url:
            found["PostgreSQL"] = _measured(url, count, rounds)
    return found


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'messages.sqlite'}"


def _measured(url: str, count: int, rounds: int) -> dict[str, float]:
    app = create_app(settings(url))
    with app.app_context():
        upgrade()
        demo.office(PASSWORD)
        many_messages.write(db.session(), count)
        found = {what: _p95(act, rounds) for what, act in _acts().items()}
        db.session.remove()
        db.engine.dispose()
    return found


def _acts() -> dict[str, Callable[[], object]]:
    session, chance = db.session(), random.Random(7)
    office = office_queries.first_office(session).id
    today = clock.now().astimezone(clock.zone()).date()

    def viewer(name: str):
        return queries.viewer(session, office, staff_queries.person_by_name(session, name).id, today)

    operator, expert, inspector = viewer("operator"), viewer("civil"), viewer("inspectorate")
    about = queries.furniture(session, office)
    category = about.category_by_code["animals"].id

    def inbox(who, tab: str, after: str = "", **sieve):
        looking = Looking(who, about, frozenset({who.person_id}), clock.now())
        return queries.page(session, looking, tab, Sieve(**sieve), after)

    def counts(who):
        tabs = ("mine", "unit", "refer", "escalated", "all")
        return queries.counts(session, Looking(who, about, frozenset({who.person_id}), clock.now()), tabs)

    places = session.execute(select(*PLACE).order_by(Message.id.desc()).limit(20_000)).all()

    def near(point: bool, street: bool, district: bool = False):
        there = chance.choice(places)
        at = {"lat": there.lat, "lon": there.lon} if point else {}
        at |= {"district_id": there.district_id} if district else {}
        sought = Sought(category_id=there.category_id, address=there.address if street else "", **at)
        return queries.near(session, about.policy, sought, clock.now(), lambda one: True)

    half = clock.now() - timedelta(days=186), clock.now()
    second = inbox(expert, "unit").after or ""
    return {
        "a unit's inbox": lambda: inbox(expert, "unit"),
        "a unit's inbox, its second page": lambda: inbox(expert, "unit", second),
        "a unit's inbox, one category": lambda: inbox(expert, "unit", category_id=category),
        "a unit's inbox, closed ones": lambda: inbox(expert, "unit", state="closed"),
        "what a unit sent on": lambda: inbox(expert, "gone"),
        "the inbox of who sees all": lambda: inbox(operator, "all"),
        "the inbox of who sees all, late ones": lambda: inbox(operator, "all", age="late"),
        "the inbox of who sees all, one kind": lambda: inbox(operator, "all", kind="praise"),
        "the inspectorate's inbox": lambda: inbox(inspector, "unit"),
        "counts of the tabs, by a unit": lambda: counts(expert),
        "counts of the tabs, by who sees all": lambda: counts(operator),
        "the same matter nearby, by point": lambda: near(True, False),
        "the same matter nearby, by street": lambda: near(False, True),
        "the same matter nearby, by both": lambda: near(True, True),
        "the same matter, latest of its subject": lambda: near(False, False),
        "the same matter, latest of its subject in a district": lambda: near(False, False, True),
        "kept promises of a half-year": lambda: queries.promises_kept(session, office, *half),
        "search, by who sees all": lambda: queries.search(session, office, operator, chance.choice(SEARCHES)),
        "search, by a unit": lambda: queries.search(session, office, expert, chance.choice(SEARCHES)),
        "search, by the inspectorate": lambda: queries.search(session, office, inspector, chance.choice(SEARCHES)),
    }


def _p95(act: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = perf_counter()
        act()
        db.session.rollback()
        took.append((perf_counter() - began) * 1000)
    return sorted(took)[int(0.95 * len(took))]
