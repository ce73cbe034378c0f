"""Who sees what of an appeal; the clerk's page is identical whether the visit was rated or not."""

import re

import pytest

from deskq.core.text import jalali, persian
from deskq.ratings import service as ratings
from deskq.ratings.appeals import service
from deskq.ratings.models import RatingAppeal
from tests.ratings.appeals.conftest import NOT_UPHELD, UPHELD, WHY, today


def test_the_response_to_an_appeal_does_not_reveal_whether_the_visit_was_rated(office, sign_in, people, visit):
    """The clerk's page and its answers to the letter, but for the number of the token."""
    clerk, seen = sign_in("shafiei"), []
    for rated in (False, True):
        ticket, _ = visit(2)
        if rated:
            ratings.rate(office, ticket.id, 1, "phone", comment="بد بود")
        sent = {"day": jalali.short_date(today()), "code": ticket.code, "why": WHY}
        answers = [clerk.post("/account/appeals", data=sent) for _ in range(2)]
        answers.append(clerk.post("/account/appeals", data={**sent, "why": "دوباره"}))
        seen.append([(one.status_code, plain(one.text, ticket)) for one in answers])
        ticket_appeal = service.make_appeal(office, people["shafiei"], today(), ticket.code, WHY)
        assert ticket_appeal.state == "open"

    assert [status for status, _ in seen[0]] == [303, 303, 409]
    first, second = ([text.count("وارد") for _, text in one] for one in seen)
    assert first == second
    assert "بد بود" not in clerk.get("/account/appeals").text


def plain(text: str, ticket) -> str:
    return re.sub(r"\s+", " ", text.replace(persian.persian_digits(ticket.code), "N"))


def test_the_clerk_sees_the_decision_without_reason_or_score_and_others_what_is_theirs(office, own, decided, sign_in):
    ratings.rate(office, own.id, 1, "phone", comment="خیلی بد")
    made = decided(UPHELD)

    page = sign_in("shafiei").get("/account/appeals").text
    history = sign_in("supervisor").get(f"/manage/tickets/{own.id}").text
    english = sign_in("inspectorate").get(f"/manage/ratings/appeals/{made.id}?lang=en").text

    assert "وارد است" in page
    assert WHY in page
    assert UPHELD.reason not in page
    assert "خیلی بد" not in page
    assert "اعتراض کرد" in history
    assert "وارد دانست" in history
    assert "،" not in english.replace(WHY, "").replace(UPHELD.reason, "")


@pytest.mark.parametrize("verdict", [UPHELD, NOT_UPHELD])
def test_the_clerks_page_is_the_same_with_and_without_a_rating(office, people, visit, later, sign_in, look, verdict):
    pages = []
    for rated in (True, False):
        ticket, _ = visit(2)
        if rated:
            ratings.rate(office, ticket.id, 1, "phone")
        made = service.make_appeal(office, people["shafiei"], today(), ticket.code, WHY)
        later(hours=25)
        service.decide(office, people["inspectorate"], made.id, verdict)
        text = sign_in("shafiei").get("/account/appeals").text
        pages.append(sorted(set(re.findall(r'appeals-state">(.*?)</span>', text, re.S))))
        session = look()
        session.delete(session.get(RatingAppeal, made.id))
        session.commit()

    assert pages[0] == pages[1] != []


def test_the_inspectorate_sees_the_score_and_the_comment(office, own, appeal, sign_in, later):
    ratings.rate(office, own.id, 2, "phone", ["conduct"], "منتظر ماندم")
    made = appeal()
    later(hours=25)
    inspector = sign_in("inspectorate")

    assert own.code in persian.ascii_digits(inspector.get("/manage/ratings/appeals").text)
    page = inspector.get(f"/manage/ratings/appeals/{made.id}").text
    assert "منتظر ماندم" in page
    assert "ضعیف" in page
    assert WHY in page


def test_the_results_page_shows_the_inspectorate_how_many_appeals_are_pending(own, appeal, sign_in):
    inspector = sign_in("inspectorate")
    assert "to be decided" not in inspector.get("/manage/ratings?lang=en").text

    appeal()

    assert "Appeals: 1 to be decided" in inspector.get("/manage/ratings?lang=en").text


def test_the_inspectorate_decides_by_the_form_once(own, appeal, sign_in, later, rows):
    made = appeal()
    later(hours=25)
    inspector, address = sign_in("inspectorate"), f"/manage/ratings/appeals/{made.id}"
    assert "نظری ثبت نشده است" in inspector.get(address).text
    sent = {"verdict": "not_upheld", "ground": "", "reason": "چون چنین است"}

    without_ground = inspector.post(f"{address}/decision", data={**sent, "verdict": "upheld"})
    answer = inspector.post(f"{address}/decision", data=sent)
    other = inspector.post(f"{address}/decision", data={**sent, "verdict": "upheld", "ground": "abuse"})

    assert (without_ground.status_code, "چون چنین است" in without_ground.text) == (422, True)
    assert (answer.status_code, other.status_code) == (303, 409)
    assert [row.state for row in rows()] == ["not_upheld"]


@pytest.mark.parametrize("who", ["supervisor", "admin", "shafiei", "operator", "mayor"])
def test_only_the_inspectorate_may_open_appeals(sign_in, appeal, who):
    made = appeal()
    reader = sign_in(who)

    for path in ("/manage/ratings/appeals", f"/manage/ratings/appeals/{made.id}"):
        assert reader.get(path).status_code == 403
