"""The last step of an application, pressed by mistake, is taken back: all is as before it, and both stay in the
history."""

from datetime import timedelta

import pytest

from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.queries.shown import shown
from deskq.applications.rules import take_back as rules
from deskq.applications.service import citizen, endings, stages, take_back
from deskq.applications.service.edit import SeenOlder
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.errors import Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from tests.applications.conftest import BOTH
from tests.conftest import MORNING

DAY = timedelta(days=1)
WHY = "دکمهٔ درخواست دیگری را زدم."


@pytest.fixture
def rows(look):
    """``rows(id)``: everything stored of the application and its stages but its revision."""

    def read(application_id: int) -> list[dict[str, object]]:
        session = look()
        found = [session.get_one(Application, application_id), *queries.stages(session, application_id)]
        return [{one.key: getattr(row, one.key) for one in row.__table__.columns if one.key != "turn"} for row in found]

    return read


def last(application: Application) -> int:
    db.session.remove()
    return queries.steps(db.session(), application.id)[-1].id


def verbs(application: Application) -> list[str]:
    db.session.remove()
    return [one.verb for one in queries.steps(db.session(), application.id)]


@BOTH
@pytest.mark.parametrize(
    ("who", "press"),
    [
        ("planner", lambda who, made: stages.complete(who, "inspection", "بازدید شد")),
        ("planner", lambda who, made: endings.refuse(who, "کاربری فضای سبز است.")),
        ("supervisor", lambda who, made: endings.withdraw(who, "تلفنی گفت")),
    ],
)
def test_a_press_that_was_a_mistake_is_taken_back_whole(opened, action, rows, who, press):
    made = opened()
    clock.fix(MORNING + 2 * DAY)
    before = rows(made.id)
    press(action(who, made), made)
    assert rows(made.id) != before
    clock.fix(MORNING + 3 * DAY)

    take_back.take_back(action(who, made), last(made), WHY)

    assert rows(made.id) == before
    step = queries.steps(db.session(), made.id)[-1]
    assert (step.verb, step.words, step.person_id) == ("take_back", WHY, action(who, made).person_id)
    assert verbs(made)[-2:] == [queries.steps(db.session(), made.id)[-2].verb, "take_back"]


def test_a_wrong_decision_on_an_objection_is_taken_back(action, rows, opened_and_refused):
    made = opened_and_refused()
    endings.object_to_refusal(action("karimi", made), "نامه دارم")
    before = rows(made.id)
    for upheld in (False, True):
        endings.decide_objection(action("inspectorate", made), "نامه درست است.", upheld=upheld)
        with pytest.raises(Forbidden):
            take_back.take_back(action("planner", made), last(made), WHY)

        take_back.take_back(action("inspectorate", made), last(made), WHY)

        assert rows(made.id) == before


def test_the_promise_that_a_wrong_end_of_a_pause_made_returns_and_the_pause_goes_on(opened, action, now_of, rows):
    made = opened()
    for code in ("inspection", "report", "zoning", "plan_order"):
        stages.complete(action("planner", made), code)
    clock.fix(MORNING + 10 * DAY)
    before, promised = rows(made.id), now_of(made.id).due_at
    stages.complete(action("planner", made), "plans")
    assert now_of(made.id).due_at == promised + 10 * DAY

    take_back.take_back(action("planner", made), last(made), WHY)

    assert rows(made.id) == before
    assert now_of(made.id).paused_at == MORNING
    promises = shown(db.session(), now_of(made.id)).promises
    assert [one.due for one in promises] == [promised, promised + 10 * DAY, promised]


def test_a_stage_taken_back_can_be_done_anew_and_taken_back_anew(opened, action, stage_states):
    made = opened()
    for _ in range(2):
        stages.complete(action("planner", made), "inspection")
        take_back.take_back(action("planner", made), last(made), WHY)

    stages.complete(action("planner", made), "inspection")

    assert stage_states(made.id) | {"inspection": "done", "report": "here"} == stage_states(made.id)
    assert verbs(made).count("take_back") == 2


