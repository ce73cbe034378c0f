"""One rating per finished visit, within the set time."""

import pytest

from deskq.core import secrets
from deskq.core.db import journal
from deskq.core.errors import InvalidInput, NotFound
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.issue import issue
from deskq.queue.service.undo import undo
from deskq.ratings import rules, service


def test_a_finished_visit_is_rated_once_and_the_journal_has_no_score(office, visit, rated, look):
    ticket, _ = visit()

    rating = service.rate(office, ticket.id, 4, "phone")

    assert (rating.score, rating.source, rating.counter_id, rating.day) == (4, "phone", ticket.counter_id, 14050903)
    assert rating.words_at is None
    with pytest.raises(rules.AlreadyRated):
        service.rate(office, ticket.id, 1, "tablet", ["conduct"], "a secret word")
    assert rated(ticket).score == 4
    last = journal.of_ticket(look(), ticket.id)[-1]
    assert last.kind == "rating.given"
    told = {"ticket": ticket.id, "counter": ticket.counter_id, "source": "phone", "mark": None}
    assert last.facts == told | {"proof": last.facts["proof"]}


def test_the_journal_records_a_rating_without_its_words(office, visit, look):
    ticket, _ = visit()
    service.rate(office, ticket.id, 1, "phone", ["conduct"], "a secret word")

    assert set(journal.of_ticket(look(), ticket.id)[-1].facts) == {"ticket", "counter", "source", "mark", "proof"}


PRESSES = {
    "waiting": (),
    "called": (calls.call_next,),
    "serving": (calls.call_next, serve.start),
    "held": (calls.call_next, serve.hold),
    "reopened by an undo": (calls.call_next, serve.start, serve.finish, undo),
}


@pytest.mark.parametrize("until", PRESSES)
def test_a_visit_that_has_not_ended_is_not_rated(office, at, until):
    counters.open_counter(at(2))
    ticket = issue(office, "test", NewTicket("renewal_levy", secrets.new()))
    for press in PRESSES[until]:
        press(at(2))

    with pytest.raises(rules.VisitNotEnded):
        service.rate(office, ticket.id, 5, "phone")


def test_the_rating_period_includes_its_last_second(office, visit, later, set_office):
    set_office(rate_hours=2)
    (first, _), (second, _) = visit(), visit()

    later(hours=2)
    service.rate(office, first.id, 5, "phone")
    later(seconds=1)

    with pytest.raises(rules.TooLate):
        service.rate(office, second.id, 5, "phone")


def test_a_visit_of_another_office_or_an_unknown_one_is_not_found(office, visit):
    ticket, _ = visit()

    for where, which in ((office + 1, ticket.id), (office, 10**9)):
        with pytest.raises(NotFound):
            service.rate(where, which, 5, "phone")


@pytest.mark.parametrize(
    ("score", "source", "field"),
    [(0, "phone", "score"), (6, "phone", "score"), (-1, "phone", "score"), (1.5, "phone", "score"), (5, "x", "source")],
)
def test_a_score_and_a_way_that_do_not_exist_are_named(office, visit, rated, score, source, field):
    ticket, _ = visit()

    with pytest.raises(InvalidInput) as refused:
        service.rate(office, ticket.id, score, source)

    assert set(refused.value.fields) == {field}
    assert rated(ticket) is None
