"""Settings of messages that are refused by the services themselves, whatever a form has let through."""

import pytest
from sqlalchemy import func, select

from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from deskq.message_admin.service import city_map, lists, policy, questions, ready_answers, units
from deskq.message_settings.models import Category, CityPlan, District, MessageClass, MessagePolicy, ReadyAnswer
from deskq.message_settings.models import MessageQuestion as Question
from deskq.message_settings.question_rules import CHOICE, LONGEST
from deskq.staff.models import Person
from deskq.units.models import Unit
from tests.offices.conftest import north
from tests.tools.admin_pages import row
from tests.tools.refusals import refused_at

__all__ = ["north", "row"]

NAMED = {"code": "fresh", "name_fa": "تازه", "name_en": "Fresh", "position": 7, "offered": True}
CLASS = {**NAMED, "amount": 3, "measure": "days"}
CATEGORY = {**NAMED, "icon": "info", "unit_id": None, "proof": False, "permit": False}
ANSWER = {**NAMED, "category_id": None, "outcome": None, "text_fa": "انجام شد.", "text_en": ""}
UNIT = {**NAMED, "parent_id": None, "head_id": None}
EDGES = {"north": 36_090_000, "south": 36_050_000, "west": 49_650_000, "east": 49_730_000}


@pytest.fixture
def wrong(north):
    """``wrong(Unit)``: ids that no field of this office may have: of a row that is gone, and of one of another
    office."""
    return lambda model: (9999, db.session.scalars(select(model.id).where(model.office_id == north)).first())


@pytest.fixture
def refused(look):
    """``refused(Unit, save, ...)``: the fields that the refusal to save names; no row of that table was added."""

    def fields(model: type, save, *given: object) -> set[str]:
        count = select(func.count()).select_from(model)
        before = look().scalar(count)
        with pytest.raises(InvalidInput) as refusal:
            save(*given)
        assert look().scalar(count) == before
        return set(refusal.value.fields)

    return fields


@pytest.mark.parametrize(("edge", "value", "field"), [
    ("south", EDGES["north"], "south"), ("north", EDGES["south"] - 1, "south"),
    ("west", EDGES["east"], "east"), ("east", EDGES["west"] - 1, "east"),
])  # fmt: skip
def test_the_edges_of_a_map_are_in_their_order(edge, value, field, office, look):
    before = [getattr(look().get_one(CityPlan, office), name) for name in EDGES]

    with refused_at(field):
        city_map.save_plan(office, "test", {**EDGES, edge: value})

    assert [getattr(look().get_one(CityPlan, office), name) for name in EDGES] == before


def test_a_class_that_kinds_use_is_not_taken_off_the_list_by_its_form_and_another_is(office, row):
    for code in ("normal", "complaint", "suggestion"):
        found = row(MessageClass, code=code)
        with pytest.raises(lists.ClassStays):
            lists.save_class(office, "test", found.id, {"offered": False})
        lists.save_class(office, "test", found.id, {"offered": True})
        assert row(MessageClass, code=code).offered

    lists.save_class(office, "test", row(MessageClass, code="urgent").id, {"offered": False})

    assert not row(MessageClass, code="urgent").offered


@pytest.mark.parametrize(("field", "model"), [("class_id", MessageClass), ("unit_id", Unit)])
def test_a_category_refers_to_a_class_and_a_unit_of_its_office(field, model, office, row, wrong, refused):
    fields = {**CATEGORY, "class_id": row(MessageClass, code="normal").id}

    for number in wrong(model):
        assert refused(Category, lists.save_category, office, "test", None, {**fields, field: number}) == {field}


def test_a_category_does_not_go_to_a_closed_unit(office, row, refused):
    archive = row(Unit, code="archive").id
    units.offer_unit(office, "test", archive, False)
    fields = {**CATEGORY, "class_id": row(MessageClass, code="normal").id, "unit_id": archive}

    assert refused(Category, lists.save_category, office, "test", None, fields) == {"unit_id"}


@pytest.mark.parametrize(
    ("model", "save", "fields"),
    [
        (MessageClass, lists.save_class, CLASS),
        (District, lambda *given: lists.save_row(District, *given), NAMED),
        (ReadyAnswer, ready_answers.save_ready_answer, ANSWER),
        (Unit, units.save_unit, UNIT),
    ],
)
def test_a_code_is_given_once_and_a_row_keeps_its_own(model, save, fields, office, refused):
    made = save(office, "test", None, fields).id

    assert refused(model, save, office, "test", None, fields) == {"code"}
    assert save(office, "test", made, {**fields, "position": 8}).position == 8


@pytest.mark.parametrize("field", ["intake_unit_id", "inspectorate_unit_id"])
def test_messages_begin_at_units_of_their_office(field, office, row, wrong, refused):
    before = row(MessagePolicy)
    fields = {name: getattr(before, name) for name in ("intake_unit_id", "inspectorate_unit_id")}

    for number in wrong(Unit):
        assert refused(MessagePolicy, policy.save_policy, office, "test", {**fields, field: number}) == {field}

    assert {name: getattr(row(MessagePolicy), name) for name in fields} == fields


def test_a_ready_answer_is_for_a_category_of_its_office_and_an_outcome_that_is_chosen_by_hand(office, wrong, refused):
    given = [("category_id", number) for number in wrong(Category)]
    given += [("outcome", outcome) for outcome in ("perhaps", "", "duplicate")]

    for field, value in given:
        fields = {**ANSWER, field: value}
        assert refused(ReadyAnswer, ready_answers.save_ready_answer, office, "test", None, fields) == {field}, value


@pytest.mark.parametrize(("field", "model"), [("parent_id", Unit), ("head_id", Person)])
def test_a_unit_has_a_parent_and_a_head_of_its_office(field, model, office, wrong, refused):
    for number in wrong(model):
        assert refused(Unit, units.save_unit, office, "test", None, {**UNIT, field: number}) == {field}


def test_who_is_not_active_becomes_no_head_and_stays_the_head_they_were(office, row, refused):
    gone = row(Person, sign_in_name="city")
    gone.active = False
    made = Unit(office_id=office, code="headed", name_fa="تازه", head_id=gone.id)
    db.session.add(made)
    db.session.commit()
    fields = {**UNIT, "head_id": gone.id}

    assert refused(Unit, units.save_unit, office, "test", None, fields) == {"head_id"}
    kept = units.save_unit(office, "test", made.id, {**fields, "code": "headed", "position": 8})

    assert (kept.position, kept.head_id) == (8, gone.id)


@pytest.mark.parametrize("long", ["options_fa", "options_en"])
def test_an_answer_to_a_question_is_short_in_both_languages(long, office, refused):
    category = db.session.scalars(select(Category.id).where(Category.office_id == office)).first()
    options = {"options_fa": "چراغ\nتیر", "options_en": "Lamp\nPole"}
    options[long] = options[long].replace("\n", "x" * LONGEST + "\n")
    fields = {**NAMED, **options, "category_id": category, "kind": CHOICE, "required": True, "when_id": None}

    wrong = refused(Question, questions.save_question, office, "test", None, {**fields, "when_answer": ""})

    assert wrong == {"options_fa"}
