"""Rating on the ticket's page: faces, then optional reasons and comment."""

import re

import pytest

from deskq.access import identity
from deskq.core import secrets as secrets_core
from deskq.core.extensions import db
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import issue
from deskq.ratings.models import Rating, RatingAnswer


def test_a_rating_by_one_tap_can_get_a_comment(client, visit, rated):
    ticket, token = visit()

    assert 'value="5"' in client.get(f"/t/{token}").text
    tapped = client.post(f"/t/{token}/rating", data={"score": "5"})
    told = client.post(f"/t/{token}/rating/words", data={"reasons": ["conduct", "order"], "comment": "سپاس"})

    assert (tapped.status_code, tapped.location) == (303, f"/t/{token}")
    assert told.status_code == 303
    kept = rated(ticket)
    assert (kept.score, kept.source, kept.reasons, kept.comment) == (5, "phone", "conduct,order", "سپاس")


@pytest.mark.parametrize(
    "path", ["/t/forged", "/t/forged/rating/questions", "/r/forged", "/t/forged/door", "/t/forged/complaint"]
)
def test_an_invalid_link_says_what_to_do(client, path):
    answer = client.get(f"{path}?lang=en")

    assert answer.status_code == 404
    assert "Please open it again from your ticket or the text message." in answer.text


@pytest.mark.parametrize("form", [{}, {"score": ""}, {"score": "6"}, {"score": "good"}, {"score": "5", "source": "x"}])
def test_an_invalid_score_is_refused(client, visit, rated, form):
    ticket, token = visit()

    assert client.post(f"/t/{token}/rating", data=form).status_code == 422
    assert rated(ticket) is None


def test_a_late_rating_is_refused_with_an_explanation(client, visit, later):
    _, token = visit()
    later(hours=24, seconds=1)

    assert client.post(f"/t/{token}/rating", data={"score": "5"}).status_code == 409
    assert "has passed" in client.get(f"/t/{token}?lang=en").text


def test_a_rating_is_followed_by_two_fixed_questions(client, visit, rated, look):
    ticket, token = visit()
    client.post(f"/t/{token}/rating", data={"score": "2"})
    first, second = rated(ticket).asked.split(",")

    page = client.get(f"/t/{token}").text
    assert f'name="answer-{first}"' in page
    assert f'name="answer-{second}"' in page
    client.post(f"/t/{token}/rating/words", data={f"answer-{first}": "1", f"answer-{second}": "0"})

    assert {(row.item, row.value) for row in look().query(RatingAnswer)} == {(first, 1), (second, 0)}
    assert "Your comment too" in client.get(f"/t/{token}?lang=en").text
    assert 'name="comment"' not in client.get(f"/t/{token}").text


@pytest.mark.parametrize("answer", ["6", "-1", "1.5", "good", "۵", "5" * 5000])
def test_an_invalid_answer_is_refused_and_the_form_can_be_sent_again(client, visit, rated, answer):
    ticket, token = visit()
    client.post(f"/t/{token}/rating", data={"score": "2"})

    sent = {"comment": "خوب", f"answer-{rated(ticket).asked.split(',')[0]}": answer}
    assert client.post(f"/t/{token}/rating/words", data=sent).status_code == 422
    assert rated(ticket).words_at is None


def test_two_browsers_of_one_visitor_rate_once(browser, visit, rated):
    ticket, token = visit()
    one, other = browser(), browser()
    assert one.post(f"/t/{token}/rating", data={"score": "4"}).status_code == 303

    assert other.post(f"/t/{token}/rating", data={"score": "2"}).status_code == 409
    assert "Thank you, we have your rating" in other.get(f"/t/{token}?lang=en").text
    assert one.post(f"/t/{token}/rating/words", data={"comment": "first"}).status_code == 303
    assert other.post(f"/t/{token}/rating/words", data={"comment": "second"}).status_code == 409
    assert (rated(ticket).score, rated(ticket).comment) == (4, "first")


def test_the_secret_of_one_visit_can_rate_no_other_and_a_guessed_one_nothing(client, visit, rated):
    (mine, token), (theirs, _) = visit(), visit()
    for guess in (token[:-1] + ("-" if token[-1] == "_" else "_"), str(mine.id), token.swapcase()):
        assert client.post(f"/t/{guess}/rating", data={"score": "1"}).status_code == 404
    client.post(f"/t/{token}/rating", data={"score": "1", "visit": str(theirs.id)})
    client.post(f"/t/{token}/rating", data={"score": "1"})

    assert rated(theirs) is None
    assert rated(mine).score == 1


def test_a_visit_cannot_be_rated_before_the_service(client, office, rated):
    token = secrets_core.new()
    ticket = issue(office, "test", NewTicket("renewal_levy", token))

    assert 'name="score"' not in client.get(f"/t/{token}").text
    assert client.post(f"/t/{token}/rating", data={"score": "1"}).status_code == 409
    assert client.post(f"/t/{token}/rating/words", data={"comment": "x"}).status_code == 404
    assert rated(ticket) is None


def test_the_form_asks_for_no_name_and_its_comment_can_be_left_empty(client, visit, rated):
    ticket, token = visit()
    client.post(f"/t/{token}/rating", data={"score": "2"})

    for page in (f"/t/{token}", f"/t/{token}/rating/questions"):
        fields = set(re.findall(r'name="([^"]+)"', client.get(page).text))
        assert all(name in KNOWN or name.startswith("answer-") for name in fields), fields
    assert client.post(f"/t/{token}/rating/words", data={"comment": ""}).status_code == 303
    assert rated(ticket).comment == ""


KNOWN = {"csrf_token", "csrf-token", "reasons", "comment", "viewport", "google", "theme-color"}


def test_very_many_ratings_of_one_address_are_neither_lost_nor_duplicated(limited):
    """Visits that ended, then one address that rates without end: up to the bound each is kept, then it is told 429."""
    office = identity.office_id()
    secrets = [secrets_core.new() for _ in range(130)]
    for secret in secrets:
        cancel(office, issue(office, "test", NewTicket("renewal_levy", secret)).id)

    answers = [limited.post(f"/t/{secret}/rating", data={"score": "5"}) for secret in secrets]
    english = limited.post(f"/t/{secrets[-1]}/rating?lang=en", data={"score": "5"})

    assert [answer.status_code for answer in answers] == [303] * 120 + [429] * 10
    assert all("کمی صبر کنید و دوباره" in answer.text for answer in answers[120:])
    assert english.status_code == 429
    assert "Too many requests. Please wait a moment and try again." in english.text
    db.session.remove()
    kept = db.session().query(Rating).all()
    assert len(kept) == 120
    assert {rating.mark for rating in kept} == {"burst"}
