"""The questionnaire: sixteen questions on six axes, two per visit."""

import re
from collections import Counter
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskq.core.errors import InvalidInput
from deskq.queue.service import serve
from deskq.queue.service.undo import undo
from deskq.ratings import questionnaire, rules, sampling, service
from deskq.ratings.models import RatingAnswer, RatingTally
from deskq.ratings.questionnaire import AXES, ITEMS, REASONS


def test_there_are_sixteen_questions_of_one_short_line_on_six_axes_and_every_reason_has_one():
    assert len(ITEMS) == 16
    assert Counter(item.axis for item in ITEMS.values()) == {
        "transparency": 3, "responsiveness": 4, "mastery": 1, "time": 3, "order": 4, "overall": 1,
    }  # fmt: skip
    assert list(AXES) == list(dict.fromkeys(item.axis for item in ITEMS.values()))
    for item in ITEMS.values():
        assert 8 <= len(item.name.fa) <= 45, item
        assert 8 <= len(item.name.en) <= 45, item
    assert {axis for axis, _ in REASONS.values()} <= set(AXES)
    assert {"conduct", "waiting", "guidance", "accuracy", "visits", "order"} <= set(REASONS)  # also the old ones


@pytest.mark.parametrize("ending", rules.ENDINGS)
def test_visitors_are_not_asked_about_what_they_did_not_experience(ending):
    codes = {item.code for item in questionnaire.items_for(ending)}

    assert {"overall", "steps", "amenities"} <= codes
    assert ("conduct" in codes) == (ending in ("done", "could_not"))
    assert ("accuracy" in codes) == (ending == "done")


def visits(endings, count, *, answers=lambda code: True):
    """Simulate visits one after the other; returns how often each question was answered."""
    tallies = {code: SimpleNamespace(asked=0, answered=0) for code in ITEMS}
    for ticket, ending in enumerate(endings):
        for code in sampling.choose([item.code for item in questionnaire.items_for(ending)], tallies, ticket, count):
            tallies[code].asked += 1
            tallies[code].answered += answers(code)
    return {code: tally.answered for code, tally in tallies.items()}


@given(st.integers(0, 400), st.integers(1, 2))
def test_questions_are_answered_evenly_over_many_visits(served, count):
    answered = visits(["done"] * served, count)

    assert min(answered.values()) == served * count // 16
    assert max(answered.values()) - min(answered.values()) <= 1


@given(st.lists(st.sampled_from(rules.ENDINGS), max_size=300))
def test_other_endings_do_not_reduce_the_questions_of_served_visits(endings):
    answered = visits(endings, 2)

    served = endings.count("done")
    assert min(answered.values()) >= served * 2 // 16


@given(st.sampled_from(sorted(ITEMS)), st.integers(100, 300))
def test_an_unanswered_question_does_not_block_the_others(silent, served):
    answered = visits(["done"] * served, 1, answers=lambda code: code != silent)

    others = [count for code, count in answered.items() if code != silent]
    assert min(others) >= served // 20


@given(st.integers(1, 10**9), st.sampled_from(rules.ENDINGS))
def test_a_ticket_always_gets_the_same_questions(ticket, ending):
    codes = [item.code for item in questionnaire.items_for(ending)]

    assert sampling.choose(codes, {}, ticket, 2) == sampling.choose(codes, {}, ticket, 2)
    assert len(set(sampling.choose(codes, {}, ticket, 2))) == 2


def test_ties_are_broken_by_a_hash_and_not_by_order_in_the_form():
    drawn = Counter(code for ticket in range(800) for code in sampling.choose(ITEMS, {}, ticket, 2))

    assert set(drawn) == set(ITEMS)
    assert max(drawn.values()) < 3 * min(drawn.values())


