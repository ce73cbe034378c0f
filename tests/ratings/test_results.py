"""Results of a period: scores, shares, response rate, excluded ratings."""

import pytest


def row(rows, key):
    return next(one for one in rows if one.key == key)


def test_the_score_is_computed_from_rated_finished_visits(last_half, found):
    last_half((20, {"score": 5}), (10, {"score": 2}), (30, {}))

    shown = found("half", "14051")

    assert (shown.visits, shown.n, shown.response) == (60, 30, 0.5)
    assert shown.face.score == pytest.approx(75)
    assert shown.face.glad == pytest.approx(2 / 3)
    assert (shown.bounds.low, shown.bounds.high) == pytest.approx((37.5, 87.5))


def test_every_ending_has_its_response_rate(last_half, found):
    last_half((20, {"score": 5}), (12, {"score": 1, "outcome": "not_possible"}), (11, {"score": 2, "state": "absent"}))
    last_half((20, {"state": "cancelled"}), (11, {"state": "absent"}))

    shown = found("half", "14051").by_ending

    assert (row(shown, "done").n, row(shown, "done").response) == (20, 1)
    assert row(shown, "could_not").figure.score == 0
    assert (row(shown, "absent").visits, row(shown, "absent").response) == (22, 0.5)
    assert (row(shown, "cancelled").n, row(shown, "cancelled").response) == (0, 0)


def test_excluded_ratings_are_listed_with_their_reason(last_half, found, page):
    last_half((20, {"score": 5}), (11, {"score": 1, "mark": "burst"}), (2, {"score": 1, "mark": "staff"}))

    shown = found("half", "14051")

    assert shown.face.score == 100
    assert shown.apart == {"burst": 11, "staff": 2}
    assert shown.with_apart.score == pytest.approx(20 / 33 * 100)
    text = page(of="14051")
    assert "Many at once from one place 11" in text
    assert "If included, the score would be 61." in text


def test_few_excluded_ratings_show_no_second_score(last_half, found):
    last_half((20, {"score": 5}), (1, {"score": 1, "mark": "staff"}))

    assert found("half", "14051").with_apart is None


def test_axis_scores_come_from_answers_and_ignore_no_opinion(last_half, found):
    told = {"visits": 4, "promise": 2, "sections": 3, "steps": 0}
    last_half((12, {"score": 5, "answers": told}))

    shown = found("half", "14051")

    assert shown.axes["time"].score == pytest.approx(50)
    assert shown.items["steps"] is None
    assert shown.axes["transparency"] is None
    assert shown.total is None


def test_answers_of_a_marked_rating_do_not_count(last_half, found):
    last_half(
        (12, {"score": 5, "answers": {"accuracy": 5}}), (12, {"score": 1, "mark": "staff", "answers": {"accuracy": 1}})
    )

    assert found("half", "14051").items["accuracy"].score == 100


def test_a_counter_with_few_ratings_is_hidden_with_the_next_smallest(last_half, found, page):
    last_half((30, {"score": 5, "counter": 1}), (20, {"score": 4, "counter": 2}), (3, {"score": 1, "counter": 3}))

    shown = found("half", "14051").by_counter

    assert sorted(one.hidden for one in shown if one.visits) == [False, True, True]
    assert [one.n for one in shown if one.hidden] == [None, None]
    assert "not shown" in page(of="14051")


def test_measured_waiting_is_shown_beside_its_rating(last_half, found, page):
    last_half((10, {"score": 1, "reasons": "waiting,order", "waited": 30}), (10, {"score": 2, "reasons": "conduct"}))

    measured = found("half", "14051").measured

    assert measured.first_wait == measured.total_wait == (10, 30)
    text = page(of="14051")
    assert "50% of dissatisfied visitors who gave a reason mention waiting" in text
    assert "Half were called within 10 min, 9 out of 10 within 30 min." in text


def test_half_were_called_within_the_minutes_that_half_did_not_exceed(last_half, found, page):
    last_half((10, {"score": 4, "waited": 12.38}), (10, {"score": 4, "waited": 61.9}))

    assert found("half", "14051").measured.first_wait == (13, 62)
    assert "Half were called within 13 min, 9 out of 10 within 62 min." in page(of="14051")


def test_visits_that_could_not_be_completed_are_counted(last_half, found):
    last_half((15, {"score": 3}), (5, {"outcome": "documents_missing"}), (9, {"outcome": "unrecorded"}))

    assert found("half", "14051").measured.again.share == 0.25


def test_the_office_sets_the_least_number_of_answers_of_a_score(last_half, found, set_office):
    set_office(rate_least=20)
    last_half((19, {"score": 5}))

    assert found("half", "14051").face is None