def test_it_is_possible_until_the_end_of_the_next_working_day(action, now_of, opened_and_refused):
    made = opened_and_refused()
    step, day_ends = last(made), MORNING.replace(hour=20, minute=30)
    clock.fix(day_ends + DAY + timedelta(seconds=1))

    with pytest.raises(rules.TooLateToTakeBack):
        take_back.take_back(action("planner", made), step, WHY)
    assert now_of(made.id).state == "refused"
    clock.fix(day_ends + DAY)
    assert take_back.take_back(action("planner", made), step, WHY).state == "open"


@pytest.mark.parametrize("who", ["revenue", "karimi", "civil"])
def test_nobody_else_takes_it_back(action, now_of, who, opened_and_refused):
    made = opened_and_refused()

    with pytest.raises((Forbidden, NotFound)):
        take_back.take_back(action(who, made), last(made), WHY)

    assert now_of(made.id).state == "refused"


def test_after_something_else_was_done_it_stays(opened, action, now_of):
    made = opened()
    stages.complete(action("planner", made), "inspection")
    step = last(made)
    stages.complete(action("planner", made), "report")
    with pytest.raises(rules.DoneSince):
        take_back.take_back(action("planner", made), step, WHY)
    endings.refuse(action("planner", made), "کاربری فضای سبز است.")
    refusal = last(made)
    endings.object_to_refusal(action("karimi", made), "نامه دارم")

    for wrong in (step, refusal, 999_999):
        with pytest.raises(rules.DoneSince):
            take_back.take_back(action("planner", made), wrong, WHY)
    assert now_of(made.id).state == "objected"


def test_a_wish_to_be_called_about_the_mistake_does_not_keep_it(action, now_of, opened_and_refused):
    made = opened_and_refused()
    step = last(made)
    citizen.ask_call(now_of(made.id), "چرا رد شد؟")

    take_back.take_back(action("planner", made), step, WHY)

    now = now_of(made.id)
    assert (now.state, now.arrived_at) == ("open", now.call_asked_at)


def test_what_an_import_has_changed_or_an_applicant_did_or_whose_applicant_was_erased_stays(opened, action, office):
    pressed = []
    for press in (
        lambda made: stages.complete(action("planner", made), "inspection"),
        lambda made: citizen.withdraw(made, "پشیمان شدم", sure=True),
        lambda made: endings.withdraw(action("planner", made), "تلفنی گفت"),
    ):
        made = opened()
        press(made)
        pressed.append((action("planner", made), last(made)))
    imported, _, erased = (who.application_id for who, _ in pressed)
    with transaction(office, "import:1") as tx:
        next(one for one in queries.stages(tx.session, imported) if one.code == "report").state = "outside"
        tx.session.get_one(Application, erased).erased_at = tx.at

    for who, step in pressed:
        with pytest.raises(rules.DoneSince):
            take_back.take_back(who, step, WHY)


def test_without_a_reason_nothing_is_taken_back(opened, action):
    made = opened()
    stages.complete(action("planner", made), "inspection")

    with pytest.raises(InvalidInput) as refused:
        take_back.take_back(action("planner", made), last(made), "  ")

    assert set(refused.value.fields) == {"words"}


def test_pressed_twice_it_is_taken_back_once(opened, action, office, now_of):
    made = opened()
    stages.complete(action("planner", made), "inspection")
    endings.refuse(action("planner", made), "کاربری فضای سبز است.")
    step, turn = last(made), now_of(made.id).turn
    take_back.take_back(action("planner", made, turn), step, WHY)
    before = journal.position(db.session(), office)

    again = take_back.take_back(action("planner", made, turn), step, WHY)

    assert again.state == "open"
    assert journal.position(db.session(), office) == before
    with pytest.raises(rules.DoneSince):
        take_back.take_back(action("supervisor", made, turn), step, WHY)


def test_a_page_that_is_older_than_a_wish_of_the_applicant_is_refused(opened, action, now_of):
    made = opened()
    stages.complete(action("planner", made), "inspection")
    step, turn = last(made), now_of(made.id).turn
    citizen.ask_call(now_of(made.id), "")

    with pytest.raises(SeenOlder):
        take_back.take_back(action("planner", made, turn), step, WHY)
