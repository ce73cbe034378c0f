"""Idempotency-Key: a repeated request changes nothing and gets the same response."""

import threading

import pytest

from deskq.office.given_answers import GivenAnswer
from deskq.ops import retention_job
from deskq.queue.models import Ticket

LEVY = {"service": "renewal_levy"}


def test_the_same_key_and_body_return_the_same_response_and_secret_also_after_the_ticket_changed(kiosk, clerk, look):
    first, second = (kiosk.post("/tickets", LEVY, key="one") for _ in range(2))
    clerk.post("/counters/2/calls")
    third = kiosk.post("/tickets", LEVY, key="one")
    another = kiosk.post("/tickets", {"service": "info_desk"}, key="one")

    assert (first.status_code, second.status_code, third.status_code) == (201, 201, 201)
    assert first.text == second.text == third.text
    assert (another.status_code, another.json["type"]) == (409, "key-reused")
    assert look().query(Ticket).count() == 1
    assert first.json["token"] not in look().query(GivenAnswer).one().body


def test_the_same_key_at_another_address_is_a_conflict(clerk, called):
    clerk.post(f"/tickets/{called['id']}/recall", key="one")

    answer = clerk.post(f"/tickets/{called['id']}/service", key="one")

    assert (answer.status_code, answer.json["type"]) == (409, "key-reused")


def test_two_clients_may_use_the_same_key(kiosk, machine):
    ours = kiosk.post("/tickets", LEVY, key="one").json
    theirs = machine("kiosk").post("/tickets", LEVY, key="one").json

    assert ours["token"] != theirs["token"]
    assert ours["code"] != theirs["code"]


def test_without_a_key_every_request_is_a_new_ticket(kiosk):
    assert kiosk.post("/tickets", LEVY).json["code"] != kiosk.post("/tickets", LEVY).json["code"]


def test_a_refusal_is_not_stored(clerk, issue):
    refused = clerk.post("/counters/2/calls", key="one")
    issue()

    again = clerk.post("/counters/2/calls", key="one")

    assert (refused.status_code, again.status_code) == (409, 201)


def test_a_repeated_call_calls_one_visitor(clerk, issue):
    issue()
    issue()

    first, second = (clerk.post("/counters/2/calls", key="one").json for _ in range(2))

    assert first == second


def test_a_visitor_may_send_a_rating_again(machine, finished):
    first, second = (machine().post(finished, {"score": 5}, key="one") for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json == second.json


def test_stored_responses_are_deleted_after_two_days(kiosk, later, look):
    kiosk.post("/tickets", LEVY, key="one")
    later(days=3)
    kiosk.post("/tickets", LEVY, key="two")

    retention_job.remove_due()

    assert look().query(GivenAnswer).count() == 1


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_an_empty_or_too_long_key_is_refused(kiosk, key):
    answer = kiosk.post("/tickets", LEVY, key=key)

    assert answer.status_code == 422
    assert set(answer.json["fields"]) == {"Idempotency-Key"}


@pytest.mark.load
def test_the_same_key_from_eight_threads_at_once_gives_one_ticket(kiosk, browser, look):
    answers = []
    ready = threading.Barrier(8)

    def send() -> None:
        mine = browser()
        ready.wait()
        headers = {"Authorization": f"Bearer {kiosk.token}", "Idempotency-Key": "one"}
        answers.append(mine.post("/api/v1/tickets", json=LEVY, headers=headers))

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["token"] for answer in answers}) == 1
    assert look().query(Ticket).count() == 1
