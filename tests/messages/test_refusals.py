"""Values that do not exist, or not in this office, are refused when a message is registered, corrected or referred."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from deskq.core.extensions import db
from deskq.message_settings.models import Category, District, MessageClass
from deskq.messages.service import refer
from deskq.messages.service.reclassify import Classification, reclassify
from deskq.units.models import Unit
from tests.offices.conftest import north
from tests.tools.refusals import refused_at

__all__ = ["north"]
GONE = 9999


@pytest.fixture
def foreign(north):
    """``foreign(Unit)``: the id of such a row of another office."""
    return lambda model: db.session.scalars(select(model.id).where(model.office_id == north)).first()


@pytest.mark.parametrize(
    ("given", "field"), [({"channel": "pigeon"}, "channel"), ({"lat": 36_000_000}, "lat"), ({"lon": 49_000_000}, "lat")]
)
def test_a_message_of_no_channel_or_with_half_a_point_is_not_registered(given, field, file, filed):
    with refused_at(field):
        file(**given)

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
def test_a_message_with_a_value_that_its_office_does_not_have_is_not_registered(
    name, model, field, file, filed, foreign
):
    for wrong in (GONE, foreign(model)):
        with refused_at(field):
            file(**{name: wrong})

    assert filed() == []


def test_a_message_with_a_category_that_is_no_longer_offered_is_not_registered(file, filed, about):
    asphalt = about().category_by_code["asphalt"]
    asphalt.offered = False
    db.session.commit()

    with refused_at("category"):
        file(category_id=asphalt.id)

    assert filed() == []


@pytest.mark.parametrize(
    ("name", "model", "field"), [("category_id", Category, "category"), ("district_id", District, "district")]
)
def test_a_message_is_not_corrected_to_what_its_office_does_not_have(name, model, field, file, action, now_of, foreign):
    made = file(category="asphalt")
    number, press, turn, before = made.id, action("operator", made), made.turn, getattr(made, name)
    content = Classification(made.kind, made.category_id, made.address, None, None, None)

    for wrong in (GONE, foreign(model)):
        with refused_at(field):
            reclassify(press, replace(content, **{name: wrong}))

    assert (getattr(now_of(number), name), now_of(number).turn) == (before, turn)


def test_a_message_is_referred_only_to_a_unit_and_by_a_class_of_its_office(file, action, units, now_of, foreign):
    made = file(category="asphalt")
    number, press, unit = made.id, action("operator", made), made.unit_id

    for to in (GONE, foreign(Unit)):
        with refused_at("unit"):
            refer.refer(press, to)
    for sort in (GONE, foreign(MessageClass)):
        with refused_at("class_id"):
            refer.refer(press, units["civil_works"], class_id=sort)

    kept = now_of(number)
    assert (kept.state, kept.unit_id, kept.turn) == ("registered", unit, 0)


def test_a_report_stays_with_the_unit_that_reads_it(file, action, units, now_of):
    made = file("report", body="رشوه")
    number, press, unit = made.id, action("inspectorate", made), made.unit_id

    with pytest.raises(refer.ReportStays):
        refer.refer(press, units["civil_works"])
    with pytest.raises(refer.ReportStays):
        refer.pass_on(press, units["civil_works"], "کار ما نیست")

    kept = now_of(number)
    assert (kept.state, kept.unit_id, kept.turn) == ("registered", unit, 0)
