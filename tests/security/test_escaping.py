"""Text of people is stored without controls and shown as text; all pages at once: test_hostile_office.py."""

import pytest
from markupsafe import escape

from deskq.access.devices import service as device_service
from deskq.access.devices.models import Device
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.office.models import Office, PriorityClass
from deskq.offices.choosing import SEARCH_FROM
from deskq.staff import service as staff_service
from deskq.staff.service import NewPerson
from tests.security.hostile_pages import raw
from tests.security.hostile_texts import HOSTILE
from tests.tools.device_pairing import PAIRING

TRICKS = "\u202e\u2066\u200f\x00"


def test_directions_and_controls_are_not_kept_in_names_of_people(office):
    new = NewPerson(f"a{TRICKS}b", f"c{TRICKS}d", "clerk", "a long enough password")

    made = staff_service.create_person(office, new, "test")

    assert (made.sign_in_name, made.name) == ("ab", "cd")


def test_directions_and_controls_are_not_kept_in_names_of_devices(browser, office):
    browser().post(PAIRING["lobby"])
    db.session.remove()
    code = db.session().query(Device.code).scalar()
    made = device_service.accept_device(office, code, f"lobby{TRICKS}", None, "test")

    assert made.name == "lobby"


def test_directions_and_controls_are_not_kept_in_names_of_the_office(caller, look):
    admin = caller("admin")
    form = {"code": "guest", "name_fa": f"مهمان{TRICKS}", "name_en": f"Guest{TRICKS}", "weight": "1.5", "position": "9"}

    answer = admin.post("/manage/priorities", data=form)

    assert answer.status_code == 303, answer.text
    made = look().query(PriorityClass).filter_by(code="guest").one()
    assert (made.name_fa, made.name_en) == ("مهمان", "Guest")


@pytest.mark.parametrize("page", ["/sign-in", "/account/password"])
def test_what_was_typed_into_a_form_comes_back_as_text(caller, page):
    answer = caller("clerk").post(page, data=dict.fromkeys(("name", "password", "old", "new"), HOSTILE))

    assert raw(answer) == []


def test_an_address_is_shown_as_text_too(client):
    assert raw(client.get("/<script>alert(1)</script>?x=<script>alert(2)</script>")) == []


def test_an_address_that_was_opened_too_often_is_shown_as_text(limited):
    """A script would run again and again: the page offers the same address once more."""
    address = f"/scan/{HOSTILE.replace('/', '')}?{HOSTILE}"
    pages = (limited.get(address) for _ in range(200))

    slowed = next(page for page in pages if page.status_code == 429)

    assert raw(slowed) == []
    assert f'href="{escape(address)}"' in slowed.text


def test_what_is_looked_for_among_many_offices_stays_text_and_so_do_their_names(client, office):
    path = f"/kiosk/services/{HOSTILE.replace('/', '')}"
    names = dict.fromkeys(("name_fa", "name_en", "building_fa", "building_en"), HOSTILE)
    with transaction(office, "test") as tx:
        tx.session.add_all(Office(slug=f"office-{number}", **names) for number in range(SEARCH_FROM))
        tx.config_changed()

    nowhere = client.get("/", query_string={"office": f"no {HOSTILE}"})
    chosen = client.get(path)

    assert [nowhere.status_code, chosen.status_code] == [200, 300]
    assert [raw(page) for page in (nowhere, chosen)] == [[], []]
    assert f'value="no {escape(HOSTILE)}"' in nowhere.text
    assert f'action="{escape(path)}"' in chosen.text
    assert f'href="/o/office-1{escape(path)}"' in chosen.text
    assert chosen.text.count(f">{escape(HOSTILE)}<") == 2 * SEARCH_FROM
