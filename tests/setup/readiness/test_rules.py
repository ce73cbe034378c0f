"""Which steps of each part are done, what the others would stop, and what comes next: by plain values."""

from dataclasses import dataclass, replace

import pytest

from deskq.core.text.names import Name
from deskq.service_sheets.rules.content import APPLICANT, Content, Stage
from deskq.setup import rules as queue_rules
from deskq.setup.readiness import rules
from deskq.setup.readiness.rules import Town
from deskq.setup.readiness.steps import STEPS
from deskq.setup.readiness.words import LACK_WORDS, PART_WORDS, STEP_NAMES

LIGHTING, PARKS, CIVIL = Name("روشنایی", "Lighting"), Name("فضای سبز", "Parks"), Name("عمران", "Civil works")


@dataclass
class Person:
    id: int
    role: str
    unit_id: int | None = None


@dataclass
class Unit:
    id: int
    code: str
    name: Name
    head_id: int | None = None
    parent_id: int | None = None


@dataclass
class Category:
    name: Name
    unit_id: int | None
    code: str = "lighting"


def sheet(*stages: Stage, route: str = "بازرسی") -> Content:
    return Content(name=Name("پروانه", "Permit"), stages=stages, complaint_route=Name(route, route))


EMPTY = Town(
    unused=(), queue=("office",), people=(Person(1, "admin"),),
    units=(Unit(8, "inspectorate", Name("بازرسی", "Inspectorate")),), categories=(), begins=frozenset({8}), intake=8,
    given_units=("inspectorate",), sealed_read=False, readers={}, unread={8}, sheets=(), boxes=0, districts=0,
    has_map=False, report_day=False, happened=(), marks={},
)  # fmt: skip
#: Everything that is needed is here; nothing has happened yet.
READY = replace(
    EMPTY,
    queue=queue_rules.KEYS,
    people=(
        Person(1, "admin"), Person(2, "clerk"), Person(3, "operator"), Person(4, "expert", 7), Person(5, "executive"),
        Person(6, "inspectorate"),
    ),
    units=(Unit(7, "civil", CIVIL), *EMPTY.units),
    categories=(Category(LIGHTING, 7),),
    sealed_read=True, readers={7: {4}, 8: {6}}, unread=(),
    sheets=(sheet(Stage("opening", Name("آغاز", "Opening"), "desk", at_desk=True), Stage("check", CIVIL, "civil")),),
    boxes=1, districts=3, has_map=True, report_day=True,
)  # fmt: skip


def step(town: Town, key: str) -> rules.Step:
    return next(step for part in rules.parts(town) for step in part.steps if step.key == key)


def lack(town: Town, key: str) -> tuple[str, tuple[Name, ...]]:
    found = step(town, key).lack
    assert found is not None
    return found.kind, found.names


def test_an_empty_town_lacks_every_needed_step_but_its_office_and_begins_with_the_hours():
    found = rules.parts(EMPTY)

    assert [step.key for part in found for step in part.steps if step.state == "done"] == ["office", "own_readers"]
    assert not any(part.works for part in found)
    assert rules.next_step(found).key == "hours"


def test_a_town_with_everything_only_waits_for_its_events():
    found = rules.parts(READY)

    needed = [step.key for part in found for step in part.missing if step.kind.needed]
    assert needed == ["first_ticket", "first_answer", "first_receipt", "first_opening", "first_report"]
    assert all(part.works for part in found)


def test_a_part_that_is_not_used_lacks_nothing():
    found = {part.key: part for part in rules.parts(replace(EMPTY, unused=("messages", "queue")))}

    assert not found["messages"].used
    assert (found["messages"].steps, found["messages"].minutes, found["messages"].next) == ((), 0, None)
    assert found["boxes"].missing


@pytest.mark.parametrize(("unread", "kind"), [((), "categories"), ({8}, "categories_nobody")])
def test_a_category_without_a_unit_reaches_nobody_where_nobody_reads_what_arrives(unread, kind):
    town = replace(READY, unread=unread, categories=(Category(LIGHTING, None), Category(PARKS, 7)))

    assert lack(town, "categories") == (kind, (LIGHTING,))


def test_a_category_whose_unit_was_closed_lacks_one_and_what_fits_no_category_needs_none():
    closed = replace(READY, categories=(Category(LIGHTING, 99),))
    other = replace(READY, categories=(*READY.categories, Category(Name("دیگر", "Something else"), None, "other")))

    assert lack(closed, "categories") == ("categories", (LIGHTING,))
    assert step(other, "categories").state == "done"


