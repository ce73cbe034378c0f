"""Admin pages of services and groups: add, change, offer, delete when unused."""

import pytest

from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office import queries as office_queries
from deskq.office.models import Counter, CounterService, Service, ServiceGroup
from deskq.queue.screens.kiosk.queries import service_cards
from deskq.queue.service.issue import ServiceClosed
from tests.tools.admin_pages import HOSTILE

pytestmark = pytest.mark.usefixtures("admin")

NEW = {
    "group_id": "2", "series": "۲", "name_fa": "تقسیط", "name_en": "Instalments", "code": "instalments",
    "position": "۹", "icon": "coins", "offered": "1",
}  # fmt: skip
GROUP = {"name_fa": "خدمات شهری", "name_en": "City services", "position": "7", "icon": "trees"}


def edited(service: Service, **changes: object) -> dict[str, object]:
    names = ("group_id", "series", "name_fa", "name_en", "covers_fa", "covers_en", "position", "icon")
    kept = {name: getattr(service, name) for name in names}
    counters = [row.id for row in config_cache.of(db.session(), service.office_id).counters_of(service.id)]
    return {**kept, "offered": "1", "counters": counters, **changes}


def test_a_new_service_is_offered_as_soon_as_a_counter_serves_it(send, row, issue, office):
    text = send("/manage/services", **NEW)

    made = row(Service, code="instalments")
    assert "“Instalments” added." in text
    assert "No counter serves it yet, so the kiosk does not show it." in text
    assert "hidden until a counter serves it" in text
    assert (made.series, made.position, made.offered) == ("2", 9, True)
    assert "instalments" not in {card.code for card in service_cards(db.session(), office, made.group_id)}
    with pytest.raises(ServiceClosed):
        issue("instalments")

    with transaction(1, "test") as tx:
        counter = office_queries.counter_by_number(tx.session, 1, 2)
        tx.session.add(CounterService(counter_id=counter.id, service_id=made.id, rank=1))
        tx.config_changed()
    assert issue("instalments").code.startswith("2")


def test_a_plain_name_comes_first_on_the_kiosk_in_its_own_language_only(send, row, office):
    levy = row(Service, code="renewal_levy")

    send(f"/manage/services/{levy.id}", **edited(levy, plain_fa="قبض من", plain_en=""))

    db.session().rollback()  # what was read before
    (card,) = [card for card in service_cards(db.session(), office, levy.group_id) if card.code == levy.code]
    assert card.spoken_name == Name("قبض من", "Renewal and waste levy")
    assert card.name == Name("عوارض نوسازی و پسماند", "Renewal and waste levy")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("code", "renewal_levy", "This code is already in use."),
        ("code", "Has Spaces", "This value is not in the right format."),
        ("name_fa", "", "Please fill in this field."),
        ("position", "first", "Please enter a whole number."),
        ("group_id", "77", "This group does not exist."),
        ("name_en", "x" * 81, "This text is too long."),
    ],
)
def test_an_invalid_value_is_reported_at_its_field(send, row, field, value, words):
    text = send("/manage/services", 422, **{**NEW, field: value})

    assert words in text
    assert f'id="{field}-problem"' in text
    assert row(Service, name_en="Instalments") is None


def test_a_counter_of_another_office_is_refused(send):
    assert "This counter does not exist." in send("/manage/services", 422, **NEW, counters=["999"])


def test_an_empty_prefix_becomes_that_of_the_group_or_in_a_new_one_the_first_free_digit(send, row):
    send("/manage/services", **{**NEW, "series": ""})
    assert row(Service, code="instalments").series == row(Service, code="renewal_levy").series

    send("/manage/services/groups", **GROUP)
    used = {service.series for service in db.session.query(Service)}
    new_group = row(ServiceGroup, name_en="City services").id
    send("/manage/services", **{**NEW, "series": "", "code": "other", "group_id": new_group})
    assert row(Service, code="other").series == min(set("123456789") - used)


def test_prefixes_that_would_duplicate_a_code_are_refused(send, row):
    with transaction(1, "test") as tx:
        tx.session.query(Service).update({"series": ""})
        tx.config_changed()

    text = send("/manage/services", 422, **NEW)

    assert "could give the same code" in text
    assert 'id="series-problem"' in text
    assert row(Service, code="instalments") is None


def test_an_empty_code_is_made_from_the_english_name(send, row):
    for name, code in (
        ("Parking card!", "parking_card"), ("2nd copy", "service_2nd_copy"), ("پارکینگ", "service"),
        ("Renewal levy", "renewal_levy_2"),
    ):  # fmt: skip
        send("/manage/services", **{**NEW, "code": "", "name_en": name})
        assert row(Service, name_en=name).code == code


def test_the_counters_are_chosen_on_the_same_page(send, row, issue):
    two, three = row(Counter, number=2), row(Counter, number=3)

    text = send("/manage/services", **NEW, counters=[two.id, three.id])

    made = row(Service, code="instalments")
    assert "No counter serves it yet" not in text
    assert [counter.number for counter in config_cache.of(db.session(), 1).counters_of(made.id)] == [2, 3]
    assert issue("instalments").code.startswith("2")

    send(f"/manage/services/{made.id}", **edited(made, counters=[three.id]))

    db.session.remove()
    assert [counter.number for counter in config_cache.of(db.session(), 1).counters_of(made.id)] == [3]


def test_a_changed_name_is_shown_at_once_and_a_counter_keeps_the_order_of_what_it_serves(send, row, page):
    levy, two = row(Service, code="renewal_levy"), row(Counter, number=2)
    before = config_cache.of(db.session(), 1).ranks[two.id]

    send(f"/manage/services/{levy.id}", **edited(levy, name_en="Waste levy"))

    assert config_cache.of(db.session(), 1).ranks[two.id] == before
    assert "Waste levy" in page("/manage/services")


def test_a_service_is_taken_off_the_kiosk_and_offered_again(send, row):
    service = row(Service, code="renewal_levy")

    assert "no longer offered" in send(f"/manage/services/{service.id}/offer", offered="0")
    assert not row(Service, code="renewal_levy").offered

    assert "offered again" in send(f"/manage/services/{service.id}/offer", offered="1")


def test_a_service_can_be_deleted_unless_it_has_tickets(send, row, issue):
    issue("renewal_levy")

    assert "cannot be deleted" in send(f"/manage/services/{row(Service, code='renewal_levy').id}/removal", 409)
    assert "Service deleted." in send(f"/manage/services/{row(Service, code='wall_permit').id}/removal")

    assert row(Service, code="renewal_levy") is not None
    assert issue("renewal_levy")
    assert row(Service, code="wall_permit") is None


def test_a_group_with_a_name_is_added_changed_and_deleted_while_empty(send, row):
    assert 'id="name_fa-problem"' in send("/manage/services/groups", 422, **{**GROUP, "name_fa": ""})
    send("/manage/services/groups", **GROUP)
    made = row(ServiceGroup, name_en="City services")
    send(f"/manage/services/groups/{made.id}", **{**GROUP, "name_en": "The city"})

    assert "This group still has services." in send("/manage/services/groups/1/removal", 409)
    assert "Group deleted." in send(f"/manage/services/groups/{made.id}/removal")
    assert row(ServiceGroup, name_en="The city") is None
    assert row(ServiceGroup, id=1) is not None


def test_markup_in_names_is_escaped(send, page):
    send("/manage/services", **{**NEW, "name_fa": HOSTILE, "name_en": HOSTILE})

    for path in ("/manage/services", "/manage/people/1", "/manage/counters/1", "/manage/calendar"):
        text = page(path)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text
