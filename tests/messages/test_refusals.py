"""Values that do not exist, or not in this office, are refused when a message is registered, corrected or referred."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.message_settings.models import Category, District, MessageClass
from deskq.messages.service import refer
from deskq.messages.service.reclassify import Classification, reclassify
from deskq.units.models import Unit
from tests.offices.conftest import north

__all__ = ["north"]
GONE = 9999


@pytest.fixture
def foreign(north):
    """``foreign(Unit)``: the id of such a row of another office."""
    return lambda model: db.session.scalars(select(model.id).where(model.office_id == north)).first()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"category_id": GONE}, "category"),
        ({"class_id": GONE}, "class_id"),
        ({"district_id": GONE}, "district"),
        ({"about_unit_id": GONE}, "about_unit"),
        ({"channel": "pigeon"}, "channel"),
        ({"lat": 36_000_000}, "lat"),
        ({"lon": 49_000_000}, "lat"),
    ],
)
def test_a_message_with_a_value_that_does_not_exist_is_not_registered(given, field, file, filed):
    with pytest.raises(InvalidInput) as refused:
        file(**given)

    assert set(refused.value.fields) == {field}
    assert filed() == []


@pytest.mark.parametrize(
    ("name", "model", "field"),
    [
        ("category_id", Category, "category"),
        ("class_id", MessageClass, "class_id"),
        ("district_id", District, "district"),
        ("about_unit_id", Unit, "about_unit"),
    ],
)
def test_a_message_with_a_value_of_another_office_is_not_registered(name, model, field, file, filed, foreign):
    with pytest.raises(InvalidInput) as refused:
        file(**{name: foreign(model)})

    assert set(refused.value.fields) == {field}
    assert filed() == []


def test_a_message_with_a_category_that_is_no_longer_offered_is_not_registered(file, filed, about):
    asphalt = about().category_by_code["asphalt"]
    asphalt.offered = False
    db.session.commit()

    with pytest.raises(InvalidInput) as refused:
        file(category_id=asphalt.id)

    assert set(refused.value.fields) == {"category"}
    assert filed() == []


@pytest.mark.parametrize(
    ("name", "model", "field"), [("category_id", Category, "category"), ("district_id", District, "district")]
)
def test_a_message_is_not_corrected_to_what_its_office_does_not_have(name, model, field, file, action, now_of, foreign):
    made = file(category="asphalt")
    number, press, turn, before = made.id, action("operator", made), made.turn, getattr(made, name)
    content = Classification(made.kind, made.category_id, made.address, None, None, None)

    for wrong in (GONE, foreign(model)):
        with pytest.raises(InvalidInput) as refused:
            reclassify(press, replace(content, **{name: wrong}))
        assert set(refused.value.fields) == {field}

    assert (getattr(now_of(number), name), now_of(number).turn) == (before, turn)


def test_a_message_is_referred_only_to_a_unit_and_by_a_class_of_its_office(file, action, units, now_of, foreign):
    made = file(category="asphalt")
    number, press, unit = made.id, action("operator", made), made.unit_id
    works = units["civil_works"]

    for to, sort, field in (
        (GONE, None, "unit"),
        (foreign(Unit), None, "unit"),
        (works, GONE, "class_id"),
        (works, foreign(MessageClass), "class_id"),
    ):
        with pytest.raises(InvalidInput) as refused:
            refer.refer(press, to, class_id=sort)
        assert set(refused.value.fields) == {field}

    kept = now_of(number)
    assert (kept.state, kept.unit_id, kept.turn) == ("registered", unit, 0)


@pytest.mark.parametrize("verb", ["refer", "pass on"])
def test_a_report_stays_with_the_unit_that_reads_it(verb, file, action, units, now_of):
    made = file("report", body="رشوه")
    number, press, unit = made.id, action("inspectorate", made), made.unit_id
    send = {
        "refer": lambda: refer.refer(press, units["civil_works"]),
        "pass on": lambda: refer.pass_on(press, units["civil_works"], "کار ما نیست"),
    }

    with pytest.raises(refer.ReportStays):
        send[verb]()

    kept = now_of(number)
    assert (kept.state, kept.unit_id, kept.turn) == ("registered", unit, 0)
