"""The page of an application shows the buttons for what its reader may do with it now, and no others."""

import pytest
from flask import url_for

from deskq.applications.service import citizen, endings, stages

WHOLE = ("extend", "refuse", "withdraw", "object_to_refusal", "decide")


@pytest.fixture
def offered(sign_in, app):
    """``offered("planner", application)``: the actions on the whole application that have a form on the page."""

    def read(name: str, application) -> set[str]:
        page = sign_in(name).get(f"/applications/{application.id}").text
        with app.test_request_context():
            addresses = {one: url_for(f"applications.{one}", application_id=application.id) for one in WHOLE}
        return {one for one, address in addresses.items() if f'action="{address}"' in page}

    return read


def test_each_state_has_its_actions_and_who_cannot_decide_an_objection_reads_who_does(opened, action, offered, sign_in):
    made = opened()
    running = offered("planner", made)
    endings.refuse(action("planner", made), "کاربری فضای سبز است.")
    refused = offered("planner", made)
    endings.object_to_refusal(action("planner", made), "نامه دارم")

    def is_told(name: str) -> bool:
        return "The inspectorate decides the objection." in sign_in(name).get(f"/applications/{made.id}?lang=en").text

    assert running == {"extend", "refuse", "withdraw"}
    assert refused == {"object_to_refusal"}
    assert (offered("planner", made), is_told("planner")) == ({"withdraw"}, True)
    assert (offered("inspectorate", made), is_told("inspectorate")) == ({"extend", "decide"}, False)


@pytest.mark.parametrize(
    ("act", "typed"),
    [
        (
            "stages/joint_visit/wait_payment",
            {"bill_number": "12345678901", "payment_id": "98765432101", "amount": "50"},
        ),
        ("stages/joint_visit/complete", {"words": "بازدید شد", "note": "کوچه تنگ است"}),
        ("extension", {"day": "1405/12/20", "words": "برف می‌بارد"}),
        ("refusal", {"words": "خیابان تازه آسفالت شده است"}),
    ],
)
def test_what_was_typed_stays_when_its_form_is_gone_since_a_colleague_was_faster(sign_in, act, typed, visited):
    made = visited()

    late = sign_in("civil").post(f"/applications/{made.id}/{act}?lang=en", data={"turn": made.turn - 1, **typed})

    assert late.status_code == 409
    assert "You had written:" in late.text
    for text in typed.values():
        assert text in late.text


def test_the_note_of_a_call_that_a_colleague_made_first_stays(sign_in, opened, action):
    made = opened()
    citizen.ask_call(made, "")
    stages.called(action("planner", made), "راهنمایی شد")

    late = sign_in("karimi").post(f"/applications/{made.id}/call", data={"turn": made.turn, "note": "فردا می‌آید"})

    assert late.status_code == 409
    assert "فردا می‌آید" in late.text


def test_what_was_typed_is_in_its_form_alone_while_that_is_on_the_page(sign_in, opened):
    made = opened()

    wrong = sign_in("planner").post(
        f"/applications/{made.id}/stages/inspection/wait_payment?lang=en",
        data={"bill_number": "12345678901", "payment_id": "-"},
    )

    assert wrong.status_code == 422
    assert (wrong.text.count("12345678901"), "You had written:" in wrong.text) == (1, False)
