"""The service level on the hall page, by the target of each service."""

import pytest

from deskq.office.models import Service
from deskq.queue.service import calls, counters, serve
from tests.reports.test_hall import words


@pytest.fixture(autouse=True)
def supervisor(sign_in):
    return sign_in("supervisor")


@pytest.fixture
def waited(issue, at, later):
    """Five visitors of the levy who were called after 4, 8, 12, 16 and 20 minutes."""
    for _visitor in range(5):
        issue("renewal_levy")
    counters.open_counter(at(2))
    for _call in range(5):
        later(minutes=4)
        calls.call_next(at(2))
        serve.mark_absent(at(2))
    issue("renewal_levy")


def test_the_maximum_wait_is_the_target_of_a_service_without_its_own(page, waited, set_target, issue):
    text = words(page("/manage"))
    assert "Called in time100%target 80% within 30 min" in text
    assert "Called in time: 100% of 5 visitors" in text

    set_target("renewal_levy", 90, 10)
    issue("building_permit")

    text = words(page("/manage"))
    assert "Called in time40%each service by its own target" in text
    assert "Called in time: 40% of 5 visitors (target 90% within 10 min)" in text


KEPT = ("name_fa", "name_en", "icon", "position", "group_id", "series", "offered")


@pytest.fixture
def save(sign_in, send, row):
    """``save(target_percent="90")``: an admin sends the form of the levy with these fields; the page."""
    sign_in("admin")
    levy = row(Service, code="renewal_levy")
    kept = {name: getattr(levy, name) for name in KEPT}
    return lambda *status, **typed: send(f"/manage/services/{levy.id}", *status, **kept, **typed)


def test_an_admin_sets_the_target_of_a_service_in_any_digits(save, row):
    save(target_percent="۹۰", target_minutes="10")

    levy = row(Service, code="renewal_levy")
    assert (levy.target_percent, levy.target_minutes) == (90, 10)


@pytest.mark.parametrize(
    ("field", "typed"),
    [("target_percent", typed) for typed in ("101", "-1", "x")]
    + [("target_minutes", typed) for typed in ("601", "1.5")],
)
def test_an_impossible_target_is_refused_beside_its_field(save, row, field, typed):
    assert f'id="{field}-problem"' in save(422, **{field: typed})
    assert getattr(row(Service, code="renewal_levy"), field) is None
