"""Scores, shares and their intervals, by hand-computed examples and by simulation."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskq.ratings.results import confidence, scoring

ANSWERS = st.lists(st.integers(1, 5), min_size=10, max_size=80)
#: Five shapes of opinion: percents of 1, 2, 3, 4 and 5.
SHAPES = {
    "usual": (5, 5, 10, 30, 50),
    "glad": (2, 1, 2, 10, 85),
    "split": (35, 15, 5, 15, 30),
    "flat": (20, 20, 20, 20, 20),
    "cross": (60, 20, 10, 5, 5),
}


@pytest.mark.parametrize(
    ("values", "expected"),
    [([1] * 10, 0), ([5] * 10, 100), ([3] * 10, 50), ([1, 5] * 5, 50), ([4, 4, 4, 4, 4, 5, 5, 5, 5, 5], 87.5)],
)
def test_the_score_of_a_question_is_its_mean_between_0_and_100(values, expected):
    assert scoring.score_question(values, 10).score == pytest.approx(expected)


def test_the_example_of_the_paper():
    """docs/satisfaction-method.md works this one out."""
    found = scoring.score_question([5, 5, 4, 4, 3, 5, 2, 5, 4, 1, 5, 4], 10)

    assert found.score == pytest.approx(72.92, abs=0.005)
    assert found.mark == pytest.approx(14.58, abs=0.005)
    assert tuple(found.interval) == pytest.approx((49.7, 88.2), abs=0.05)
    assert found.glad == 0.75
    assert tuple(found.glad_interval) == pytest.approx((0.468, 0.911), abs=0.0005)


def test_no_score_is_given_below_the_least_number_of_answers():
    found = [scoring.score_question([5] * answers, least) for answers, least in ((9, 10), (10, 10), (10, 11))]

    assert [one is not None for one in found] == [False, True, False]


def test_an_axis_is_the_mean_of_its_questions_and_the_total_that_of_the_axes_if_none_has_too_few_answers():
    of_axis = {"time": ("a", "b"), "order": ("c",)}
    answers = {
        "a": [(n, 5) for n in range(10)],
        "b": [(n, 3) for n in range(20, 40)],
        "c": [(n, 1) for n in range(50, 60)],
    }

    axes = scoring.score_axes(answers, of_axis, 10)

    assert axes["time"].score == pytest.approx(75)
    assert axes["time"].fewest == 10
    assert axes["order"].score == 0
    assert scoring.score_total(answers, of_axis, 10).score == pytest.approx(37.5)
    answers["b"] = [(1, 1)]
    axes = scoring.score_axes(answers, of_axis, 10)
    assert axes["time"] is None
    assert axes["order"] is not None
    assert scoring.score_total(answers, of_axis, 10) is None


def test_nonresponse_bounds_include_every_possible_answer():
    bounds = scoring.nonresponse_bounds([5, 5, 4], 10)

    assert (bounds.low, bounds.high) == pytest.approx((27.5, 97.5))
    assert scoring.nonresponse_bounds([], 0) is None
    assert scoring.nonresponse_bounds([4], 1) == scoring.Bounds(75, 75)


@pytest.mark.parametrize(("hits", "low", "high"), [(0, 0, 0.2775), (5, 0.2366, 0.7634), (10, 0.7225, 1)])
def test_the_wilson_interval_is_right_at_both_ends(hits, low, high):
    assert tuple(confidence.wilson(hits, 10)) == pytest.approx((low, high), abs=0.0005)


@pytest.mark.parametrize(("freedom", "table"), [(4, 2.776), (9, 2.262), (19, 2.093), (30, 2.042), (100, 1.984)])
def test_students_t_matches_published_tables(freedom, table):
    assert confidence.t_quantile(freedom) == pytest.approx(table, abs=0.01)


@given(ANSWERS)
def test_a_figure_lies_within_its_interval_and_that_between_0_and_100(values):
    found = scoring.score_question(values, 10)

    assert 0 <= found.interval.low <= found.score <= found.interval.high <= 100
    assert 0 <= found.glad_interval.low <= found.glad <= found.glad_interval.high <= 1
    assert 0 <= found.mark <= 20
    assert found.interval.high - found.interval.low > 0.5


@given(ANSWERS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(values, dice):
    other = values.copy()
    dice.shuffle(other)

    assert scoring.score_question(other, 10) == scoring.score_question(values, 10)


@given(ANSWERS, st.data())
def test_a_better_answer_never_lowers_a_score(values, data):
    place = data.draw(st.integers(0, len(values) - 1))
    better = [*values[:place], min(5, values[place] + 1), *values[place + 1 :]]

    before, after = scoring.score_question(values, 10), scoring.score_question(better, 10)

    assert after.score >= before.score
    assert after.glad >= before.glad


@given(ANSWERS, st.integers(0, 200))
def test_the_nonresponse_bounds_hold_for_any_missing_answers(values, silent):
    bounds = scoring.nonresponse_bounds(values, len(values) + silent)

    for answer in (1, 3, 5):
        truth = scoring.score_from_mean((sum(values) + answer * silent) / (len(values) + silent))
        assert bounds.low - 1e-9 <= truth <= bounds.high + 1e-9


@pytest.mark.parametrize("n", [10, 20, 50, 200])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_interval_contains_the_true_value_in_95_percent(shape, n):
    weights, dice = SHAPES[shape], random.Random(f"{shape} {n}")
    truth = scoring.score_from_mean(sum(answer * weight for answer, weight in enumerate(weights, 1)) / 100)

    draws = (scoring.score_question(dice.choices(range(1, 6), weights, k=n), 10) for _ in range(500))
    hits = sum(found.interval.low <= truth <= found.interval.high for found in draws)

    assert hits / 500 >= 0.92  # 0.95, less what 500 draws may miss by chance


def test_the_interval_of_an_axis_holds_for_correlated_answers_of_a_visit():
    dice, weights = random.Random(7), SHAPES["usual"]
    truth = scoring.score_from_mean(sum(answer * weight for answer, weight in enumerate(weights, 1)) / 100)
    hits = 0
    for _ in range(300):
        answers: dict[str, list[tuple[int, int]]] = {"a": [], "b": [], "c": []}
        for visit in range(40):
            mood = dice.choices(range(1, 6), weights)[0]
            for item in dice.sample("abc", 2):
                other = dice.choices(range(1, 6), weights)[0]
                answers[item].append((visit, mood if dice.random() < 0.8 else other))
        found = scoring.score_axes(answers, {"time": ("a", "b", "c")}, 10)["time"]
        hits += found.interval.low <= truth <= found.interval.high

    assert hits / 300 >= 0.9
