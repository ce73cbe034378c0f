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


def test_without_own_targets_the_maximum_wait_is_the_target(page, waited):
    text = words(page("/manage"))

    assert "Called in time100%target 80% within 30 min" in text
    assert "Called in time: 100% of 5 visitors" in text


def test_each_service_is_measured_by_its_own_target(page, waited, set_target, issue):
    set_target("renewal_levy", 90, 10)
    issue("building_permit")

    text = words(page("/manage"))

    assert "Called in time40%each service by its own target" in text
    assert "Called in time: 40% of 5 visitors (target 90% within 10 min)" in text


def test_an_admin_sets_the_target_of_a_service_in_any_digits(sign_in, send, row):
    sign_in("admin")
    levy = row(Service, code="renewal_levy")
    kept = {
        name: getattr(levy, name)
        for name in ("name_fa", "name_en", "icon", "position", "group_id", "series", "offered")
    }

    send(f"/manage/services/{levy.id}", **kept, target_percent="۹۰", target_minutes="10")

    levy = row(Service, code="renewal_levy")
    assert (levy.target_percent, levy.target_minutes) == (90, 10)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("target_percent", "101"),
        ("target_percent", "-1"),
        ("target_percent", "x"),
        ("target_minutes", "601"),
        ("target_minutes", "1.5"),
    ],
)
def test_an_impossible_target_is_refused_beside_its_field(sign_in, send, row, field, typed):
    sign_in("admin")
    levy = row(Service, code="renewal_levy")
    kept = {name: getattr(levy, name) for name in ("name_fa", "name_en", "icon", "position", "group_id", "series")}

    text = send(f"/manage/services/{levy.id}", 422, **kept, **{field: typed})

    assert f'id="{field}-problem"' in text
    assert getattr(row(Service, code="renewal_levy"), field) is None
