"""Every form of every template is met on a page, reaches its view with its own token, is refused without one, and gives
back what was typed as text; in an office whose texts are markup."""

import pytest

from tests.security import form_places, hostile_office, hostile_rows, hostile_texts
from tests.security.form_walk import Walk, every_form, marked_app
from tests.security.hostile_pages import at_counter

#: Forms that take what is typed, however long, or refuse it with a sentence alone.
NEVER_RETURNED = {"messages/opening.html 4", "phone/_away.html 1", "staff/_authenticator.html 1"}

#: Forms whose texts are on the page that refuses them as a whole: at least so many, or none of them is looked at.
LEAST_KEPT = 100


@pytest.fixture
def app(make_app):
    with marked_app(make_app) as made:
        yield made


def test_every_form_is_met_works_with_its_own_token_alone_and_gives_text_back_as_text(app, caller, monkeypatch):
    hostile_texts.spoil_sentences(monkeypatch)
    town, walk = hostile_office.create(), Walk(caller)
    hostile_rows.write_more(town.hall)
    hostile_texts.spoil()
    town.ids = hostile_texts.ids_of_rows()

    for name, comes, page in form_places.pages(caller, town):
        walk.meet(name, comes, page)
    walk.end()
    for name, comes, page in form_places.late_pages(caller, town):
        walk.meet(name, comes, page)
    walk.end()

    assert walk.raw == {}
    assert {where: status for where, status in walk.without.items() if status != 400} == {}
    assert {where: status for where, status in walk.reached.items() if status in (400, 429) or status >= 500} == {}
    assert sorted(every_form() - set(walk.reached)) == []
    assert len(walk.kept) >= LEAST_KEPT
    assert sorted(walk.typed - walk.returned - NEVER_RETURNED) == []


def test_a_secret_that_begins_like_the_number_of_a_counter_is_asked_for_as_it_is():
    assert at_counter("/counters/N/rating", "tablet") == "/counters/5/rating"
    assert at_counter("/t/NCpDHSwMVtestn473m8RPv85", "nobody") == "/t/NCpDHSwMVtestn473m8RPv85"
