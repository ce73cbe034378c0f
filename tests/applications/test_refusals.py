"""What is asked without a word, for nobody, for an unknown stage or too often: refused, and nothing is moved."""

import pytest

from deskq.application_tracking import service as tracking
from deskq.application_tracking.queries import APPLICANT
from deskq.applications.models import ApplicationDocument
from deskq.applications.queries import application as queries
from deskq.applications.rules.citizen import MOST_CALLS, WITHIN, ManyCalls
from deskq.applications.rules.progress import UnknownStage
from deskq.applications.service import citizen, endings, stages
from deskq.citizen_check import queries as citizen_check
from deskq.citizen_check.rules import MOST_BROWSERS
from deskq.citizen_check.tries import Browser
from deskq.core.errors import InvalidInput
from deskq.core.extensions import db
from tests.applications.applicants import lacking

__all__ = ["lacking"]


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda who: stages.wait(who, "inspection", "دلیل", "nobody"), "whom"),
        (lambda who: stages.wait(who, "inspection", " ", "applicant"), "words"),
        (lambda who: stages.skip(who, "inspection", " "), "words"),
        (lambda who: stages.ask_documents(who, "inspection", " \n \n"), "words"),
        (lambda who: stages.ask_payment(who, "inspection", "12", "34", "دوازده میلیون"), "amount"),
        (lambda who: stages.ask_payment(who, "inspection", "12", "34", "1" * 16), "amount"),
        (lambda who: stages.ask_payment(who, "inspection", "12", "34", "1,500.75"), "amount"),
        (lambda who: stages.ask_payment(who, "inspection", "12", "-"), "payment_id"),
        (lambda who: stages.ask_payment(who, "inspection", "bill", "34"), "bill_number"),
        (lambda who: endings.refuse(who, " "), "words"),
        (lambda who: endings.reveal(who, " "), "why"),
    ],
)
def test_what_is_missing_at_a_stage_is_named_and_the_stage_stays(opened, action, stage_states, now_of, act, field):
    made = opened()
    papers = db.session().query(ApplicationDocument).count()

    with pytest.raises(InvalidInput) as refused:
        act(action("planner", made))

    assert set(refused.value.fields) == {field}
    assert (now_of(made.id).state, stage_states(made.id)["inspection"]) == ("open", "here")
    assert db.session().query(ApplicationDocument).count() == papers


@pytest.mark.parametrize(
    ("button", "typed", "wrong"),
    [
        ("stages/inspection/wait_payment", {"bill_number": "bill", "payment_id": "", "amount": "دو میلیون"},
         ("bill_number", "payment_id", "amount")),
        ("documents", {}, ("documents",)),
    ],
)  # fmt: skip
def test_each_line_of_what_is_wrong_leads_to_its_field(opened, sign_in, button, typed, wrong):
    made = opened()

    page = sign_in("planner").post(f"/applications/{made.id}/{button}", data=typed | {"turn": str(made.turn)})

    assert page.status_code == 422
    for name in wrong:
        place = f"{button.removeprefix('stages/').replace('/', '-')}-{name}"
        assert f'href="#{place}"' in page.text
        assert f'id="{place}"' in page.text


def test_neither_an_objection_nor_its_decision_is_without_words(opened, action, now_of):
    made = opened()
    endings.refuse(action("planner", made), "کاربری ملک فضای سبز است.")

    with pytest.raises(InvalidInput) as objected:
        endings.object_to_refusal(action("karimi", made), " ")
    state = now_of(made.id).state
    endings.object_to_refusal(action("karimi", made), "نامه دارم.")
    with pytest.raises(InvalidInput) as decided:
        endings.decide_objection(action("inspectorate", made), " ", upheld=True)

    assert [set(one.value.fields) for one in (objected, decided)] == [{"words"}, {"words"}]
    assert (state, now_of(made.id).state) == ("refused", "objected")


@pytest.mark.parametrize(
    "act",
    [
        lambda who: stages.complete(who, "nothing"),
        lambda who: stages.skip(who, "nothing", "دلیل"),
        lambda who: stages.wait(who, "nothing", "دلیل", "applicant"),
        lambda who: stages.ask_documents(who, "nothing", "سند"),
        lambda who: stages.ask_payment(who, "nothing", "12", "34"),
        lambda who: stages.resume(who, "nothing"),
    ],
)
def test_a_stage_that_the_application_has_not_is_unknown(opened, action, now_of, act):
    made = opened()

    with pytest.raises(UnknownStage):
        act(action("planner", made))

    assert now_of(made.id).turn == made.turn


def test_an_applicant_who_sends_no_file_is_asked_for_one(lacking, look):
    made = lacking.id

    with pytest.raises(InvalidInput) as refused:
        citizen.send_files(lacking, "deed", [])

    assert set(refused.value.fields) == {"photos"}
    assert "send_files" not in [one.verb for one in queries.steps(look(), made)]


def test_an_applicant_is_called_back_a_few_times_a_day(opened, action, later, now_of):
    made = opened()
    for _ in range(MOST_CALLS):
        citizen.ask_call(made, "")
        stages.called(action("planner", made), "راهنمایی شد")

    with pytest.raises(ManyCalls):
        citizen.ask_call(made, "")

    assert now_of(made.id).call_asked_at is None
    later(seconds=WITHIN.total_seconds())
    assert citizen.ask_call(made, "").call_asked_at is not None


def test_of_many_browsers_the_one_proven_longest_ago_is_forgotten(opened, later, look):
    made = opened()
    browsers = [f"browser {number}" for number in range(MOST_BROWSERS + 1)]

    for browser in browsers:
        later(minutes=1)
        assert tracking.prove(made, "4567", Browser(None, browser))

    known = [one.browser for one in citizen_check.browsers(look(), APPLICANT, made.id)]
    assert known == browsers[:0:-1]
