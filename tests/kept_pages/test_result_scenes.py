"""Results of ratings and appeals against them, where there is much, little or nothing to show."""

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.queue.service import calls, in_hall, serve
from deskq.ratings import service as rating_service
from deskq.ratings.appeals import service as appeals
from deskq.ratings.models import Rating
from deskq.ratings.questionnaire import ITEMS, REASONS
from deskq.staff import service as staff
from tests.conftest import PASSWORD
from tests.kept_pages import prepare
from tests.kept_pages.check import check
from tests.ratings.past_visits import PastVisit, days_ago, write_visits

RATINGS = "/manage/ratings"
REPORT = "/manage/reports"


@pytest.mark.parametrize("few", [True, False])
def test_results_of_ratings(scene, few):
    name = "few-ratings" if few else "many-ratings"
    office = scene(name)
    count = 40 if few else 720
    visits = [past_visit(number, few) for number in range(count)]
    if not few:  # in a week of its own, with few comments
        visits += [PastVisit(days_ago(200), 5, comment=f"چند تا {number}", mark="burst") for number in range(3)]
    write_visits(prepare.office(), visits)
    pages = [f"{RATINGS}?of=14051", f"{RATINGS}?period=month&of=140505", RATINGS, f"{RATINGS}?period=week"]
    office.look("supervisor", *pages)
    office.look("inspectorate", *pages[:2])
    office.look("moradi", "/counters/1")
    prepare.open_counter(1, "moradi")
    office.look("moradi", "/counters/1/panel")
    office.look("supervisor", f"{REPORT}?from=1405/03/01&to=1405/06/31", REPORT)

    check(name, office.pages)


def past_visit(number: int, few: bool) -> PastVisit:
    score = (5, 4, 4, 2, 1, 2)[number % 6] if number % 7 else None
    items = [code for number, code in enumerate(ITEMS) if number % 5 or number < 6]
    asked = () if few else (items[number % len(items)], items[(number + 7) % len(items)])
    said = "" if few or number % 2 else f"گفته {number}"
    return PastVisit(
        days_ago(70 + number % 100),
        score=score,
        counter=1 + number % 4,
        service=("renewal_levy", "building_permit", "art77")[number % 3],
        comment=said if score else "",
        reasons=list(REASONS)[number % len(REASONS)] if score and not few else "",
        source=("phone", "kiosk", "tablet")[number % 3],
        mark="burst" if not few and number % 60 == 3 else None,
        waited=5 + number % 70,
        outcome="not_possible" if number % 11 == 0 else "done",
        state="absent" if number % 13 == 0 else "done",
        answers=dict.fromkeys(asked, 1 + number % 5),
    )


def test_a_period_that_has_just_begun(scene):
    office = scene("begun")
    prepare.at_hour(10, day=22)  # the first day of a month
    office.look("supervisor", f"{RATINGS}?period=month")
    prepare.at_hour(10, day=28)  # a Saturday
    office.look("supervisor", f"{RATINGS}?period=week")
    db.session.remove()
    write_visits(prepare.office(), [PastVisit(days_ago(40), score=5 if number < 5 else None) for number in range(12)])
    office.look("supervisor", RATINGS, f"{RATINGS}?period=month&of=140507")

    check("begun", office.pages)


def test_visitors_whom_nobody_called(scene):
    office = scene("not-called")
    visits = [
        PastVisit(days_ago(90), score=1 + number % 5, state="absent", reasons=why(number)) for number in range(60)
    ]
    write_visits(prepare.office(), visits)
    office.look("supervisor", f"{RATINGS}?of=14051", f"{REPORT}?from=1405/05/01&to=1405/06/31")

    check("not-called", office.pages)


def why(number: int) -> str:
    return "waiting" if number == 0 else "conduct"


def test_appeals(scene):
    office = scene("appeals")
    staff.create_person(prepare.office(), staff.NewPerson("second", "بازرس دوم", "inspectorate", PASSWORD), "test")
    clerk = prepare.open_counter(1, "moradi")
    made = []
    for score, comment, reasons in ((1, "شلوغ بود", ["conduct", "waiting"]), (2, "", []), (None, "", [])):
        ticket = prepare.arrive("info_desk")
        calls.call_next(clerk)
        serve.start(clerk)
        serve.finish(clerk, "not_possible" if score == 2 else "done")
        if score:
            rating_service.rate(prepare.office(), ticket.id, score, "kiosk", reasons, comment)
        today = clock.now().astimezone(clock.zone()).date()
        made.append(appeals.make_appeal(prepare.office(), prepare.person("moradi"), today, ticket.code, f"why {score}"))
    pages = [f"{RATINGS}/appeals/{row.id}" for row in made]
    office.look("inspectorate", f"{RATINGS}/appeals", *pages)
    office.look("moradi", "/account/appeals")
    prepare.later(hours=30)
    prepare.change(Rating, made[0].ticket_id, mark="burst")
    office.look("inspectorate", f"{RATINGS}/appeals", *pages)
    office.send("inspectorate", f"{pages[0]}/decision", verdict="", reason="")
    office.send("inspectorate", f"{pages[0]}/decision", verdict="upheld", ground="", reason="x")
    office.send("inspectorate", f"{pages[0]}/decision", verdict="not_upheld", ground="", reason="")
    appeals.decide(
        prepare.office(), prepare.person("second"), made[0].id, appeals.AppealDecision(True, "other_visit", "because")
    )
    appeals.decide(prepare.office(), prepare.person("second"), made[1].id, appeals.AppealDecision(False, "", "because"))
    office.look("inspectorate", f"{RATINGS}/appeals", *pages)
    office.look("moradi", "/account/appeals")
    office.look("supervisor", *(f"/manage/tickets/{row.ticket_id}" for row in made))

    check("appeals", office.pages)


def test_an_appeal_about_a_visit_in_the_hall(scene):
    office = scene("appeal-hall")
    moradi, answered = prepare.person("moradi"), prepare.arrive("info_desk")
    in_hall.answer(prepare.office(), f"person:{moradi}", moradi, answered.id)
    today = clock.now().astimezone(clock.zone()).date()
    made = appeals.make_appeal(prepare.office(), moradi, today, answered.code, "why")
    office.look("inspectorate", f"{RATINGS}/appeals", f"{RATINGS}/appeals/{made.id}")

    check("appeal-hall", office.pages)
