"""Corrections of category and place, and the proposals that follow from them."""

import re
from datetime import timedelta

import pytest

from deskq.message_settings.kinds import LONGEST_ADDRESS
from deskq.messages.service import extend_deadline
from deskq.messages.service.reclassify import Classification, reclassify
from tests.tools.refusals import refused_at


def proposed(page: str, name: str) -> str:
    """What is chosen beforehand in that field of the referral."""
    field = page[page.index(f'<select id="refer-{name}"') :]
    chosen = re.search(r'<option value="(\d*)" selected', field[: field.index("</select>")])
    return chosen[1] if chosen else ""


def test_a_correction_before_the_referral_sets_the_class_of_the_category(sign_in, file, about, units, now_of):
    made, client = file(channel="sms").id, sign_in("operator")
    flooding, normal = about().category_by_code["flooding"].id, str(about().class_by_code["normal"].id)
    urgent, promised = str(about().class_by_code["urgent"].id), now_of(made).due_at
    assert proposed(client.get(f"/inbox/{made}").text, "class_id") == normal

    client.post(f"/inbox/{made}/sorting", data={"turn": 0, "kind": "request", "category": flooding, "address": "بهار"})

    page = client.get(f"/inbox/{made}?lang=en").text
    assert now_of(made).due_at == promised, "nothing is promised before somebody refers it"
    assert (proposed(page, "class_id"), proposed(page, "unit")) == (urgent, str(units["city_services"]))
    assert "The citizen will be told the new date" in page
    client.post(f"/inbox/{made}/referral", data={"turn": 1, "unit": units["city_services"], "class_id": urgent})
    assert now_of(made).due_at < promised


def test_a_message_reclassified_as_a_complaint_is_proposed_to_the_inspectorate(sign_in, file, about, units):
    made, client = file(category="asphalt").id, sign_in("operator")

    client.post(f"/inbox/{made}/sorting", data={"turn": 0, "kind": "complaint", "address": "بهار"})

    page = client.get(f"/inbox/{made}").text
    wanted = (str(about().class_by_code["complaint"].id), str(units["inspectorate"]))
    assert (proposed(page, "class_id"), proposed(page, "unit")) == wanted


def test_a_due_date_set_by_a_person_is_not_changed_by_a_proposal(sign_in, file, about, action):
    made, client = file(channel="sms"), sign_in("operator")
    normal, number = str(made.class_id), made.id
    flooding = about().category_by_code["flooding"].id
    extend_deadline.extend(action("mayor", made), made.due_at + timedelta(days=3), "قطعه در راه است")

    client.post(f"/inbox/{number}/sorting", data={"turn": 1, "kind": "request", "category": flooding})

    assert proposed(client.get(f"/inbox/{number}").text, "class_id") == normal


def test_an_address_that_is_too_long_is_not_stored(file, action, now_of):
    made = file(address="بهار")
    content = Classification(made.kind, made.category_id, "ب" * (LONGEST_ADDRESS + 1), None, None, None)

    with refused_at("address"):
        reclassify(action("operator", made), content)

    assert now_of(made.id).address == "بهار"


def test_the_place_of_a_report_cannot_be_corrected(sign_in, file, about):
    made, client = file("report", body="رشوه"), sign_in("inspectorate")
    conduct, number = about().category_by_code["conduct"].id, made.id

    page = client.get(f"/inbox/{number}").text
    assert 'id="sort-category"' in page
    assert not any(f'id="sort-{name}"' in page for name in ("kind", "address", "district", "plan"))

    data = {"turn": 0, "kind": "report", "category": conduct}
    assert client.post(f"/inbox/{number}/sorting", data={**data, "address": "باجهٔ ۳"}).status_code == 422
    assert client.post(f"/inbox/{number}/sorting", data=data).status_code == 303


@pytest.mark.parametrize(
    "point",
    [{"lat": "36000000"}, {"lon": "36000000"}, {"lat": "90000001", "lon": "49700000"}],
    ids=["lat", "lon", "pole"],
)
def test_a_point_has_two_coordinates_and_lies_on_the_earth(sign_in, referred, now_of, point):
    client = sign_in("civil")
    form = {"turn": referred.turn, "kind": "request", "address": "خیابان سعدی"}

    assert client.post(f"/inbox/{referred.id}/sorting", data=form | point).status_code == 422

    assert client.get(f"/inbox/{referred.id}").status_code == 200
    assert (now_of(referred.id).address, now_of(referred.id).lat) == ("خیابان امام", None)
