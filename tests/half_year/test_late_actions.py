"""No corrective action ends late without a word: it reaches the heads and the mayor, and the reports say so."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.half_year.queries import progress as queries
from deskq.half_year.queries import reports
from deskq.half_year.rules import reviews
from deskq.half_year.rules.reviews import Review
from deskq.half_year.service import actions, progress, versions
from deskq.staff import queries as staff_queries
from deskq.units import queries as unit_queries
from tests.tools.refusals import refused_at

WHY = "پیمانکار نیامد"


@pytest.fixture
def worker(number_of) -> int:
    return number_of("revenue")


@pytest.fixture
def finish(office, worker):
    """``finish(action)``: its person records that it is done."""
    return lambda action: progress.add_step(office, "person:2", worker, action, "پر شد", "", True, True)


def late_work(browser) -> bool:
    return "It is late: ask who does it" in browser.get("/work?lang=en&of=all").text


@pytest.mark.parametrize(
    ("days", "reached"), [(0, []), (1, ["civil"]), (7, ["civil"]), (8, ["civil", "deputy", "mayor"])]
)
def test_a_late_one_reaches_the_head_and_after_a_week_the_heads_above(
    office, promise, half, worker, at_due, sign_in, client, days, reached
):
    progress.assign(office, "person:1", promise(half).id, worker)
    at_due(days)

    told = []
    for name in ("civil", "deputy", "mayor", "city", "planner"):
        told += [name] if late_work(sign_in(name)) else []
        client.post("/sign-out")

    assert told == reached


def test_the_mayor_reads_of_late_ones_among_the_figures_of_the_town(promise, half, at_due, sign_in):
    promise(half, "چاله‌ها پر می‌شود")
    pages = []
    for days in (0, 1):
        at_due(days)
        pages.append(sign_in("mayor").get("/work?lang=en").text)

    assert ["Late corrective actions" in page for page in pages] == [False, True]
    assert "چاله‌ها پر می‌شود" in pages[1]


def test_the_hall_page_lists_late_ones_for_who_may_read_reports(promise, half, at_due, sign_in, client):
    promise(half, "چاله‌ها پر می‌شود")
    at_due(3)

    supervisor = sign_in("supervisor").get("/manage?lang=en").text
    client.post("/sign-out")
    admin = sign_in("admin").get("/manage?lang=en").text

    assert "1 corrective action is late" in supervisor
    assert "3 days late, not finished" in supervisor
    assert "corrective action is late" not in admin


def test_the_review_of_one_that_was_finished_late_begins_so_and_cannot_call_it_kept(
    office, mayor, promise, half, finish, at_due, sign_in
):
    action = promise(half).id
    at_due(2)
    finish(action)

    page = sign_in("mayor").get(f"/manage/half-year/promises/{action}?lang=en").text
    assert '<option value="late" selected>' in page
    assert "after the promised day" in page

    with refused_at("outcome"):
        actions.review(office, "person:1", mayor, action, Review("kept", half.after.last))
    late = Review("late", half.after.last + timedelta(days=2), None, WHY)
    assert actions.review(office, "person:1", mayor, action, late).outcome == "late"


@pytest.fixture
def not_kept(office, mayor, promise, half, worker, at_due):
    """An action that was not kept; it got a new day, ten days after the review."""
    action = promise(half).id
    progress.assign(office, "person:1", action, worker)
    at_due(5)
    actions.review(office, "person:1", mayor, action, Review("not_kept", None, clock.today() + timedelta(days=10), WHY))
    return action


def test_one_that_was_not_kept_goes_on_in_the_next_report_with_its_person(office, half, not_kept, worker, at_due):
    (again,) = reports.actions(db.session(), office, half.after)

    assert (again.again_of_id, again.person_id) == (not_kept, worker)
    assert jalali.gregorian(again.due_day) == clock.today() + timedelta(days=10)
    at_due(16)
    assert [row.id for row in queries.late_actions(db.session(), office, clock.today())] == [again.id]
    assert [row.id for row in reports.promises(db.session(), office, half.after.after)] == [again.id]


def test_another_review_moves_or_ends_what_goes_on(office, mayor, half, not_kept):
    (again,) = reports.actions(db.session(), office, half.after)
    progress.add_step(office, "person:2", mayor, again.id, "سفارش داده شد", "", False, True)
    later = clock.today() + timedelta(days=30)

    actions.review(office, "person:1", mayor, not_kept, Review("not_kept", None, later, WHY))
    moved = [(row.id, jalali.gregorian(row.due_day)) for row in reports.actions(db.session(), office, half.after)]
    actions.review(office, "person:1", mayor, not_kept, Review("not_kept", None, None, WHY))

    assert moved == [(again.id, later)]
    assert reports.actions(db.session(), office, half.after) == []


def test_what_goes_on_is_changed_in_its_review_alone(office, said, half, not_kept, sign_in):
    (again,) = reports.actions(db.session(), office, half.after)

    with pytest.raises(reviews.GoesOn):
        actions.remove(office, "person:1", again.id)

    page = sign_in("mayor").get(f"/manage/half-year/{half.after}?lang=en").text
    assert "goes on from the report before" in page
    assert f"/manage/half-year/actions/{again.id}" not in page


def test_the_published_report_says_that_an_action_is_late_until_the_next_one_reviews_it(
    office, half, published, finish, at_due, page
):
    (action,) = reports.actions(db.session(), office, half)
    at_due(0)
    before = page(f"/published/{half}?lang=en")
    at_due(2)
    late = page(f"/published/{half}?lang=en")
    finish(action.id)
    finished = page(f"/published/{half}?lang=en")

    assert "not finished" not in before
    assert "2 days late, not finished" in late
    assert "after the promised day" in finished
    assert reports.versions(db.session(), office, half)[0].public == published.public
    assert versions.digest(published.public) in finished


def test_an_action_of_a_unit_without_a_head_is_the_work_of_all_its_people(
    office, promise, half, units, at_due, sign_in
):
    promise(half)
    unit_queries.unit(db.session(), office, units["civil_works"]).head_id = None
    staff_queries.person_by_name(db.session(), "planner").unit_id = units["civil_works"]
    db.session.commit()
    at_due(-3)

    assert "Do it, and record the proof" in sign_in("planner").get("/work?lang=en").text
