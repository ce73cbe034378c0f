"""An application is rated when it ended: three questions, each once, by one tap or one digit by SMS."""

import pytest

from deskq.application_ratings import queries, service
from deskq.application_ratings.models import ApplicationRating
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.queries.figures import figures
from tests.sms.conftest import gateway, work
from tests.sms_inbound.gateway_texts import bring

__all__ = ["bring", "gateway", "work"]
PHONE = "09121234567"


def answers(look, application) -> tuple[bool | None, ...]:
    row = look().get(ApplicationRating, application.id)
    return (row.done, row.in_time, row.polite) if row is not None else ()


def test_three_taps_on_the_tracking_page_answer_three_questions_once(ended, citizen, look):
    made = ended()
    applicant = citizen(made)

    for question, answer in (("done", "yes"), ("in_time", "no"), ("polite", "yes")):
        assert applicant.send("rating", question=question, answer=answer).status_code == 303

    assert applicant.send("rating", question="done", answer="no").status_code == 409
    assert answers(look, made) == (True, False, True)
    assert 'name="answer"' not in applicant.look()


def test_the_last_answer_is_taken_back_within_a_minute_and_not_later(ended, citizen, look, later):
    made = ended()
    applicant = citizen(made)
    applicant.send("rating", question="done", answer="no")

    assert applicant.send("rating/undo").status_code == 303
    assert answers(look, made) == ()
    applicant.send("rating", question="done", answer="yes")
    later(seconds=61)
    assert applicant.send("rating/undo").status_code == 409
    assert answers(look, made) == (True, None, None)


def test_only_the_applicant_rates_and_only_after_the_end(ended, opened, citizen, browser):
    running, made = opened(), ended()

    assert citizen(running).send("rating", question="done", answer="yes").status_code == 409
    stranger = browser().post(f"/track/{made.code}/application/rating", data={"question": "done", "answer": "no"})
    assert stranger.status_code == 403
    assert "work-rating" not in citizen(running).look()


def test_a_month_after_the_end_it_is_too_late(ended, citizen, later):
    made = ended()
    later(days=31)

    assert citizen(made).send("rating", question="done", answer="yes").status_code == 409


def test_digits_by_sms_answer_one_question_after_the_other(ended, bring, gateway, work, look, app):
    made = ended()
    work()

    for digit in ("۱", "2", "1"):
        assert bring(text=digit, from_=PHONE).status_code == 200
        work()

    assert answers(look, made) == (True, False, True)
    assert gateway.texts[-3:] == [
        "به موقع بود؟\nپیامک کنید: ۱ بله، ۲ نه",
        "برخورد خوب بود؟\nپیامک کنید: ۱ بله، ۲ نه",
        "سپاسگزاریم، نظرتان رسید.",
    ]


def test_the_sms_about_the_end_asks_where_replies_arrive(ended, gateway, work, app):
    app.config["SMS_REPLIES"] = True
    try:
        ended()
        work()
    finally:
        app.config["SMS_REPLIES"] = False

    assert "کار انجام شد؟ پیامک کنید: ۱ بله، ۲ نه" in gateway.texts[-1]


def test_figures_count_answers_of_applications_that_ended_in_the_half_year(ended, office):
    first, second = ended(), ended()
    service.answer(office, first.id, "done", yes=True)
    service.answer(office, second.id, "done", yes=False)
    service.answer(office, second.id, "polite", yes=True)

    now = clock.now()
    begins, ends = now.replace(day=1), now.replace(day=28)
    assert queries.rated(db.session(), office, begins, ends) == 2
    assert queries.counts(db.session(), office, begins, ends)["done"] == (2, 1)


def test_the_figures_of_the_half_year_have_them_with_those_who_did_not_answer(ended, office):
    first, _ = ended(), ended()
    service.answer(office, first.id, "done", yes=True)

    found = figures(db.session(), office, Half(14052))["voices"]

    assert found["questions"]["done"] == {"asked": 2, "n": 1, "yes": 1}


@pytest.mark.parametrize("question", ["", "fast"])
def test_an_unknown_question_is_refused(ended, citizen, question):
    assert citizen(ended()).send("rating", question=question, answer="yes").status_code == 422
