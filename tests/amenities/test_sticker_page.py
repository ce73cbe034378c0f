"""/a/<code>: anybody reports a fault with one press, sees what happens next, and leaves nothing about themselves."""

import pytest
from sqlalchemy import inspect

from deskq.amenities.events import AmenityReported
from deskq.amenities.models import Amenity, AmenityFault, AmenityReport
from deskq.amenities.service import objects, repairs
from deskq.core.db import journal
from deskq.core.extensions import db
from tests.tools.admin_pages import HOSTILE


@pytest.fixture
def sticker(amenity):
    """``sticker("water")``: the address on the sticker of that object."""
    return lambda kind="water": f"/a/{amenity(kind).code}"


def test_the_page_names_the_object_and_one_press_reports_and_leads_to_thanks(client, sticker, fault):
    text = client.get(f"{sticker()}?lang=en").text
    assert "Drinking water" in text
    assert "Ground floor" in text
    assert text.count("sticker-main") == 1
    assert "It is broken" in text
    assert 'value="no_water"' in text
    assert "/sign-in" not in text

    answer = client.post(sticker(), data={"what": ""})
    assert (answer.status_code, answer.location) == (303, f"{sticker()}/thanks")
    text = client.get(f"{answer.location}?lang=en").text
    assert "Thank you. It is reported." in text
    assert "Reported on" in text
    assert "To be repaired by" in text
    assert (fault("water").source, fault("water").what) == ("sticker", "")


def test_a_picture_and_words_say_what_is_wrong(client, sticker, fault):
    client.post(sticker(), data={"what": "no_water", "words": "از صبح قطع است"})

    assert fault("water").what == "no_water"
    assert db.session.query(AmenityReport).one().words == "از صبح قطع است"


def test_a_double_press_and_a_repeated_report_join_the_open_fault(client, sticker, fault, later):
    for _ in range(2):
        client.post(sticker(), data={"what": "dirty"})
    later(minutes=1)
    client.post(sticker(), data={"what": ""})

    assert db.session.query(AmenityFault).count() == 1
    assert fault("water").reports == 2
    assert "It is still broken" in client.get(f"{sticker()}?lang=en").text


def test_the_thanks_page_says_when_it_was_repaired_for_a_week_and_admits_that_it_is_late(
    client, sticker, fault, checker, later
):
    client.post(sticker(), data={"what": ""})
    repairs.take(checker("rahimi"), fault("water").id, True)
    assert "Somebody sees to it since" in client.get(f"{sticker()}/thanks?lang=en").text
    later(hours=9)
    assert "It should have been repaired by" in client.get(f"{sticker()}?lang=en").text
    repairs.repair(checker("rahimi"), fault("water").id, "شیر عوض شد")

    text = client.get(f"{sticker()}/thanks?lang=en").text
    assert "It works again" in text
    assert "Repaired on" in text
    for secret in ("Narges", "نرگس", "شیر عوض شد"):
        assert secret not in text

    assert "Repaired on" in client.get(f"{sticker()}?lang=en").text
    later(days=8)
    assert "Repaired on" not in client.get(f"{sticker()}?lang=en").text


def test_nothing_is_kept_about_who_reports(client, sticker, office):
    client.post(sticker(), data={"what": "", "words": "x"}, headers={"User-Agent": "a very special phone"})

    columns = {column.key for model in (AmenityFault, AmenityReport) for column in inspect(model).columns}
    db.session.remove()
    written = list(journal.walk(db.session(), office))
    assert not columns & {"by", "address", "phone", "source_hash", "browser", "person_id"}
    assert not [row for row in written if "special phone" in str(row.event) or "127.0.0.1" in str(row.event)]
    assert [row.by for row in written if isinstance(row.event, AmenityReported)] == ["visitor"]


def test_an_unknown_code_is_not_found_and_a_known_one_read_as_it_is_typed(client, amenity):
    for code in ("unknown", "m2vyfkcr89", "0000000000", "%00", "x" * 400, "../manage"):
        for answer in (client.get(f"/a/{code}"), client.post(f"/a/{code}", data={"what": ""})):
            assert answer.status_code == 404, code

    code = amenity("water").code
    assert client.get(f"/a/{code.upper()}").status_code == 200
    assert client.get(f"/a/{code[:5]}-{code[5:]}").status_code == 200


def test_the_sticker_of_a_retired_object_says_so(client, office, sticker, amenity):
    address = sticker()
    objects.retire_amenity(office, "test", amenity("water").id, True)

    answer = client.get(f"{address}?lang=en")

    assert answer.status_code == 410
    assert "no longer in our list" in answer.text


@pytest.mark.parametrize(
    ("fields", "problem"),
    [({"what": "nonsense"}, "Please choose one of the options."), ({"words": "x" * 201}, "This text is too long.")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, sticker, fields, problem):
    answer = client.post(f"{sticker()}?lang=en", data={"what": "", "words": "کمی کثیف", **fields})

    assert answer.status_code == 422
    assert problem in answer.text
    assert fields.get("words", "کمی کثیف") in answer.text
    assert db.session.query(AmenityFault).count() == 0


def test_hostile_words_are_text_for_the_staff(client, sticker, sign_in):
    client.post(sticker(), data={"what": "", "words": HOSTILE})

    text = sign_in("supervisor").get("/amenities/faults").text

    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_it_works_again_is_for_those_who_make_the_round(client, sticker, fault, sign_in, name_checker):
    client.post(sticker(), data={"what": ""})
    assert "It works again" not in client.get(f"{sticker()}?lang=en").text
    assert client.post(f"{sticker()}/works").location.startswith("/sign-in")
    sign_in("karimi")
    assert client.post(f"{sticker()}/works").status_code == 403
    assert fault("water").repaired_at is None

    name_checker("karimi")
    assert "It works again" in client.get(f"{sticker()}?lang=en").text
    client.post(f"{sticker()}/works")

    assert fault("water").repaired_at is not None


def test_a_sticker_that_is_hammered_at_is_refused(limited):
    address = f"/a/{codes()[0]}"

    answers = [limited.post(address, data={"what": ""}).status_code for _ in range(10)]

    assert answers == [303] * 6 + [429] * 4
    assert limited.get(address).status_code == 200


def test_one_address_cannot_report_everything_at_once(limited):
    answers = [limited.post(f"/a/{code}", data={"what": ""}).status_code for code in codes() * 3]

    assert answers == [303] * 30 + [429] * 6


def codes() -> list[str]:
    return [code for (code,) in db.session.query(Amenity.code).order_by(Amenity.id)]
