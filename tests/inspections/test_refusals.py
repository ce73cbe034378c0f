"""What is refused of places, tours and photos of inspections, and that nothing is stored then."""

import json

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.inspections.models import InspectionPhoto, InspectionPlace, InspectionResult, InspectionStop, InspectionTour
from deskq.inspections.queries import rows
from deskq.inspections.rules import way
from deskq.inspections.service import places, results, tours
from deskq.inspections.service.results import Report
from deskq.message_settings.models import District
from tests.inspections.conftest import act, person_id, today
from tests.offices.conftest import north

__all__ = ["north"]


@pytest.fixture
def plan(planner):
    """``plan(application_id, "inspection")``: put this stage on the tour of today."""

    def on_tour(application_id: int, stage: str = "inspection", who: str = "planner") -> InspectionTour:
        return tours.plan(planner(who), person_id("planner"), today(), [(application_id, stage)])

    return on_tour


@pytest.mark.parametrize("point", [(90_000_001, 0), (-90_000_001, 0), (0, 180_000_001), (0, -180_000_001)])
def test_a_point_that_is_not_on_the_earth_is_no_place(point, opened, action, look):
    made = opened()

    with pytest.raises(InvalidInput) as refused:
        places.set_place(action("planner", made), "خیابان بهار", None, point)

    assert set(refused.value.fields) == {"lat"}
    assert look().query(InspectionPlace).count() == 0


def test_a_place_has_a_district_of_its_own_office(opened, action, north, office, look):
    made = opened()
    press = action("planner", made)
    own, foreign = (look().query(District).filter_by(office_id=where).first().id for where in (office, north))

    for district in (999, foreign):
        with pytest.raises(InvalidInput) as refused:
            places.set_place(press, "خیابان بهار", district, None)
        assert set(refused.value.fields) == {"district_id"}
    assert look().query(InspectionPlace).count() == 0

    assert places.set_place(press, "خیابان بهار", own, None).district_id == own


def test_a_photo_is_added_to_a_result_of_ones_own_that_is_still_there(toured, office, look):
    _, (made,) = toured()
    results.report(act("planner", made, office), Report("key-1", "inspection", "fits"))
    add = lambda who, key: results.add_photo(office, "test", person_id(who), key, "photo-1", "a.webp")  # noqa: E731

    for who, key in (("planner", "key-2"), ("revenue", "key-1")):
        with pytest.raises(NotFound):
            add(who, key)
    session = look()
    session.query(InspectionResult).one().erased_at = clock.now()
    session.commit()
    with pytest.raises(NotFound):
        add("planner", "key-1")

    assert look().query(InspectionPhoto).count() == 0


def test_a_place_put_on_a_tour_that_is_there_is_told_to_the_journal(toured, placed, plan, office, look):
    tour_id, made = toured(2)
    added = placed(36.2, 52.2).id

    assert plan(added).id == tour_id

    told = [one for one in journal.walk(look(), office) if one.kind == "inspection.tour_changed"]
    on_it = {f"{one}:inspection" for one in (*made, added)}
    assert [set(json.loads(one.body)["stops"].split()) for one in told] == [on_it]


def test_a_tour_has_no_more_stops_than_can_be_visited(toured, planner, look):
    tour_id, _ = toured(1)
    chosen = [(1000 + number, "inspection") for number in range(way.MOST_STOPS)]

    with pytest.raises(tours.TooManyStops):
        tours.plan(planner(), person_id("planner"), today(), chosen)

    assert len(rows.stops(look(), tour_id)) == 1


@pytest.mark.parametrize(
    ("who", "stage", "refusal"),
    [
        ("civil", "inspection", NotFound),  # of no unit of its way
        ("planner", "nothing", NotFound),
        ("planner", "report", NotFound),  # no inspection
        ("revenue", "inspection", Forbidden),  # sees it; the stage is another unit's
    ],
)
def test_only_an_inspection_that_is_the_planners_to_do_is_planned(who, stage, refusal, placed, plan, look):
    made = placed(36.1, 52.2).id

    with pytest.raises(refusal):
        plan(made, stage, who)

    assert look().query(InspectionTour).count() == 0


def test_an_application_that_is_gone_or_of_another_office_is_not_planned(placed, plan, north, look):
    made = placed(36.1, 52.2).id
    session = look()
    session.execute(db.text("UPDATE application SET office_id = :office"), {"office": north})
    session.commit()

    for number in (made, 999):
        with pytest.raises(NotFound):
            plan(number)
    assert look().query(InspectionStop).count() == 0


def test_an_inspection_that_is_done_is_not_planned_again(placed, plan, office, look):
    made = placed(36.1, 52.2).id
    results.report(act("planner", made, office), Report("key-1", "inspection", "fits"))

    with pytest.raises(InvalidInput) as refused:
        plan(made)

    assert set(refused.value.fields) == {"stages"}
    assert look().query(InspectionStop).count() == 0


@pytest.mark.parametrize(("move", "is_there"), [("up", False), ("remove", False), ("sideways", True)])
def test_an_unknown_move_or_stop_changes_no_tour(move, is_there, toured, planner, look):
    tour_id, _ = toured(2)
    before = [one.id for one in rows.stops(look(), tour_id)]

    with pytest.raises(NotFound):
        tours.change(planner(), tour_id, None, move, before[0] if is_there else 999)

    assert [one.id for one in rows.stops(look(), tour_id)] == before