def test_questions_are_chosen_once_and_answers_stored_with_the_visit_and_counted(office, visit, rated, look):
    ticket, _ = visit()
    asked = service.rate(office, ticket.id, 4, "phone").asked.split(",")

    service.add_words(office, ticket.id, [], "", answers={asked[0]: 5, asked[1]: 0})

    kept = {row.item: row for row in look().query(RatingAnswer)}
    assert {item: row.value for item, row in kept.items()} == {asked[0]: 5, asked[1]: 0}
    row, place = kept[asked[0]], ("day", "counter_id", "service_id")
    assert row.ticket_id == ticket.id
    assert [getattr(row, name) for name in place] == [getattr(ticket, name) for name in place]
    tallies = {(tally.item, tally.asked, tally.answered) for tally in look().query(RatingTally)}
    assert tallies == {(asked[0], 1, 1), (asked[1], 1, 1)}
    for _ in range(3):
        service.rate(office, visit()[0].id, 4, "phone")
    assert len(asked) == 2
    assert rated(ticket).asked.split(",") == asked


@pytest.mark.parametrize("answers", [{"overall": 6}, {"overall": -1}, {"bribe": 5}, {"": 5}])
def test_an_invalid_answer_is_refused_and_a_comment_can_still_be_added(office, visit, rated, answers):
    ticket, _ = visit()
    service.rate(office, ticket.id, 4, "phone")

    with pytest.raises(InvalidInput):
        service.add_words(office, ticket.id, [], "خوب", answers=answers)

    assert rated(ticket).words_at is None


def test_a_visit_that_could_not_be_completed_is_not_asked_about_accuracy(office, at, visit):
    ticket, _ = visit()
    undo(at(2))
    serve.finish(at(2), "not_possible")

    with pytest.raises(InvalidInput):
        service.rate(office, ticket.id, 2, "api", answers={"accuracy": 5})


def test_a_question_is_answered_once(office, visit):
    ticket, _ = visit()
    service.rate(office, ticket.id, 4, "api", answers={"overall": 5})

    with pytest.raises(rules.AlreadyAnswered):
        service.answer(office, ticket.id, {"overall": 1, "steps": 3})
    service.answer(office, ticket.id, {"steps": 3})


def test_the_whole_form_can_be_answered_in_parts_during_the_rating_period(client, visit, look, later):
    _, token = visit()
    page = f"/t/{token}/rating/questions"
    assert "five faces first" in client.get(f"{page}?lang=en").text
    assert client.post(page, data={"answer-overall": "5"}).status_code == 404

    client.post(f"/t/{token}/rating", data={"score": "4"})
    assert len(questions_of(client, page)) == 16
    assert client.post(page, data={"answer-overall": "5", "answer-steps": ""}).status_code == 303

    assert len(questions_of(client, page)) == 15
    assert client.post(page, data={"answer-overall": "1"}).status_code == 409
    assert client.post(page, data={"answer-steps": "9"}).status_code == 422
    later(hours=25)
    assert client.post(page, data={"answer-steps": "5"}).status_code == 409
    assert client.post(f"/t/{token}/rating/words", data={"comment": "later"}).status_code == 409
    assert [(row.item, row.value) for row in look().query(RatingAnswer)] == [("overall", 5)]


def questions_of(client, page: str) -> list[str]:
    """The codes of all questions, step by step, each step left out."""
    codes: list[str] = []
    address = page
    while step := client.get(address).text:
        codes += re.findall(r'id="answer-(\w+)-0"', step)
        left_out = re.search(r'<p class="visit-hint"><a href="([^"]+)"', step)
        if left_out is None:
            return codes
        address = left_out[1].replace("&amp;", "&")
    raise AssertionError(address)


def test_the_questionnaire_comes_axis_by_axis_and_says_how_far_one_is(client, visit):
    _, token = visit()
    client.post(f"/t/{token}/rating", data={"score": "4"})
    page = f"/t/{token}/rating/questions"

    first = client.get(f"{page}?lang=en").text
    sent = client.post(f"{page}?axis=transparency", data={"answer-steps": "5"})
    second = client.get(f"{sent.location}&lang=en").text
    last = client.post(f"{page}?axis=overall", data={"answer-overall": "5"})

    assert "Step 1 of 6" in first
    assert 'id="answer-steps-5"' in first
    assert 'id="answer-conduct-5"' not in first
    assert "Step 2 of 6" in second
    assert 'id="answer-conduct-5"' in second
    assert "Answers saved: 2" in client.get(f"{last.location}&lang=en").text