def test_a_unit_without_anybody_is_read_by_the_unit_above_or_by_nobody():
    covered, unread = replace(READY, readers={8: {6}}), replace(READY, readers={8: {6}}, unread={7})

    assert step(covered, "readers").state == "done"
    assert lack(covered, "own_readers") == ("own_readers", (CIVIL,))
    assert not step(covered, "own_readers").kind.needed
    assert lack(unread, "readers") == ("readers", (CIVIL,))
    assert lack(unread, "categories") == ("categories_nobody", (LIGHTING,))
    assert step(unread, "own_readers").state == "done"


def test_a_stage_for_which_there_is_nobody_is_named_by_its_service():
    town = replace(READY, readers={8: {6}}, people=READY.people[:3])

    assert lack(town, "stage_units") == ("stage_units", (Name("پروانه", "Permit"),))


def test_a_stage_of_the_applicant_needs_nobody_and_one_at_the_desk_needs_a_clerk():
    stages = (Stage("a", CIVIL, "civil", kind=APPLICANT), Stage("b", CIVIL, "desk", at_desk=True))
    town = replace(READY, units=(), sheets=(sheet(*stages),))

    assert step(town, "stage_units").state == "done"
    assert step(replace(town, people=(Person(1, "admin"),)), "stage_units").state == "missing"


def test_a_stage_in_a_unit_without_people_is_done_by_the_unit_above():
    civil, works = Unit(7, "civil", CIVIL, parent_id=9), Unit(9, "works", Name("امور", "Works"))
    nobody = replace(READY, people=READY.people[:3], units=(civil, works), readers={})  # it takes no messages
    of_works = replace(nobody, people=(*nobody.people, Person(4, "expert", 9)))
    headed = replace(nobody, units=(civil, replace(works, head_id=3)))

    assert [step(town, "stage_units").state for town in (of_works, nobody, headed)] == ["done", "missing", "done"]


@pytest.mark.parametrize(
    ("key", "fact"),
    [("districts", {"districts": 0}), ("map", {"has_map": False}), ("report_day", {"report_day": False})],
)
def test_what_may_be_left_for_later_is_missing_and_stops_nothing(key, fact):
    town = replace(READY, **fact)

    assert lack(town, key) == (key, ())
    assert all(part.works for part in rules.parts(town))
    assert step(replace(town, marks={key: "skipped"}), key).state == "skipped"


def test_one_person_alone_in_a_unit_of_a_stage_lacks_a_second():
    assert lack(READY, "substitutes") == ("substitutes", (CIVIL,))
    both = replace(READY, people=(*READY.people, Person(9, "expert", 7)))

    assert step(both, "substitutes").state == "done"


def test_a_receipt_without_a_complaint_route_is_named():
    assert lack(replace(READY, sheets=(sheet(route=""),)), "receipt")[0] == "receipt"


def test_only_a_step_that_is_not_needed_can_be_left_and_only_one_that_a_person_judges_confirmed():
    marks = {"deadlines": "done", "channels": "skipped", "operator": "skipped", "confidential": "done"}
    town = replace(EMPTY, marks=marks)

    assert [step(town, key).state for key in marks] == ["done", "skipped", "missing", "missing"]


def test_what_comes_after_a_step_is_next_in_its_part_and_then_in_the_town():
    found = rules.parts(EMPTY)

    def after(key: str, town=found) -> str | None:
        following = rules.step_after(town, key)
        return following.key if following else None

    assert after("operator") == "readers"
    assert after("first_answer") == "units", "what was passed over comes before another part"
    assert after("first_answer", rules.parts(replace(READY, marks={"deadlines": "done", "channels": "done"}))) == (
        "first_ticket"
    )


def test_needed_steps_come_before_optional_ones():
    town = replace(READY, queue=tuple(key for key in queue_rules.KEYS if key != "devices"), happened=("first_ticket",))
    queue = rules.parts(town)[0]

    assert queue.works
    assert (queue.next.key, queue.minutes) == ("devices", 0)


def test_every_step_has_its_words():
    assert {kind.key for kind in STEPS} == set(STEP_NAMES) == set(rules.LACKS)
    assert {kind.part for kind in STEPS} == set(PART_WORDS)
    assert set(STEP_NAMES) - {"categories_none"} <= set(LACK_WORDS)
    assert all(len(kind.key) <= 20 for kind in STEPS), "the column of marks"
