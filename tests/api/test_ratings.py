"""Rating a visit by API."""

import pytest


def test_a_finished_visit_is_rated_once(machine, finished):
    first = machine().post(finished, {"score": 4, "reasons": ["conduct"], "comment": "خوب بود"})
    second = machine().post(finished, {"score": 1})

    assert (first.status_code, first.json) == (201, {"score": 4, "given_at": "2026-11-24T06:30:00Z", "door": None})
    assert (second.status_code, second.json["type"]) == (409, "already-rated")


def test_an_unfinished_visit_cannot_be_rated(machine, called):
    answer = machine().post(f"/tickets/{called['token']}/rating", {"score": 4})

    assert (answer.status_code, answer.json["type"]) == (409, "not-served")


def test_after_a_day_a_rating_is_refused(machine, finished, later):
    later(hours=24, seconds=1)

    answer = machine().post(finished, {"score": 4})

    assert (answer.status_code, answer.json["type"]) == (409, "too-late")


WRONG = {
    "score": (None, 0, 6, "best", True),
    "reasons": ("conduct", ["bribe"], ["conduct"] * 8),
    "comment": ("x" * 1001, "\ud800"),
    "answers": ({"overall": 6}, {"overall": True}, {"bribe": 5}, ["overall"]),
}


@pytest.mark.parametrize("field", WRONG)
def test_invalid_fields_are_reported_and_the_visit_can_still_be_rated(machine, finished, field):
    bodies = [{"score": 5, field: value} for value in WRONG[field]] + [{}] * (field == "score")

    for body in bodies:
        answer = machine().post(finished, body)
        assert (answer.status_code, set(answer.json["fields"])) == (422, {field}), body
    assert machine().post(finished, {"score": 3}).status_code == 201


@pytest.mark.parametrize(("score", "kind"), [(1, "complaint"), (2, "complaint"), (3, None), (4, None), (5, "praise")])
def test_the_response_contains_the_follow_up_of_the_phone_page(app, machine, finished, score, kind):
    door = machine().post(finished, {"score": score}).json["door"]

    assert (door is None) == (kind is None)
    if kind:
        assert door == app.config["PUBLIC_URL"] + finished.replace("/tickets", "/t").replace("rating", kind)
        assert app.test_client().get(door.removeprefix(app.config["PUBLIC_URL"])).status_code == 200
