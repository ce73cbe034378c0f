"""Shares of the five faces, and the scores of whole weeks."""

from dataclasses import dataclass
from datetime import date, timedelta

from deskq.ratings.results.trend import FACES_FROM, faces, weeks

SATURDAY = date(2026, 11, 14)
LEAST = 10


@dataclass
class Given:
    score: int
    date: date


def given(scores: list[int], week: int = 0) -> list[Given]:
    """One rating a day, from the Saturday of a week on and round its days again."""
    return [Given(score, SATURDAY + timedelta(days=7 * week + n % 7)) for n, score in enumerate(scores)]


def test_the_faces_are_shares_of_the_whole_the_best_first_if_no_percent_would_count_them():
    assert faces([5] * 30 + [3] * 15 + [1] * 15) == {5: 0.5, 4: 0.0, 3: 0.25, 2: 0.0, 1: 0.25}
    assert faces([5] * (FACES_FROM - 1)) is None
    assert faces([5] * FACES_FROM) is not None


def test_a_week_from_saturday_to_friday_has_the_score_of_its_ratings():
    rows = given([5] * 10) + given([1] * 5 + [5] * 5, week=1)

    assert [(week.begins, week.score) for week in weeks(rows, rows, LEAST)] == [
        (SATURDAY, 100),
        (SATURDAY + timedelta(days=7), 50),
    ]
    assert weeks([], [], LEAST) == []


def test_a_small_week_is_hidden_together_with_another():
    rows = given([5] * 12) + given([5] * 3, week=1) + given([5] * 20, week=2)

    assert [week.score for week in weeks(rows, rows, LEAST)] == [None, None, 100]


def test_a_week_with_a_rating_that_is_still_withheld_is_not_listed():
    rows = given([5] * 10) + given([5] * 10, week=1)

    assert [week.begins for week in weeks(rows, rows[:-1], LEAST)] == [SATURDAY]
