"""Every form of every template is met on a page, reaches its view with its own token, and is refused without one."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from tests.conftest import MORNING
from tests.security import form_places, hostile_office
from tests.security.form_walk import Marked, Walk, every_form


@pytest.fixture
def app(make_app):
    app = make_app(PRINTER="fake", DEMO=True, SMS_GATEWAY="console", SMS_LINKS=True)
    app.config["DEMO"] = False  # devices are paired as in any office
    app.jinja_env.bytecode_cache = None  # which knows the templates without marks
    app.jinja_env.add_extension(Marked)
    clock.fix(MORNING)
    with app.app_context():
        yield app
        db.session.remove()
    clock.fix(None)


def test_every_form_is_met_and_works_with_its_own_token_alone(app, caller):
    town, walk = hostile_office.create(), Walk(caller)

    for name, comes, page in form_places.pages(caller, town):
        walk.meet(name, comes, page)
    walk.end()
    for name, comes, page in form_places.late_pages(caller, town):
        walk.meet(name, comes, page)
    walk.end()

    assert {where: status for where, status in walk.without.items() if status != 400} == {}
    assert {where: status for where, status in walk.reached.items() if status in (400, 429) or status >= 500} == {}
    assert sorted(every_form() - set(walk.reached)) == []
