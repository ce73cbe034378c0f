"""What the commands for staff refuse, field by field, and that nothing is stored then."""

from datetime import date

import pytest

from deskq.core.errors import InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office.models import Service, Skill
from deskq.staff import passwords, queries, rules, service
from deskq.staff.models import Person
from deskq.staff.second_factor import service as second_factor
from deskq.staff.training import rules as training_rules
from deskq.staff.training import service as training
from deskq.staff.training.models import Training
from deskq.staff.training.service import NewTraining
from tests.conftest import PASSWORD
from tests.offices.conftest import north
from tests.staff.conftest import refused

__all__ = ["north"]
NEW = "tk7mq-4x2pz-9tra"
NOBODY = 4711


@pytest.fixture
def people(look):
    """What is stored about each person."""
    return lambda: [
        (row.id, row.name, row.role, row.active, row.epoch, row.password_hash)
        for row in look().query(Person).order_by(Person.id)
    ]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"sign_in_name": ""}, {"sign_in_name"}),
        ({"sign_in_name": " \u200c "}, {"sign_in_name"}),
        ({"sign_in_name": "s" * 61}, {"sign_in_name"}),
        ({"sign_in_name": "Karimi"}, {"sign_in_name"}),
        ({"name": " "}, {"name"}),
        ({"role": "pirate"}, {"role"}),
        ({"unit_id": NOBODY}, {"unit_id"}),
        ({"sign_in_name": "", "name": "", "role": ""}, {"sign_in_name", "name", "role"}),
        ({"password": "short"}, {"new"}),
    ],
)
def test_each_wrong_field_of_a_new_person_is_named(office, people, changes, fields):
    before = people()
    given = {"sign_in_name": "sadeghi", "name": "پروین صادقی", "role": "clerk", "password": NEW, **changes}

    with refused(*fields):
        service.create_person(office, service.NewPerson(**given), "test")
    assert people() == before


@pytest.mark.parametrize(
    ("changes", "fields"),
    [({"name": " "}, {"name"}), ({"role": "pirate"}, {"role"}), ({"unit_id": NOBODY}, {"unit_id"}),
     ({"name": "", "role": ""}, {"name", "role"})],
)  # fmt: skip
def test_each_wrong_field_of_a_person_is_named(person, people, changes, fields):
    karimi = person("karimi").id
    before = people()
    given = {"name": "سارا", "role": "supervisor", "active": True, "services": set(), **changes}

    with refused(*fields):
        service.save_person(karimi, service.PersonChanges(**given), "test")
    assert people() == before


def test_of_two_who_add_the_same_name_at_once_the_second_is_told_so(office, people, monkeypatch):
    """The first is stored after the second was checked, while its password is hashed."""
    hashed = passwords.hash_password

    def slowly(password: str) -> str:
        monkeypatch.setattr(passwords, "hash_password", hashed)
        service.create_person(office, service.NewPerson("sadeghi", "پروین صادقی", "clerk", NEW), "test")
        return hashed(password)

    monkeypatch.setattr(passwords, "hash_password", slowly)

    with refused("sign_in_name"):
        service.create_person(office, service.NewPerson("Sadeghi", "پرویز صادقی", "admin", NEW), "test")
    assert [row[1:3] for row in people()][-1] == ("پروین صادقی", "clerk")


def test_who_is_saved_serves_what_was_chosen_and_nothing_from_before(office, person):
    karimi = person("karimi").id
    levy, desk = (
        db.session().query(Service).filter_by(office_id=office, code=code).one().id
        for code in ("renewal_levy", "info_desk")
    )

    for chosen in ({levy}, {levy, desk}, {desk}, set()):
        service.save_person(karimi, service.PersonChanges("سارا", "clerk", True, chosen), "test")

        db.session.remove()
        assert {skill.service_id for skill in db.session().query(Skill).filter_by(person_id=karimi)} == chosen


@pytest.mark.parametrize(
    ("new", "again", "field"),
    [(NEW, f"{NEW}x", "again"), (NEW, "", "again"), ("abcdefgh-" * 23, "abcdefgh-" * 23, "new")],
)
def test_a_new_password_is_typed_twice_and_is_not_too_long(person, people, new, again, field):
    karimi = person("karimi").id
    before = people()

    with refused(field):
        service.change_password(karimi, PASSWORD, new, again)
    assert people() == before


def test_a_password_may_have_two_hundred_characters_and_not_one_more():
    rules.check_password(("abcdefgh-" * 23)[: rules.LONGEST], "karimi")

    with refused("new"):
        rules.check_password(("abcdefgh-" * 23)[: rules.LONGEST + 1], "karimi")


@pytest.mark.parametrize("name", ["7", "n7", "N7", "bn7c"])
def test_a_long_password_may_contain_a_short_name(name):
    rules.check_password("q0bn7cTzV4x-m2LkP9sd", name)


@pytest.mark.parametrize("new", ["karimi-12345", "123KARIMI456789", "karimikarimikarimi", "karimi-abababababab"])
def test_a_name_counts_for_nothing_in_a_password(new):
    with pytest.raises(InvalidInput) as refused:
        rules.check_password(new, "karimi")

    assert refused.value.fields == {"new": "This password is too easy to guess."}


@pytest.mark.parametrize(
    "act",
    [
        lambda: service.sign_out(NOBODY, "a key"),
        lambda: service.change_password(NOBODY, PASSWORD, NEW, NEW),
        lambda: service.set_password(NOBODY, NEW, "test"),
        lambda: service.sign_out_everywhere(NOBODY, "test"),
        lambda: service.unlock(NOBODY, "test"),
        lambda: service.save_person(NOBODY, service.PersonChanges("نام", "clerk", True, set()), "test"),
        lambda: second_factor.reset(NOBODY, "test"),
    ],
    ids=["sign out", "change password", "set password", "sign out everywhere", "unlock", "save", "second factor"],
)
def test_a_person_who_is_gone_is_not_found(office, people, act):
    before = people()

    with pytest.raises(NotFound):
        act()

    assert people() == before


def test_a_training_ends_on_its_own_day_at_the_earliest():
    day = date(2026, 11, 1)
    training_rules.check(day, day, day)

    with refused("valid_until"):
        training_rules.check(day, date(2026, 10, 31), day)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"people": [NOBODY]}, "people"),
        ({"valid_until": date(2026, 10, 31)}, "valid_until"),
        ({"trained_on": date(2026, 11, 25)}, "trained_on"),
        ({"subject": " "}, "subject"),
        ({"trainer": " "}, "trainer"),
    ],
)
def test_each_wrong_field_of_a_training_is_named(office, person, changes, field):
    given = {
        "people": [person("karimi").id], "subject": "First aid", "trained_on": date(2026, 11, 1), "trainer": "Ahmadi",
    }  # fmt: skip

    with refused(field):
        training.enter(office, "test", NewTraining(**{**given, **changes}))
    assert db.session().query(Training).count() == 0


def test_the_training_of_somebody_of_another_office_is_not_entered(office, north):
    theirs = queries.people(db.session(), north)[0].id

    with refused("people"):
        training.enter(office, "test", NewTraining([theirs], "First aid", date(2026, 11, 1), "Ahmadi"))
    assert db.session().query(Training).count() == 0
