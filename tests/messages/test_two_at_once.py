"""Two people act on one message at once: one change is stored, the other is refused, and nothing is lost."""

from deskq.core.extensions import db
from deskq.messages.queries import message
from deskq.messages.service import answer as answer_service
from deskq.messages.service import refer as refer_service
from deskq.messages.service.answer import Answer
from deskq.messages.service.refer import refer


def test_the_second_of_two_referrals_is_refused(file, units, action, together):
    made = file()
    first, second = action("operator", made, made.turn), action("supervisor", made, made.turn)

    refused = together(lambda: refer(first, units["civil_works"]), lambda: refer(second, units["city_services"]))

    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "StaleRevision"]
    assert [step.verb for step in message.steps(db.session(), made.id)] == ["register", "refer"]


def test_only_one_of_an_answer_and_a_referral_succeeds(file, units, action, together):
    made = file("suggestion")
    refer(action("operator", made), units["civil_works"])
    head, deputy = action("civil", made, made.turn), action("deputy", made, made.turn)

    refused = together(
        lambda: answer_service.answer(head, Answer("explained", "شد.")),
        lambda: refer_service.pass_on(deputy, units["green_space"], "آنجا"),
    )

    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "StaleRevision"]


def test_an_acceptance_submitted_twice_is_recorded_once(referred, action, together, now_of):
    once = action("civil", referred, referred.turn)

    refused = together(lambda: refer_service.accept(once), lambda: refer_service.accept(once))

    assert sum(one is None for one in refused) == 1
    assert now_of(referred.id).state == "accepted"


def test_an_action_on_an_outdated_page_is_reported_on_the_page_and_changes_nothing(
    sign_in, file, units, action, now_of
):
    made = file()
    seen = made.turn
    refer(action("supervisor", made), units["green_space"])

    answer = sign_in("operator").post(
        f"/inbox/{made.id}/referral", data={"turn": seen, "unit": units["civil_works"], "note": "لطفاً بازدید شود"}
    )

    assert answer.status_code == 409
    assert "لطفاً بازدید شود" in answer.text
    assert f'name="turn" value="{seen + 1}"' in answer.text
    assert now_of(made.id).unit_id == units["green_space"]
