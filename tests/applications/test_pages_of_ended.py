"""The tracking page of an application that has ended says what that means."""

import re

import pytest

from deskq.applications.service import citizen, endings, stages


@pytest.fixture
def read(client):
    """``read(application)``: the words of its tracking page in English."""
    return lambda made: " ".join(re.sub(r"<[^>]+>", " ", client.get(f"/track/{made.code}?lang=en").text).split())


def test_a_dismissed_objection_is_named_with_its_reasons_and_those_of_the_refusal(opened, action, read):
    made = opened()
    endings.refuse(action("planner", made), "در مسیر طرح است.")
    endings.object_to_refusal(action("planner", made), "نامه دارم.")
    endings.decide_objection(action("inspectorate", made), "نامه کافی نیست.", upheld=False)

    text = read(made)

    assert "Objection dismissed Your objection was examined. The application stays refused" in text
    assert "for these reasons: نامه کافی نیست." in text
    assert "Reasons of the refusal در مسیر طرح است." in text


def test_a_refusal_shows_its_reasons_once(opened, action, read):
    made = opened()
    endings.refuse(action("planner", made), "در مسیر طرح است.")

    text = read(made)

    assert text.count("در مسیر طرح است.") == 1
    assert "objection was examined" not in text


def test_a_withdrawn_application_says_that_nobody_works_on_it_and_how_to_go_on(opened, action, read):
    made = opened()
    endings.withdraw(action("planner", made), "متقاضی فروخته است.")

    text = read(made)

    assert "nobody works on it any more. To go on you need a new application" in text
    assert "Reasons متقاضی فروخته است." in text


def test_words_of_an_objection_are_not_the_reasons_of_a_withdrawal(opened, action, read):
    made = opened()
    endings.refuse(action("planner", made), "در مسیر طرح است.")
    endings.object_to_refusal(action("planner", made), "نامه دارم.")
    citizen.withdraw(made, "", sure=True)

    assert "نامه دارم." not in read(made)


def test_nobody_is_asked_to_pay_a_bill_of_an_application_that_has_ended(opened, action, read):
    made = opened("dig_permit", received=frozenset({"utility_letter", "dig_plan", "identity"}))
    stages.complete(action("civil", made), "joint_visit")
    stages.ask_payment(action("revenue", made), "fees", "440010", "7100")
    endings.withdraw(action("revenue", made), "متقاضی فروخته است.")

    text = read(made)

    assert "Not paid. The application has ended; please do not pay this bill." in text
    assert "Not paid yet" not in text
