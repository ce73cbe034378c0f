"""Every form of every template is met on a page, reaches its view with its own token, and is refused without one."""

import pytest

from tests.security import form_places, hostile_office
from tests.security.form_walk import Walk, every_form, marked_app


@pytest.fixture
def app(make_app):
    with marked_app(make_app) as made:
        yield made


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
