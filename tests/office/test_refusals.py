"""What the commands of an office refuse, field by field, and what they write into the journal."""

from dataclasses import replace
from datetime import date

import pytest

from deskq.core.db import journal
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.office.date_ranges import Hours
from deskq.office.models import Office, Opening, Service, ServiceGroup
from deskq.office.service import calendar, from_template, services, settings

HOURS = Hours(None, 480, 840, date(2026, 11, 25), date(2026, 12, 25))


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"closes": 480}, {"closes"}),
        ({"valid_until": date(2026, 11, 24)}, {"valid_until"}),
        ({"opens": 900, "valid_from": date(2026, 12, 26)}, {"closes", "valid_until"}),
    ],
)
def test_hours_end_after_they_begin(office, changes, fields):
    before = openings()
    wrong = replace(HOURS, **changes)

    with pytest.raises(InvalidInput) as refused:
        calendar.add_opening(office, "test", wrong, [0], replaces=True)
    with pytest.raises(InvalidInput) as refused_too:
        calendar.change_openings(office, "test", before[:1], wrong, [0], replaces=True)

    assert set(refused.value.fields) == set(refused_too.value.fields) == fields
    assert openings() == before


def test_hours_of_a_single_day_are_taken(office):
    (made,) = calendar.add_opening(office, "test", replace(HOURS, valid_until=HOURS.valid_from), [2], replaces=True)

    assert made.valid_from == made.valid_until


def openings() -> list[int]:
    db.session.remove()
    return [row.id for row in db.session().query(Opening).order_by(Opening.id)]


@pytest.mark.parametrize("minutes", [-1, 720, 1440])
def test_a_day_begins_in_the_first_half_of_the_clock(office, minutes):
    before = db.session().get_one(Office, office).day_starts

    with pytest.raises(InvalidInput) as refused:
        settings.save_office(office, "test", {"day_starts": minutes})

    assert set(refused.value.fields) == {"day_starts"}
    db.session.remove()
    assert db.session().get_one(Office, office).day_starts == before


@pytest.mark.parametrize("minutes", [0, 719])
def test_a_day_may_begin_at_midnight_and_just_before_noon(office, minutes):
    assert settings.save_office(office, "test", {"day_starts": minutes}).day_starts == minutes


def test_two_services_do_not_have_one_code(office):
    count = db.session().query(Service).count()
    group = db.session().query(ServiceGroup).filter_by(office_id=office).first()
    fields = {
        "group_id": group.id, "series": "", "code": "info_desk", "name_fa": "راهنما", "name_en": "Help", "position": 9,
    }  # fmt: skip

    with pytest.raises(InvalidInput) as refused:
        services.save_service(office, "test", None, fields, ())

    assert set(refused.value.fields) == {"code"}
    db.session.remove()
    assert db.session().query(Service).count() == count


GROUP = {"name_en": "Twice", "covers_fa": "", "covers_en": "", "icon": "info", "position": 9}


def test_a_new_group_and_a_renamed_one_do_not_get_the_name_of_another(office):
    one, two = db.session().query(ServiceGroup).filter_by(office_id=office).limit(2)
    fields = {**GROUP, "name_fa": one.name_fa}

    for group_id in (None, two.id):
        with pytest.raises(InvalidInput) as refused:
            services.save_group(office, "test", group_id, fields)
        assert set(refused.value.fields) == {"name_fa"}

    assert services.save_group(office, "test", one.id, fields).name_en == "Twice"


def test_the_journal_tells_of_a_group_that_came_with_a_template(office):
    known = [group.id for group in db.session().query(ServiceGroup)]
    for group in known:  # none has the name of a template
        services.save_group(office, "test", group, {"name_fa": f"گروه {group}"})
    permit = db.session().query(Service).filter_by(office_id=office, code="wall_permit").one()
    services.delete_service(office, "test", permit.id)
    before = journal.position(db.session(), office)[0]

    from_template.add_services(office, "test", ["wall_permit"])

    (made,) = (group for group in db.session().query(ServiceGroup) if group.id not in known)
    told = [entry.facts for entry in journal.after_sequence(db.session(), office, before, 100)]
    (of_group,) = (facts for facts in told if facts.get("what") == "service_group")
    assert (of_group["row"], of_group["changes"]["name_fa"]) == (made.id, [None, made.name_fa])
