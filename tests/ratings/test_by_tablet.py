"""Rating on the tablet of a counter: only the visit that ended last there, only on that counter's own tablet."""

from functools import partial

import pytest

from deskq.core import secrets
from deskq.core.extensions import db
from deskq.office import queries as office_queries
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, serve
from deskq.queue.service.issue import issue
from deskq.queue.service.transfer import transfer
from deskq.queue.service.undo import undo
from deskq.ratings import service as rating_service
from deskq.ratings import tablet_queries
from deskq.ratings.models import RatingAnswer
from deskq.staff.models import Person
from tests.conftest import PASSWORD


def shown(office: int, number: int = 2):
    db.session.remove()
    counter = office_queries.counter_by_number(db.session(), office, number)
    return tablet_queries.tablet(db.session(), counter).visit


def test_the_last_visit_is_rated_by_one_tap_and_then_the_tablet_is_idle(tablet, visit, rated, office, at):
    mine = tablet(2)
    ticket, _ = visit(2)

    page = mine.get("/counters/2/rating").text
    assert f'value="{ticket.id}"' in page
    assert db.session().get_one(Person, at(2).clerk_id).name not in page
    answer = mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "4"})

    assert (answer.status_code, answer.location) == (303, "/counters/2/rating")
    assert (rated(ticket).score, rated(ticket).source) == (4, "tablet")
    assert shown(office) is None
    assert mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "1"}).status_code == 409


def test_a_comment_follows_once_by_the_rules_of_the_phone_also_after_the_next_call(tablet, visit, rated):
    mine = tablet(2)
    ticket, _ = visit(2)
    mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "4"})
    visit(2)
    words = {"visit": ticket.id, "reasons": ["conduct", "order"], "comment": "سپاس از خانم متصدی"}

    assert mine.post("/counters/2/rating/words", data=words | {"reasons": ["tea"]}).status_code == 422
    answer = mine.post("/counters/2/rating/words", data=words)

    assert (answer.status_code, answer.location) == (303, "/counters/2/rating")
    assert (rated(ticket).reasons, rated(ticket).comment) == ("conduct,order", "سپاس از خانم متصدی")
    assert mine.post("/counters/2/rating/words", data=words).status_code == 409


def test_a_comment_can_only_be_added_to_the_rating_just_given_here(tablet, visit, office, rated, later):
    mine = tablet(2)
    unrated, _ = visit(2)
    by_phone, _ = visit(2)
    rating_service.rate(office, by_phone.id, 3, "phone")
    old, _ = visit(2)
    mine.post("/counters/2/rating", data={"visit": old.id, "score": "4"})
    theirs, _ = visit(1, "info_desk")
    rating_service.rate(office, theirs.id, 3, "tablet")
    later(minutes=6)

    for ticket in (unrated, by_phone, old, theirs):
        answer = mine.post("/counters/2/rating/words", data={"visit": ticket.id, "comment": "خوب"})
        assert answer.status_code == 409, ticket.code
    assert rated(old).comment == ""


@pytest.mark.parametrize("has_visit", [True, False], ids=["after a visit", "the first of the day"])
@pytest.mark.parametrize(
    "goes",
    [None, serve.mark_absent, serve.requeue, serve.hold, partial(transfer, service_code="info_desk")],
    ids=["called", "missed", "put back", "aside", "sent on"],
)
def test_a_later_visitor_of_the_counter_is_never_shown_the_faces(visit, office, at, goes, has_visit):
    if has_visit:
        visit(2)
    else:
        counters.open_counter(at(2))
    issue(office, "test", NewTicket("renewal_levy", secrets.new()))
    calls.call_next(at(2))

    if goes is not None:
        goes(at(2))

    assert shown(office) is None


def test_a_visitor_whose_call_was_undone_is_not_shown_the_faces(visit, office, at):
    aside = issue(office, "test", NewTicket("renewal_levy", secrets.new()))
    counters.open_counter(at(2))
    calls.call_next(at(2), aside.id)
    serve.start(at(2))
    serve.hold(at(2))
    last, _ = visit(2)
    assert shown(office).id == last.id
    serve.resume(at(2), aside.id)

    transfer(at(2), "info_desk")

    assert shown(office) is None


def test_a_visit_finished_again_after_an_undo_is_shown_until_the_next_day(visit, office, at, later):
    last, _ = visit(2)
    undo(at(2))
    assert shown(office) is None

    serve.finish(at(2))

    assert shown(office).id == last.id
    later(hours=20)
    assert shown(office) is None


def test_neither_an_earlier_visit_nor_one_of_another_counter_can_be_rated_there(tablet, visit, rated):
    mine = tablet(2)
    theirs, _ = visit(1, "info_desk")
    first, _ = visit(2)
    visit(2)

    for ticket in (theirs, first):
        assert mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "1"}).status_code == 409
        assert rated(ticket) is None


def test_only_the_tablet_of_the_counter_may_rate_there(tablet, visit, rated, browser):
    other, renamed = tablet(1), tablet(1)
    renamed.set_cookie("deskq_tablet_2", renamed.get_cookie("deskq_tablet_1").value)
    ticket, _ = visit(2)

    for stranger in (browser(), other, renamed):
        assert stranger.post("/counters/2/rating", data={"visit": ticket.id, "score": "1"}).status_code == 403
    assert rated(ticket) is None


def test_the_tablet_is_refused_in_a_browser_with_a_staff_session(tablet, visit, rated, browser):
    mine, unpaired = tablet(2), browser()
    ticket, _ = visit(2)
    for one in (mine, unpaired):
        one.post("/sign-in", data={"name": "karimi", "password": PASSWORD})

    page = mine.get("/counters/2/rating?lang=en")
    assert page.status_code == 403
    assert "The tablet is for visitors only." in page.text
    assert mine.get("/counters/2/rating/state").status_code == 403
    assert mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "5"}).status_code == 403
    assert mine.post("/counters/2/rating/words", data={"visit": ticket.id}).status_code == 403
    assert rated(ticket) is None
    assert unpaired.get("/counters/2/rating").status_code == 403
    assert unpaired.post("/devices/pairing/tablet/2").headers["Location"].endswith("/counters/2/rating")
    assert unpaired.get_cookie("deskq_tablet_2") is None

    mine.post("/sign-out")
    assert mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "5"}).status_code == 303


def test_one_question_follows_the_rating_together_with_the_comment(tablet, visit, rated, look):
    mine = tablet(2)
    ticket, _ = visit(2)
    assert "answer-" not in mine.get("/counters/2/rating").text
    mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "4"})

    item = rated(ticket).asked
    assert f'name="answer-{item}"' in mine.get("/counters/2/rating").text
    mine.post("/counters/2/rating/words", data={"visit": ticket.id, f"answer-{item}": "4"})

    assert [(row.item, row.value) for row in look().query(RatingAnswer)] == [(item, 4)]
    assert "answer-" not in mine.get("/counters/2/rating").text


def test_the_question_is_not_shown_to_the_next_visitor(tablet, visit, later):
    mine = tablet(2)
    ticket, _ = visit(2)
    mine.post("/counters/2/rating", data={"visit": ticket.id, "score": "4"})
    later(minutes=2)

    assert "answer-" not in mine.get("/counters/2/rating").text
