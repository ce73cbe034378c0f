"""What staff, API clients and screens see does not depend on a single rating."""

import json
import re

import pytest
from sqlalchemy import update

from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.live import registry
from deskq.live.screen_types import Screen
from deskq.ratings import service
from deskq.ratings.models import Rating, RatingAnswer
from tests.conftest import PASSWORD

TOKEN = re.compile(r'((?:csrf[-_]token|request_key)"[^>]*(?:content|value)=")[^"]*')
PAGES = {
    "karimi": ("/counters/2", "/counters/2/panel"),
    "supervisor": ("/manage", "/manage/hall/state", "/manage/tickets", "/manage/tickets/{id}", "/lobby"),
}


@pytest.fixture
def seen(app, browser, office, at):
    """``seen(ticket)``: everything that staff and screens see, as text."""
    from deskq.staff import queries

    names = {row.role: row.sign_in_name for row in queries.people(db.session(), office)}
    readers = {"karimi": names["clerk"], "supervisor": names["supervisor"]}
    browsers = {}
    for who, name in readers.items():
        browsers[who] = browser()
        assert browsers[who].post("/sign-in", data={"name": name, "password": PASSWORD}).status_code == 303

    def read(ticket) -> dict[str, str]:
        db.session.remove()
        pages = {
            path: browsers[who].get(path.format(id=ticket.id)).text for who, all_ in PAGES.items() for path in all_
        }
        kinds = (("counter", at(2).counter_id), ("panel", 0), ("lobby", 0), ("tablet", at(2).counter_id))
        for kind, row in kinds:
            draw = registry.of(app).types[kind].draw
            pages[f"screen {kind}"] = draw(Screen(kind, office, row, "fa"), None).html if kind != "panel" else ""
        pages["journal"] = json.dumps([entry.body for entry in db.session().query(Entry).order_by(Entry.sequence)])
        return pages

    return read


def without_tokens(pages: dict[str, str]) -> dict[str, str]:
    """Without values that are new in every response."""
    return {name: TOKEN.sub(r"\1", text) for name, text in pages.items()}


def test_staff_cannot_distinguish_a_bad_rating_from_a_good_one(app, office, visit, seen):
    ticket, _ = visit(2)
    given = service.rate(office, ticket.id, 1, "phone", ["conduct"], "bad")
    service.answer(office, ticket.id, {given.asked.split(",")[0]: 1})
    with app.test_request_context():
        bad = without_tokens(seen(ticket))

    db.session().execute(update(Rating).values(score=5, reasons="order", comment="good"))
    db.session().execute(update(RatingAnswer).values(value=5))
    db.session().commit()
    with app.test_request_context():
        good = without_tokens(seen(ticket))

    assert len(bad) >= 10
    assert bad.keys() == good.keys()
    for name in bad:
        assert bad[name] == good[name], name
