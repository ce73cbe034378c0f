"""Admin pages of counters: their place, and the services they serve by rank."""

import pytest

from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.models import Counter, Service
from deskq.office.service.counters import give_service
from deskq.queue.service import calls, counters, serve
from tests.tools.admin_pages import HOSTILE

pytestmark = pytest.mark.usefixtures("admin")

NEW = {"number": "۷", "name_fa": "بایگانی", "name_en": "Archive", "floor_fa": "زیرزمین", "arrow": "left"}


@pytest.fixture
def ranks(office, row):
    def read(number: int) -> dict[str, int]:
        counter = row(Counter, number=number)
        about = config_cache.of(db.session(), office)
        return {about.services[service].code: rank for service, rank in about.ranks.get(counter.id, {}).items()}

    return read


def test_a_new_counter_serves_its_services_in_order(send, row, ranks):
    levy, help_desk = row(Service, code="renewal_levy").id, row(Service, code="info_desk").id

    assert "Counter 7 saved." in send("/manage/counters", **NEW, ranks=[f"{help_desk}:2", "", f"{levy}:1"])
    assert ranks(7) == {"renewal_levy": 1, "info_desk": 2}
    assert row(Counter, number=7).status == "closed"


@pytest.mark.parametrize(("given", "added"), [([], 1), ([1], 2), ([2, 1], 3), ([3], 4), ([1, 4], 5), ([5, 2], 5)])
def test_a_service_that_is_added_comes_after_the_others_as_far_as_there_are_ranks(
    send, row, ranks, office, given, added
):
    others = [row(Service, code=code).id for code in ("renewal_levy", "building_permit")]
    send("/manage/counters", **NEW, ranks=[f"{one}:{rank}" for one, rank in zip(others, given, strict=False)])

    give_service(office, "test", row(Service, code="info_desk").id, [7])

    assert ranks(7)["info_desk"] == added


def test_the_next_call_follows_a_changed_order(send, row, issue, at, later):
    counter, help_desk = row(Counter, number=2), row(Service, code="info_desk").id
    levy = row(Service, code="renewal_levy").id
    issue("renewal_levy")
    later(minutes=1)
    guided = issue("info_desk")
    counters.open_counter(at(2))

    send(f"/manage/counters/{counter.id}", **{**NEW, "number": "2"}, ranks=[f"{help_desk}:1", f"{levy}:2"])

    assert calls.call_next(at(2)).id == guided.id


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("number", "2", "A counter with this number already exists."),
        ("number", "", "Please fill in this field."),
        ("number", "0", "This number is too small."),
        ("arrow", "north", "Please choose one of the options."),
        ("ranks", "1:0", "This value is not in the right format."),
        ("ranks", "999:1", "This service does not exist."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field(send, row, field, value, words):
    text = send("/manage/counters", 422, **{**NEW, field: value})

    assert words in text
    assert f'id="{field}-problem"' in text
    assert row(Counter, number=7) is None


def test_a_counter_gets_another_number_only_while_it_is_closed(send, row, at):
    counter = row(Counter, number=2)
    counters.open_counter(at(2))

    assert "Counter 2 is in use." in send(f"/manage/counters/{counter.id}", 409, **NEW)
    assert row(Counter, number=2) is not None

    counters.close_counter(at(2))
    send(f"/manage/counters/{counter.id}", **NEW)
    assert row(Counter, number=7).id == counter.id


def test_a_counter_can_be_deleted_unless_it_has_calls(send, row, issue, at):
    issue()
    counters.open_counter(at(2))
    calls.call_next(at(2))
    serve.mark_absent(at(2))
    counters.close_counter(at(2))

    assert "cannot be deleted" in send(f"/manage/counters/{row(Counter, number=2).id}/removal", 409)
    send(f"/manage/counters/{row(Counter, number=6).id}/removal")

    assert row(Counter, number=2) is not None
    assert row(Counter, number=6) is None


def test_markup_is_escaped(send, page):
    send("/manage/counters", **{**NEW, "name_fa": HOSTILE, "name_en": HOSTILE, "room_fa": HOSTILE})

    for path in ("/manage/counters", "/manage"):
        text = page(path)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text
