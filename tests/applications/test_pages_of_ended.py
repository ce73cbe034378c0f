"""The tracking page of an application that has ended says what that means."""

from deskq.applications.service import citizen, endings, stages


def test_a_refusal_shows_its_reasons_once_and_a_dismissed_objection_both(opened_and_refused, action, read):
    made = opened_and_refused()
    refused = read(f"/track/{made.code}?lang=en")
    endings.object_to_refusal(action("planner", made), "نامه دارم.")
    endings.decide_objection(action("inspectorate", made), "نامه کافی نیست.", upheld=False)

    text = read(f"/track/{made.code}?lang=en")

    assert refused.count("کاربری فضای سبز است.") == 1
    assert "objection was examined" not in refused
    assert "Objection dismissed Your objection was examined. The application stays refused" in text
    assert "for these reasons: نامه کافی نیست." in text
    assert "Reasons of the refusal کاربری فضای سبز است." in text


def test_a_withdrawn_application_says_that_nobody_works_on_it_and_how_to_go_on(opened, action, read):
    made = opened()
    endings.withdraw(action("planner", made), "متقاضی فروخته است.")

    text = read(f"/track/{made.code}?lang=en")

    assert "nobody works on it any more. To go on you need a new application" in text
    assert "Reasons متقاضی فروخته است." in text


def test_words_of_an_objection_are_not_the_reasons_of_a_withdrawal(action, read, opened_and_refused):
    made = opened_and_refused()
    endings.object_to_refusal(action("planner", made), "نامه دارم.")
    citizen.withdraw(made, "", sure=True)

    assert "نامه دارم." not in read(f"/track/{made.code}?lang=en")


def test_nobody_is_asked_to_pay_a_bill_of_an_application_that_has_ended(action, read, visited):
    made = visited()
    stages.ask_payment(action("revenue", made), "fees", "440010", "7100")
    endings.withdraw(action("revenue", made), "متقاضی فروخته است.")

    text = read(f"/track/{made.code}?lang=en")

    assert "Not paid. The application has ended; please do not pay this bill." in text
    assert "Not paid yet" not in text
