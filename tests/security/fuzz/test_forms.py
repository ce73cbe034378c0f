"""Every form of every page with made-up fields, and every page with made-up questions: no server error, no trace, none
slow, and a person reads a sentence."""

import pytest

from tests.security import form_places, hostile_office
from tests.security.form_walk import every_form, marked_app
from tests.security.fuzz.form_requests import FuzzWalk
from tests.security.fuzz.made_up import pieces
from tests.security.fuzz.restored import Kept
from tests.tools.shared_app import as_started

#: Variants of each form in the long form.
EACH = 22


@pytest.fixture
def app(make_app):
    with marked_app(make_app) as made:
        yield made


def _as_started(app):
    """With the printer that only a demo office may have."""
    app.config["DEMO"] = True
    as_started(app)
    app.config["DEMO"] = False


@pytest.mark.parametrize("piece", pieces("forms", 150, of=4))
def test_every_form_of_every_page_takes_whatever_comes(app, caller, shared_file, tally, piece):
    """The short form meets the first forms only, a piece of the long one fuzzes some of all that it meets."""
    town = hostile_office.create()
    walk = FuzzWalk(caller, lambda: Kept(app, shared_file, _as_started), piece, EACH if piece.long else 1)

    for places in (form_places.pages, form_places.late_pages):
        for name, comes, page in places(caller, town):
            walk.meet(name, comes, page)
            if not piece.long and tally.requests >= piece.number:
                break
        walk.end()
    print(tally)

    assert tally.faults == {}
    assert tally.requests >= piece.number
    if piece.long:
        assert sorted(every_form() - set(walk.reached)) == []
