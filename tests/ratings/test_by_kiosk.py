"""Rating at the kiosk by a ticket number of today: five faces, one question; nothing about other visits."""

import pytest

from deskq.access import identity
from deskq.core import secrets
from deskq.core.extensions import db
from deskq.core.text import persian
from deskq.office import config_cache
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import issue
from deskq.ratings import service
from deskq.ratings.models import RatingAnswer
from deskq.ratings.questionnaire import REASONS
from tests.conftest import PASSWORD
from tests.tools.device_pairing import paired


def test_a_visit_is_found_by_its_number_and_rated(kiosk, visit, rated, look):
    ticket, _ = visit(2)
    assert "/kiosk/rating" in kiosk.get("/kiosk").text
    assert "keypad-problem" not in kiosk.get("/kiosk/rating").text

    found = kiosk.post("/kiosk/rating?lang=en", data={"code": ticket.code})
    assert f"Number {ticket.code}, finished at counter 2 at 10:00?" in found.text
    persian_digits = kiosk.post("/kiosk/rating", data={"code": persian.persian_digits(ticket.code)})
    tapped = kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "2"})
    assert tapped.text.count('name="reasons"') == len(REASONS)
    said = kiosk.post("/kiosk/rating/reason", data={"code": ticket.code, "reasons": "waiting"})
    item = rated(ticket).asked
    assert f'name="answer-{item}"' in said.text
    told = kiosk.post("/kiosk/rating/answer", data={"code": ticket.code, f"answer-{item}": "3"})

    assert {answer.status_code for answer in (found, persian_digits, tapped, said, told)} == {200}
    assert (rated(ticket).score, rated(ticket).source, rated(ticket).reasons) == (2, "kiosk", "waiting")
    assert [(row.item, row.value) for row in look().query(RatingAnswer)] == [(item, 3)]
    again = kiosk.post("/kiosk/rating/answer", data={"code": ticket.code, f"answer-{item}": "1"})
    assert again.status_code == 409


def test_the_phone_does_not_repeat_the_question_of_the_kiosk(kiosk, client, visit, rated):
    ticket, token = visit(2)
    kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "4"})
    item = rated(ticket).asked
    kiosk.post("/kiosk/rating/answer", data={"code": ticket.code, f"answer-{item}": "3"})

    page = client.get(f"/t/{token}").text

    assert 'name="comment"' in page
    assert f"answer-{item}" not in page


def test_the_page_shows_only_number_counter_and_hour_of_the_visit(kiosk, visit):
    ticket, _ = visit(2)
    about = config_cache.of(db.session(), ticket.office_id)
    page = kiosk.post("/kiosk/rating", data={"code": ticket.code}).text
    main = page[page.index("<main") : page.index("</main>")]

    service_shown = about.services[ticket.service_id]
    for word in (service_shown.name.fa, service_shown.spoken_name.fa, about.priorities[ticket.priority_id].name.fa):
        assert word not in main


@pytest.mark.parametrize(
    ("typed", "status"), [("9999", 404), ("", 422), ("x" * 12, 404), ("<script>", 404), ("' OR 1=1", 404), ("۰", 404)]
)
def test_an_unknown_number_is_reported_on_the_pad(kiosk, visit, typed, status):
    visit(2)

    answer = kiosk.post("/kiosk/rating?lang=en", data={"code": typed})

    assert answer.status_code == status
    assert "There is no visit to rate with this number." in answer.text
    assert "<key-pad" in answer.text
    assert answer.text.count('data-kind="problem"') == 1


def test_a_visit_cannot_be_rated_before_the_service(kiosk, office):
    ticket = issue(office, "test", NewTicket("renewal_levy", secrets.new()))

    answer = kiosk.post("/kiosk/rating?lang=en", data={"code": ticket.code})

    assert answer.status_code == 409
    assert "has not ended yet" in answer.text
    assert kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "1"}).status_code == 409


def test_a_visitor_who_left_can_rate_too(kiosk, office, rated):
    ticket = issue(office, "test", NewTicket("renewal_levy", secrets.new()))
    cancel(office, ticket.id)

    page = kiosk.post("/kiosk/rating?lang=en", data={"code": ticket.code}).text

    assert "left the queue at 10:00?" in page
    kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "1"})
    assert rated(ticket).ending == "cancelled"


def test_a_visit_is_rated_at_a_kiosk_alone_once_and_on_its_day(kiosk, client, office, visit, rated, later):
    (ticket, _), (other, _) = visit(2), visit(2)
    assert client.post("/kiosk/rating/score", data={"code": other.code, "score": "1"}).status_code == 403
    service.rate(office, ticket.id, 5, "phone")

    assert kiosk.post("/kiosk/rating", data={"code": ticket.code}).status_code == 409
    assert kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "1"}).status_code == 409
    assert kiosk.post("/kiosk/rating/answer", data={"code": ticket.code, "answer-overall": "1"}).status_code == 409
    later(hours=20)
    assert kiosk.post("/kiosk/rating", data={"code": other.code}).status_code == 404
    assert (rated(ticket).score, rated(other)) == (5, None)


def test_a_reason_is_optional_and_given_once(kiosk, visit, rated):
    ticket, _ = visit(2)
    kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "4"})

    skipped = kiosk.post("/kiosk/rating/reason", data={"code": ticket.code})
    assert (skipped.status_code, rated(ticket).reasons) == (200, "")
    assert "answer-" in skipped.text
    assert kiosk.post("/kiosk/rating/reason", data={"code": ticket.code, "reasons": "order"}).status_code == 200
    assert kiosk.post("/kiosk/rating/reason", data={"code": ticket.code, "reasons": "waiting"}).status_code == 409
    assert kiosk.post("/kiosk/rating/reason", data={"code": ticket.code, "reasons": "magic"}).status_code == 422

    assert rated(ticket).reasons == "order"


@pytest.mark.parametrize("step", ["reason", "answer"])
def test_a_rating_given_elsewhere_or_long_ago_is_not_shown_at_the_kiosk(kiosk, office, visit, later, step):
    elsewhere, _ = visit(2)
    service.rate(office, elsewhere.id, 1, "phone")
    here, _ = visit(2)
    kiosk.post("/kiosk/rating/score", data={"code": here.code, "score": "1"})
    later(minutes=5, seconds=1)

    for ticket in (elsewhere, here):
        answer = kiosk.post(f"/kiosk/rating/{step}", data={"code": ticket.code})
        assert answer.status_code == 409
        assert "/kiosk/door/" not in answer.text


def test_ratings_by_consecutive_numbers_are_marked_as_a_burst(kiosk, visit, rated):
    tickets = [visit(2)[0] for _ in range(4)]
    for ticket in tickets:
        kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "1"})

    assert [rated(ticket).mark for ticket in tickets] == ["burst"] * 4


def test_ratings_at_a_kiosk_with_a_staff_session_are_marked_as_of_staff(kiosk, visit, rated):
    ticket, _ = visit(2)
    kiosk.post("/sign-in", data={"name": "karimi", "password": PASSWORD})
    kiosk.post("/kiosk/rating/score", data={"code": ticket.code, "score": "5"})

    assert rated(ticket).mark == "staff"


def test_guessing_numbers_is_limited(limited):
    mine = paired(limited, identity.office_id())

    answers = [mine.post("/kiosk/rating", data={"code": str(n)}).status_code for n in range(13)]

    assert answers == [404] * 12 + [429]
