"""200,000 messages: a unit's inbox, a search, the search for duplicates nearby, on either database."""

import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.extensions import db
from deskq.inbox.queries import inbox as inbox_queries
from deskq.inbox.queries import search as search_queries
from deskq.inbox.queries.inbox import Filters, InboxScope, Page
from deskq.message_settings import queries
from deskq.messages.models import Message
from deskq.messages.queries import kept_promises, viewers
from deskq.messages.rules.visibility import Viewer
from deskq.office import queries as office_queries
from deskq.open_matters import queries as open_matters
from deskq.open_matters import similar
from deskq.open_matters.similar import SimilarMessage, SimilarQuery
from deskq.staff import queries as staff_queries
from tests.load import bench_office, many_messages

#: What people look for: rare and common words, several, beginnings, other spellings of letters, digits, half-spaces.
SEARCHES = (
    "اسفالت", "چاله", "خيابان امام", "كوچه گلها 12", "لایروبی جوي", "سگ ولگرد بهار", "پیاده‌رو شکسته", "پیاده رو",
    "می‌سازد پلاک ۷۷",
    "اتوبوس خط", "درخت پارک خشک ولیعصر", "نیست چنین چیزی", "پل", "سدمعبر دستفروش", "پلاک ۲۹۹ نسترن ۳۹",
)  # fmt: skip
PLACE = (Message.lat, Message.lon, Message.address, Message.category_id, Message.district_id)


def measure(folder: Path, count: int, rounds: int) -> dict[str, dict[str, float]]:
    """{database: {what: p95 in ms}}."""
    return {name: _measured(folder / name, name, count, rounds) for name in bench_office.databases()}


def _measured(folder: Path, database: str, count: int, rounds: int) -> dict[str, float]:
    with bench_office.copied(folder, database) as copy, copy.app() as app, app.app_context():
        many_messages.write(db.session(), count)
        return {what: _p95(act, rounds) for what, act in _measured_queries().items()}


def _measured_queries() -> dict[str, Callable[[], object]]:
    session = db.session()
    eyes = ViewerQueries(session, office_queries.first_office(session).id)
    return {**_lists(eyes), **_duplicate_searches(eyes), **_searches(eyes)}


class ViewerQueries:
    """Anybody who looks at the messages of the office, as the pages do."""

    def __init__(self, session: Session, office: int) -> None:
        self.session, self.office, self.chance = session, office, random.Random(7)
        self.about = queries.load_settings(session, office)
        self.places = session.execute(select(*PLACE).order_by(Message.id.desc()).limit(20_000)).all()

    def viewer(self, name: str) -> Viewer:
        today = clock.now().astimezone(clock.zone()).date()
        person = staff_queries.person_by_name(self.session, name)
        return viewers.viewer(self.session, self.office, person.id, today)

    def inbox(self, who: Viewer, tab: str, after: str = "", **sieve: object) -> Page:
        return inbox_queries.page(self.session, self._looking(who), tab, Filters(**sieve), after)

    def counts(self, who: Viewer) -> dict[str, int]:
        return inbox_queries.counts(self.session, self._looking(who), ("mine", "unit", "refer", "escalated", "all"))

    def near(self, *known: str) -> list[SimilarMessage]:
        """``known``: what is typed of a place besides its subject: point, street, district."""
        there = self.chance.choice(self.places)
        at = {"lat": there.lat, "lon": there.lon} if "point" in known else {}
        at |= {"address": there.address} if "street" in known else {}
        at |= {"district_id": there.district_id} if "district" in known else {}
        sought = SimilarQuery(category_id=there.category_id, **at)
        return similar.find_similar(self.session, self.about.policy, sought, clock.now(), lambda one: True)

    def search(self, who: Viewer) -> object:
        return search_queries.search(self.session, self.office, who, self.chance.choice(SEARCHES))

    def open_matters(self) -> object:
        listed = open_matters.listed_categories(self.about)
        return (
            open_matters.matters(self.session, self.office, listed),
            open_matters.numbers(self.session, self.office, listed, listed),
        )

    def promises(self) -> tuple[int, int]:
        half = clock.now() - timedelta(days=186), clock.now()
        return kept_promises.promises_kept(self.session, self.office, *half)

    def _looking(self, who: Viewer) -> InboxScope:
        return InboxScope(who, self.about, frozenset({who.person_id}), clock.now())


def _lists(eyes: ViewerQueries) -> dict[str, Callable[[], object]]:
    operator, expert, inspector = (eyes.viewer(name) for name in ("operator", "civil", "inspectorate"))
    category = eyes.about.category_by_code["animals"].id
    second = eyes.inbox(expert, "unit").after or ""
    return {
        "a unit's inbox": lambda: eyes.inbox(expert, "unit"),
        "a unit's inbox, its second page": lambda: eyes.inbox(expert, "unit", second),
        "a unit's inbox, one category": lambda: eyes.inbox(expert, "unit", category_id=category),
        "a unit's inbox, closed ones": lambda: eyes.inbox(expert, "unit", state="closed"),
        "what a unit sent on": lambda: eyes.inbox(expert, "gone"),
        "the inbox of who sees all": lambda: eyes.inbox(operator, "all"),
        "the inbox of who sees all, late ones": lambda: eyes.inbox(operator, "all", age="late"),
        "the inbox of who sees all, one kind": lambda: eyes.inbox(operator, "all", kind="praise"),
        "the inspectorate's inbox": lambda: eyes.inbox(inspector, "unit"),
        "the public page of open matters": eyes.open_matters,
        "counts of the tabs, by a unit": lambda: eyes.counts(expert),
        "counts of the tabs, by who sees all": lambda: eyes.counts(operator),
    }


def _duplicate_searches(eyes: ViewerQueries) -> dict[str, Callable[[], object]]:
    return {
        "the same matter nearby, by point": lambda: eyes.near("point"),
        "the same matter nearby, by street": lambda: eyes.near("street"),
        "the same matter nearby, by both": lambda: eyes.near("point", "street"),
        "the same matter, latest of its subject": eyes.near,
        "the same matter, latest of its subject in a district": lambda: eyes.near("district"),
        "kept promises of a half-year": eyes.promises,
    }


def _searches(eyes: ViewerQueries) -> dict[str, Callable[[], object]]:
    operator, expert, inspector = (eyes.viewer(name) for name in ("operator", "civil", "inspectorate"))
    return {
        "search, by who sees all": lambda: eyes.search(operator),
        "search, by a unit": lambda: eyes.search(expert),
        "search, by the inspectorate": lambda: eyes.search(inspector),
    }


def _p95(act: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = perf_counter()
        act()
        db.session.rollback()
        took.append((perf_counter() - began) * 1000)
    return sorted(took)[int(0.95 * len(took))]
