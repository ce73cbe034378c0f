"""Visits with every ending can be rated: asking only served visitors would bias the results."""

from datetime import date

import pytest

from deskq.core import secrets
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, day, serve
from deskq.queue.service.cancel import cancel
from deskq.queue.service.issue import issue
from deskq.ratings import rules, service


@pytest.fixture
def ended(office, at):
    """``ended("absent")``: a visit that has just ended that way: (ticket, its secret)."""

    def go(how: str):
        counters.open_counter(at(2))
        token = secrets.new()
        ticket = issue(office, "test", NewTicket("renewal_levy", token))
        if how == "cancelled":
            return cancel(office, ticket.id), token
        if how == "expired":
            day.close_day(office, date(2026, 11, 25))
            return ticket, token
        calls.call_next(at(2))
        if how == "absent":
            return serve.mark_absent(at(2)), token
        serve.start(at(2))
        return serve.finish(at(2), "not_possible" if how == "could_not" else "done"), token

    return go


QUESTIONS = {
    "done": "How was your visit?",
    "could_not": "We could not do what you came for. How was your visit?",
    "absent": "We called you, but you were not served. How was it?",
    "cancelled": "You left without being served. How was it?",
    "expired": "The day ended before you were served. How was it?",
}


@pytest.mark.parametrize("how", QUESTIONS)
def test_the_question_fits_the_ending(client, ended, how):
    _, token = ended(how)

    page = client.get(f"/t/{token}?lang=en").text

    assert QUESTIONS[how] in page
    if how in ("done", "could_not"):
        assert ("circle-check" in page) == (how == "done")
        assert ("If a document was missing, please bring it next time." in page) == (how == "could_not")


@pytest.mark.parametrize("how", rules.ENDINGS)
def test_each_ending_begins_the_rating_period_and_is_stored_with_the_rating(
    office, ended, later, set_office, rated, how
):
    set_office(rate_hours=2)
    (ticket, _), (late, _) = ended(how), ended(how)
    service.rate(office, ticket.id, 2, "phone")

    kept = rated(ticket)
    assert (kept.ending, kept.score, kept.service_id) == (how, 2, ticket.service_id)
    later(hours=2, seconds=1)
    with pytest.raises(rules.TooLate):
        service.rate(office, late.id, 5, "phone")


def test_a_returned_visitor_keeps_the_rating_given_while_absent(client, office, at, ended, rated):
    ticket, token = ended("absent")
    client.post(f"/t/{token}/rating", data={"score": "2"})

    calls.call_next(at(2), ticket.id)
    assert 'name="score"' not in client.get(f"/t/{token}").text
    serve.start(at(2))
    serve.finish(at(2))

    assert client.post(f"/t/{token}/rating", data={"score": "5"}).status_code == 409
    assert (rated(ticket).score, rated(ticket).ending) == (2, "absent")


def test_a_returned_visitor_without_a_rating_rates_the_service(office, at, ended, rated):
    ticket, _ = ended("absent")
    calls.call_next(at(2), ticket.id)

    with pytest.raises(rules.VisitNotEnded):
        service.rate(office, ticket.id, 5, "phone")
    serve.start(at(2))
    serve.finish(at(2))
    service.rate(office, ticket.id, 4, "phone")

    assert rated(ticket).ending == "done"
