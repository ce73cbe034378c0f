"""What staff and applicants read, and applicants are texted, when the last step is taken back."""

from datetime import timedelta

import pytest

from deskq.applications.models import ApplicationStage
from deskq.applications.service import endings, stages, take_back
from deskq.core import clock
from tests.applications.test_take_back import WHY, last
from tests.conftest import MORNING
from tests.tools.forms import form_of

DAY = timedelta(days=1)


def test_who_was_texted_about_the_mistake_is_texted_that_it_was_one(told, opened, action):
    made = opened()
    told()
    endings.refuse(action("planner", made), "کاربری فضای سبز است.")
    assert len(told()) == 1

    take_back.take_back(action("planner", made), last(made), WHY)

    (text,) = told()
    assert "پیام قبلی ما اشتباه بود" in text
    assert WHY not in text


@pytest.mark.parametrize(
    "press",
    [lambda who: endings.refuse(who, "کاربری فضای سبز است."), lambda who: stages.complete(who, "inspection")],
    ids=["not texted yet", "never texted"],
)
def test_who_was_not_texted_of_the_step_is_not_texted_at_all(told, opened, action, press):
    made = opened()
    told()
    press(action("planner", made))

    take_back.take_back(action("planner", made), last(made), WHY)

    assert told() == []


def test_the_page_says_what_is_taken_back_and_the_history_keeps_both(sign_in, now_of, opened_and_refused):
    made = opened_and_refused()
    address = f"/applications/{made.id}"
    planner = sign_in("planner")
    page = planner.get(f"{address}?lang=en").text
    form = form_of(page, f"{address}/last-step/return")
    assert "You take back “Refused”." in page

    empty = planner.post(f"{address}/last-step/return?lang=en", data=form.changed(words=[""]))
    done = planner.post(f"{address}/last-step/return?lang=en", data=form.changed(words=[WHY]))

    assert (empty.status_code, done.status_code) == (422, 303)
    assert "Please write why it is taken back." in empty.text
    after = planner.get(f"{address}?lang=en").text
    assert "Taken back. The application is as it was before this step." in after
    assert "<s>Refused</s></b> <small>(taken back)</small>" in after
    assert "Step taken back</b>: <s>Refused</s>" in after
    assert f'action="{address}/last-step/return"' not in after
    assert now_of(made.id).state == "open"


def test_who_cannot_take_it_back_has_no_button(opened, action, sign_in):
    made = opened()
    stages.complete(action("planner", made), "inspection")

    def is_offered(name: str) -> bool:
        return "/last-step/return" in sign_in(name).get(f"/applications/{made.id}").text

    assert is_offered("planner")
    assert not is_offered("karimi")
    clock.fix(MORNING + 3 * DAY)
    assert not is_offered("planner")


def test_a_late_press_is_refused_in_words_and_the_reason_stays_on_the_page(opened, action, sign_in):
    made = opened()
    stages.complete(action("planner", made), "inspection")
    planner, address = sign_in("planner"), f"/applications/{made.id}"
    form = form_of(planner.get(address).text, f"{address}/last-step/return")
    stages.complete(action("planner", made), "report")

    late = planner.post(f"{address}/last-step/return?lang=en", data=form.changed(words=[WHY]))

    assert late.status_code == 409
    assert "this is no longer the last step" in late.text
    assert WHY in late.text


def test_the_tracking_page_says_that_the_refusal_was_a_mistake(action, client, opened_and_refused):
    made = opened_and_refused()
    assert "کاربری فضای سبز است." in client.get(f"/track/{made.code}").text

    take_back.take_back(action("planner", made), last(made), WHY)

    page = client.get(f"/track/{made.code}?lang=en").text
    assert "Our mistake: “Refused” was taken back on" in page
    assert WHY in page
    assert "کاربری فضای سبز است." not in page


def test_an_application_that_waited_waits_again_for_the_same_reason(opened, action, client, look):
    made = opened()
    stages.wait(action("planner", made), "inspection", "کلید ملک", "applicant")
    stages.complete(action("planner", made), "inspection")

    take_back.take_back(action("planner", made), last(made), WHY)

    row = look().query(ApplicationStage).filter_by(application_id=made.id, code="inspection").one()
    assert (row.state, row.waits_since, row.ended_at, row.person_id) == ("applicant", MORNING, None, None)
    assert "کلید ملک" in client.get(f"/track/{made.code}").text
