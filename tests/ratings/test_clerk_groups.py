"""A clerk sees ratings as complete groups only: of at least five, and none of today."""

import pytest

from deskq.core.extensions import db
from deskq.queue.screens.counter.queries import counter_panel
from deskq.ratings import rules, service


@pytest.mark.parametrize(
    ("scores", "shown"),
    [
        ([], (0, None)),
        ([5, 5, 5, 5], (0, None)),
        ([1, 2, 3, 4, 5], (5, 3.0)),
        ([4] * 9, (5, 4.0)),
        ([4] * 9 + [1], (10, 3.7)),
    ],
)
def test_only_whole_groups_are_counted(scores, shown):
    assert rules.grouped_mean(scores, 5) == shown


@pytest.fixture
def seen(at):
    """What the clerk of counter 2 sees: (number of ratings, their mean, number needed)."""

    def look():
        db.session.remove()
        today = counter_panel(db.session(), at(2).office_id, at(2).counter_id).today
        return today.ratings_count, today.ratings_mean, today.ratings_needed

    return look


@pytest.fixture
def rate(office, visit):
    def give(*scores: int, number: int = 2, code: str = "renewal_levy"):
        for score in scores:
            service.rate(office, visit(number, code)[0].id, score, "phone")

    return give


def test_a_rating_of_today_is_shown_from_tomorrow_and_the_mean_changes_by_whole_groups_only(
    office, visit, rate, seen, later
):
    rate(5, 5, 5, 5)
    late, _ = visit(2)
    later(hours=20)
    service.rate(office, late.id, 1, "phone")

    assert seen() == (0, None, 5)
    later(hours=24)
    assert seen() == (5, 4.2, 5)
    rate(1)
    later(hours=24)
    assert seen() == (5, 4.2, 5)


def test_a_group_size_below_five_is_never_used(rate, seen, later, set_office):
    set_office(rate_group=3)
    rate(1, 1, 1)
    later(hours=24)

    assert seen() == (0, None, 5)


def test_ratings_of_other_counters_and_excluded_ones_are_not_counted(office, visit, rate, seen, later):
    rate(5, 5, 5, 5)
    rate(1, number=1, code="info_desk")
    service.rate(office, visit(2)[0].id, 1, "phone", origin=rules.Origin(staff=True))
    later(hours=24)

    assert seen() == (0, None, 5)


def test_the_previous_month_is_shown_until_the_new_one_has_enough_ratings(rate, seen, later):
    rate(4, 4, 4, 4, 4)
    later(days=28)
    rate(1)
    later(days=1)

    assert seen() == (5, 4.0, 5)
