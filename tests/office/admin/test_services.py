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


def test_a_new_service_is_offered_at_once(send, row, issue):
    text = send("/manage/services", **NEW)

    made = row(Service, code="instalments")
    assert "“Instalments” added." in text
    assert (made.series, made.position, made.offered) == ("2", 9, True)
    serve_at_counter_2(made.id)
    assert issue("instalments").code.startswith("2")


def test_a_plain_name_comes_first_on_the_kiosk_in_its_own_language_only(send, row, office):
    levy = row(Service, code="renewal_levy")

    send(f"/manage/services/{levy.id}", **edited(levy, plain_fa="قبض من", plain_en=""))

    db.session().rollback()  # what was read before
    (card,) = [card for card in service_cards(db.session(), office, levy.group_id) if card.code == levy.code]
    assert card.spoken_name == Name("قبض من", "Renewal and waste levy")
    assert card.name == Name("عوارض نوسازی و پسماند", "Renewal and waste levy")


def test_a_service_without_a_counter_gives_no_tickets(send, issue):
    send("/manage/services", **NEW)

    with pytest.raises(ServiceClosed):
        issue("instalments")


def serve_at_counter_2(service_id):
    with transaction(1, "test") as tx:
        counter = office_queries.counter_by_number(tx.session, 1, 2)
        tx.session.add(CounterService(counter_id=counter.id, service_id=service_id, rank=1))
        tx.config_changed()


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


def test_an_empty_prefix_becomes_that_of_the_group(send, row):
    send("/manage/services", **{**NEW, "series": ""})

    assert row(Service, code="instalments").series == row(Service, code="renewal_levy").series


def test_in_a_new_group_an_empty_prefix_becomes_the_first_free_digit(send, row):
    send("/manage/services/groups", **GROUP)
    used = {service.series for service in db.session.query(Service)}

    send("/manage/services", **{**NEW, "series": "", "group_id": row(ServiceGroup, name_en="City services").id})

    made = row(Service, code="instalments")
    assert made.series == min(set("123456789") - used)


def test_prefixes_that_would_duplicate_a_code_are_refused(send, row):
    with transaction(1, "test") as tx:
        tx.session.query(Service).update({"series": ""})
        tx.config_changed()

    text = send("/manage/services", 422, **NEW)

    assert "could give the same code" in text
    assert 'id="series-problem"' in text
    assert row(Service, code="instalments") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Parking card!", "parking_card"),
        ("2nd copy", "service_2nd_copy"),
        ("پارکینگ", "service"),
        ("Renewal levy", "renewal_levy_2"),
    ],
)
def test_an_empty_code_is_made_from_the_english_name(send, row, name, code):
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


def test_a_chosen_counter_keeps_the_order_of_what_it_serves(send, row):
    levy, two = row(Service, code="renewal_levy"), row(Counter, number=2)
    before = config_cache.of(db.session(), 1).ranks[two.id]

    send(f"/manage/services/{levy.id}", **edited(levy, name_en="Levy"))

    assert config_cache.of(db.session(), 1).ranks[two.id] == before


def test_what_is_still_missing_is_said_and_the_kiosk_hides_it_until_then(send, row, office):
    text = send("/manage/services", **NEW)

    group = row(Service, code="instalments").group_id
    assert "No counter serves it yet, so the kiosk does not show it." in text
    assert "hidden until a counter serves it" in text
    db.session().rollback()
    assert "instalments" not in {card.code for card in service_cards(db.session(), office, group)}


def test_a_counter_of_another_office_is_refused(send):
    assert "This counter does not exist." in send("/manage/services", 422, **NEW, counters=["999"])


def test_a_changed_name_is_shown_by_the_next_request(send, row, page):
    service = row(Service, code="renewal_levy")

    send(f"/manage/services/{service.id}", **edited(service, name_en="Waste levy"))

    assert "Waste levy" in page("/manage/services")


def test_a_service_is_taken_off_the_kiosk_and_offered_again(send, row):
    service = row(Service, code="renewal_levy")

    off = send(f"/manage/services/{service.id}/offer", offered="0")
    assert "no longer offered" in off
    assert not row(Service, code="renewal_levy").offered

    on = send(f"/manage/services/{service.id}/offer", offered="1")
    assert "offered again" in on


def test_a_service_with_tickets_cannot_be_deleted(send, row, issue):
    issue("renewal_levy")
    service = row(Service, code="renewal_levy")

    text = send(f"/manage/services/{service.id}/removal", 409)

    assert "cannot be deleted" in text
    assert row(Service, code="renewal_levy") is not None
    assert issue("renewal_levy")


def test_a_service_without_tickets_can_be_deleted(send, row):
    service = row(Service, code="wall_permit")

    text = send(f"/manage/services/{service.id}/removal")

    assert "Service deleted." in text
    assert row(Service, code="wall_permit") is None


def test_a_group_is_added_changed_and_deleted_while_empty(send, row):
    send("/manage/services/groups", **GROUP)
    made = row(ServiceGroup, name_en="City services")
    send(f"/manage/services/groups/{made.id}", **{**GROUP, "name_en": "The city"})

    text = send(f"/manage/services/groups/{made.id}/removal")

    assert "Group deleted." in text
    assert row(ServiceGroup, name_en="The city") is None


def test_a_group_with_services_cannot_be_deleted(send, row):
    text = send("/manage/services/groups/1/removal", 409)

    assert "This group still has services." in text
    assert row(ServiceGroup, id=1) is not None


def test_a_group_needs_a_name(send):
    text = send("/manage/services/groups", 422, **{**GROUP, "name_fa": ""})

    assert 'id="name_fa-problem"' in text


def test_markup_in_names_is_escaped(send, page):
    send("/manage/services", **{**NEW, "name_fa": HOSTILE, "name_en": HOSTILE})

    for path in ("/manage/services", "/manage/people/1", "/manage/counters/1", "/manage/calendar"):
        text = page(path)
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert" in text
