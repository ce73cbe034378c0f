"""Results of a period: scores, shares, response rate, excluded ratings."""

import pytest


def row(rows, key):
    return next(one for one in rows if one.key == key)


def test_the_score_is_computed_from_rated_finished_visits_if_they_are_as_many_as_the_office_asks_for(
    last_half, found, set_office
):
    last_half((20, {"score": 5}), (10, {"score": 2}), (30, {}))

    shown = found("half", "14051")

    assert (shown.visits, shown.n, shown.response) == (60, 30, 0.5)
    assert shown.face.score == pytest.approx(75)
    assert shown.face.glad == pytest.approx(2 / 3)
    assert (shown.bounds.low, shown.bounds.high) == pytest.approx((37.5, 87.5))
    set_office(rate_least=31)
    assert found("half", "14051").face is None


def test_every_ending_has_its_response_rate_and_visits_that_could_not_be_completed_are_counted(last_half, found):
    last_half((20, {"score": 5}), (12, {"score": 1, "outcome": "not_possible"}), (11, {"score": 2, "state": "absent"}))
    last_half((20, {"state": "cancelled"}), (11, {"state": "absent"}), (8, {"outcome": "documents_missing"}))
    last_half((9, {"outcome": "unrecorded"}))

    shown = found("half", "14051").by_ending

    assert (row(shown, "done").n, row(shown, "done").visits) == (20, 29)
    assert row(shown, "could_not").figure.score == 0
    assert (row(shown, "absent").visits, row(shown, "absent").response) == (22, 0.5)
    assert (row(shown, "cancelled").n, row(shown, "cancelled").response) == (0, 0)
    assert found("half", "14051").measured.again.share == 0.5


def test_excluded_ratings_are_listed_with_their_reason_and_a_second_score_if_they_are_not_few(last_half, found, page):
    last_half((20, {"score": 5, "answers": {"accuracy": 5}}), (2, {"score": 1, "mark": "staff"}))
    assert found("half", "14051").with_apart is None
    last_half((11, {"score": 1, "mark": "burst", "answers": {"accuracy": 1}}))

    shown = found("half", "14051")

    assert (shown.face.score, shown.items["accuracy"].score) == (100, 100)
    assert shown.apart == {"burst": 11, "staff": 2}
    assert shown.with_apart.score == pytest.approx(20 / 33 * 100)
    text = page(of="14051")
    assert "Many at once from one place 11" in text
    assert "If included, the score would be 61." in text


def test_axis_scores_come_from_answers_and_ignore_no_opinion(last_half, found):
    told = {"visits": 4, "promise": 2, "sections": 3, "steps": 0}
    last_half((12, {"score": 5, "answers": told}))

    shown = found("half", "14051")

    assert shown.axes["time"].score == pytest.approx(50)
    assert shown.items["steps"] is None
    assert shown.axes["transparency"] is None
    assert shown.total is None


def test_a_counter_with_few_ratings_is_hidden_with_the_next_smallest(last_half, found, page):
    last_half((30, {"score": 5, "counter": 1}), (20, {"score": 4, "counter": 2}), (3, {"score": 1, "counter": 3}))

    shown = found("half", "14051").by_counter

    assert sorted(one.hidden for one in shown if one.visits) == [False, True, True]
    assert [one.n for one in shown if one.hidden] == [None, None]
    assert "not shown" in page(of="14051")


@pytest.mark.parametrize(
    ("waits", "first", "most"), [((10, 30), 10, 30), ((12.38, 61.9), 13, 62)], ids=["whole minutes", "parts of them"]
)
def test_measured_waiting_is_shown_beside_its_rating(last_half, found, page, waits, first, most):
    """Half were called within the minutes that half did not exceed."""
    last_half((10, {"score": 1, "reasons": "waiting,order", "waited": waits[1]}))
    last_half((10, {"score": 2, "reasons": "conduct", "waited": waits[0]}))

    measured = found("half", "14051").measured

    assert measured.first_wait == measured.total_wait == (first, most)
    text = page(of="14051")
    assert "50% of dissatisfied visitors who gave a reason mention waiting" in text
    assert f"Half were called within {first} min, 9 out of 10 within {most} min." in text
