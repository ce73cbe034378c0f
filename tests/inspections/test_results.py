"""Results finish the stage once; whatever comes later is a remark, and nothing is stored twice."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from deskq.applications.models import ApplicationStep
from deskq.applications.queries import rebuild as application_journal
from deskq.applications.service import endings, stages
from deskq.core import clock
from deskq.core.db.journal import Entry
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.inspections.models import InspectionPhoto, InspectionResult
from deskq.inspections.queries import rows
from deskq.inspections.queries.rebuild import rebuild
from deskq.inspections.rules import results as rules
from deskq.inspections.service import results, tours
from deskq.inspections.service.results import Report, ResultSentAlready, TooManyInspectionPhotos
from deskq.inspections.service.tours import TourSeenOlder
from deskq.staff.models import Person
from tests.inspections.conftest import act, person_id, today


def report(office: int, application: int, key: str = "key-of-phone-1", who: str = "planner", **told: object):
    wanted = {"outcome": "fits", **told}
    return results.report(act(who, application, office), Report(key, "inspection", **wanted))


def test_a_result_that_fits_finishes_the_stage_and_the_applicant_reads_it(toured, office, stage_states, look):
    tour, (made,) = toured()

    stored = report(office, made, words="همه چیز درست است.", checks={"access": "yes", "use": "no"}, tour_id=tour)

    assert stored.standing == "counted"
    assert stored.checks == "access=yes use=no"
    assert stage_states(made)["inspection"] == "done"
    assert stage_states(made)["report"] == "here"
    step = look().query(ApplicationStep).order_by(ApplicationStep.id.desc()).first()
    assert (step.verb, step.words) == ("complete", "مطابق است: همه چیز درست است.")


def test_a_second_phone_is_kept_as_a_remark_and_changes_nothing(toured, office, stage_states):
    _, (made,) = toured()
    first = report(office, made)

    second = report(office, made, "key-of-phone-2", outcome="does_not_fit", words="یک طبقه اضافه است.")

    assert (first.standing, second.standing) == ("counted", "remark")
    assert second.words == "یک طبقه اضافه است."
    assert stage_states(made)["inspection"] == "done"
    assert rows.finishing(db.session(), made, "inspection").id == first.id


def test_an_inspection_that_was_not_possible_leaves_the_stage_and_can_be_done_another_day(toured, office, stage_states):
    _, (made,) = toured()

    tried = report(office, made, outcome="not_possible", words="کسی در را باز نکرد.")

    assert (tried.standing, stage_states(made)["inspection"]) == ("counted", "here")
    assert report(office, made, "key-of-phone-2").standing == "counted"
    assert stage_states(made)["inspection"] == "done"


@pytest.mark.parametrize(
    ("press", "state", "stage"),
    [
        (lambda who: endings.withdraw(who, "ملک فروخته شد."), "withdrawn", "here"),
        (lambda who: stages.ask_documents(who, "inspection", "نقشه"), "incomplete", "documents"),
    ],
    ids=["withdrawn", "documents"],
)
def test_a_result_for_what_has_ended_or_waits_for_documents_is_kept_as_a_remark(
    toured, office, now_of, stage_states, press, state, stage
):
    _, (made,) = toured()
    press(act("planner", made, office))

    assert report(office, made).standing == "remark"
    assert (now_of(made).state, stage_states(made)["inspection"]) == (state, stage)


def test_what_does_not_fit_needs_words_and_a_result_an_outcome_and_one_of_the_unit(toured, office, stage_states):
    _, (made,) = toured()

    for told in ({"outcome": ""}, {"outcome": "perhaps"}, {"outcome": "does_not_fit"}, {"outcome": "not_possible"}):
        with pytest.raises(InvalidInput):
            report(office, made, **told)
    with pytest.raises(Forbidden):
        report(office, made, who="revenue")
    assert stage_states(made)["inspection"] == "here"


@pytest.mark.parametrize(("ago", "kept"), [(timedelta(hours=3), True), (-timedelta(hours=1), False),
                                           (timedelta(days=31), False)])  # fmt: skip
def test_the_time_of_the_phone_is_kept_where_it_can_be_right(ago, kept):
    now = datetime(2026, 11, 24, 7, tzinfo=UTC)

    assert rules.noted_at(now - ago, now) == (now - ago if kept else now)
    assert rules.noted_at(None, now) == now


def test_a_photo_is_added_once_and_no_more_than_eight(toured, office, look):
    _, (made,) = toured()
    stored = report(office, made)
    add = lambda key: results.add_photo(office, "test", person_id("planner"), stored.key, key, f"{key}.webp")  # noqa: E731

    for number in range(rules.MOST_PHOTOS):
        add(f"photo-{number}")
    add("photo-0")
    with pytest.raises(TooManyInspectionPhotos):
        add("photo-9")

    assert look().query(InspectionPhoto).count() == rules.MOST_PHOTOS


def test_a_tour_is_changed_by_hand_and_an_older_page_is_refused(toured, planner):
    tour_id, made = toured(3)
    first = rows.stops(db.session(), tour_id)
    turn = rows.tour(db.session(), planner().office_id, tour_id).turn

    tours.change(planner(), tour_id, turn, "down", first[0].id)
    with pytest.raises(TourSeenOlder):
        tours.change(planner(), tour_id, turn, "down", first[0].id)
    tours.change(planner(), tour_id, None, "remove", first[2].id)

    assert [one.id for one in rows.stops(db.session(), tour_id)] == [first[1].id, first[0].id]
    tours.change(planner(), tour_id, None, "shortest")
    assert {one.application_id for one in rows.stops(db.session(), tour_id)} < set(made)


def test_a_tour_is_changed_by_somebody_of_its_inspectors_unit_and_by_nobody_of_another(toured, planner):
    tour_id, _ = toured(2)
    first = rows.stops(db.session(), tour_id)[0].id
    with pytest.raises(NotFound):
        tours.change(planner("revenue"), tour_id, None, "down", first)
    inspector, other = (db.session().get_one(Person, person_id(name)) for name in ("planner", "revenue"))
    other.unit_id = inspector.unit_id
    db.session().commit()

    tours.change(planner("revenue"), tour_id, None, "down", first)

    assert [one.id for one in rows.stops(db.session(), tour_id)][1] == first


def test_a_tour_is_planned_for_today_or_sixty_days_later_at_most(toured, placed, planner):
    made = placed(36.1, 52.2)
    yesterday = clock.now().date() - timedelta(days=1)

    with pytest.raises(InvalidInput):
        tours.plan(planner(), person_id("planner"), yesterday, [(made.id, "inspection")])
    with pytest.raises(InvalidInput):
        tours.plan(planner(), person_id("planner"), clock.now().date(), [])
    furthest = today() + tours.FURTHEST
    with pytest.raises(InvalidInput):
        tours.plan(planner(), person_id("planner"), furthest + timedelta(days=1), [(made.id, "inspection")])
    assert tours.plan(planner(), person_id("planner"), furthest, [(made.id, "inspection")]).day == furthest


def test_the_journal_alone_tells_tours_results_and_stages(toured, planner, office, look):
    tour_id, made = toured(3)
    stops = rows.stops(db.session(), tour_id)
    tours.change(planner(), tour_id, None, "up", stops[2].id)
    report(office, made[0], tour_id=tour_id)
    report(office, made[0], "key-of-phone-2", outcome="not_possible", words="در بسته بود.")
    stored = report(office, made[1], "key-of-phone-3", outcome="does_not_fit", words="یک طبقه اضافه است.")
    results.add_photo(office, "test", person_id("planner"), stored.key, "photo-1", "a.webp")

    session = look()
    entries = [(one.kind, json.loads(one.body)) for one in session.scalars(select(Entry).order_by(Entry.sequence))]
    told = rebuild(entries)

    now = tuple((one.application_id, one.stage) for one in rows.stops(session, tour_id))
    assert told.tours[tour_id].stops == now
    assert told.results == {
        one.id: (one.application_id, one.stage, one.outcome, one.standing) for one in session.query(InspectionResult)
    }
    assert told.photos == {stored.id: 1}
    rebuilt = application_journal.rebuild(entries)
    assert {rebuilt[one].progress.stages["inspection"] for one in made[:2]} == {"done"}
    assert rebuilt[made[2]].progress.stages["inspection"] == "here"
    assert "یک طبقه" not in json.dumps(entries, ensure_ascii=False)


@pytest.mark.parametrize(
    "changed",
    [{"outcome": "does_not_fit", "words": "دیوار کج است."}, {"words": "همه چیز درست است."}, {"checks": {"use": "no"}}],
)
def test_a_form_sent_again_is_stored_once_and_with_another_result_not_called_recorded(toured, office, look, changed):
    _, (made,) = toured()
    assert report(office, made).id == report(office, made).id

    with pytest.raises(ResultSentAlready):
        report(office, made, **changed)

    assert [one.outcome for one in look().query(InspectionResult)] == ["fits"]


def test_a_key_of_one_place_says_nothing_about_another(toured, office, stage_states):
    _, (one, other) = toured(2)
    report(office, one)

    with pytest.raises(ResultSentAlready):
        report(office, other)

    assert stage_states(other)["inspection"] == "here"
