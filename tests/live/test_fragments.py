"""Fragments are drawn once for their values and language."""

import pytest
from flask import current_app
from flask_babel import force_locale
from jinja2 import DictLoader
from markupsafe import escape

from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.live import fragments
from deskq.live.screen_types import Screen
from deskq.office.models import Counter
from deskq.queue.service import calls, counters, serve


@pytest.fixture
def drawn(app, monkeypatch):
    """``drawn(value)`` is the fragment of a value; ``drawn.times`` counts how often one was drawn."""

    class Drawn:
        times = 0

        def __call__(self, value: object) -> str:
            return fragments.for_page("counted.html")("drawn", value)

        def count(self) -> str:
            self.times += 1
            return ""

    found = Drawn()
    macro = "{% macro drawn(value) %}{{ count() }}{{ value }}{% endmacro %}"
    monkeypatch.setattr(app.jinja_env, "loader", DictLoader({"counted.html": macro}))
    monkeypatch.setitem(app.jinja_env.globals, "count", found.count)
    with app.test_request_context():
        yield found


def test_equal_values_are_drawn_once_in_each_language(drawn):
    assert [drawn(Name("یک", "one")), drawn(Name("یک", "one")), drawn(2)] == [escape(Name("یک", "one"))] * 2 + ["2"]
    assert drawn.times == 2
    with current_app.test_request_context("/?lang=en"), force_locale("en"):
        drawn(2)

    assert drawn.times == 3


def test_while_templates_are_being_changed_nothing_is_kept(drawn):
    current_app.config["DEV"] = True

    drawn(1), drawn(1)

    assert drawn.times == 2


def test_memory_is_bounded(drawn, monkeypatch):
    monkeypatch.setattr(fragments, "MOST", 3)
    for value in range(10):
        drawn(value)
    drawn(9)

    assert drawn.times == 10
    assert len(current_app.extensions[fragments.EXTENSION]._kept) <= 3


def test_a_call_that_changes_is_drawn_anew(app, office, at, issue):
    counters.open_counter(at(2))
    calls.call_next(at(2), issue()[0].id)
    broadcaster, screen = app.extensions["deskq_follower"].broadcaster, Screen("lobby", office, 0, "fa")
    before = broadcaster.state(screen)["html"]

    serve.start(at(2))
    with transaction(office, "test") as tx:
        tx.session.query(Counter).filter_by(number=2).one().room_fa = "اتاق تازه"
        tx.config_changed()
    after = broadcaster.state(screen)["html"]

    assert (before.count('data-state="serving"'), after.count('data-state="serving"')) == (0, 2)
    # on the card; the row tells the floor
    assert (before.count("اتاق تازه"), after.count("اتاق تازه")) == (0, 1)
