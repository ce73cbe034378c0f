"""Reasons named with good and bad ratings: counts, and what is hidden."""

import csv
import io

import pytest

from deskq.core.text import jalali
from tests.ratings.past_visits import PastVisit, write_visits


@pytest.fixture
def sides(found):
    """``sides("half", "14051")``: {side: shares of reasons} of that period."""
    return lambda kind, of: found(kind, of).reasons


@pytest.fixture
def rated(office):
    """``rated(12, 1, "waiting", day=14050110)``: this many ratings with these reasons."""

    def write(count: int, score: int, reasons: str, day: int = 14050110, **more: object) -> None:
        write_visits(office, [PastVisit(jalali.gregorian(day), score, reasons=reasons, **more) for _ in range(count)])

    return write


def test_each_reason_is_counted_for_good_or_bad_ratings_without_excluded_ones(rated, sides):
    rated(12, 1, "waiting,conduct")
    rated(12, 2, "waiting")
    rated(10, 5, "conduct")
    rated(15, 4, "conduct,order")
    rated(20, 3, "waiting")
    rated(20, 1, "")
    rated(12, 1, "conduct", mark="burst")

    found = sides("half", "14051")

    bad, good = found["dissatisfied"], found["satisfied"]
    assert (bad.n, bad.named["waiting"].hits, bad.named["conduct"].share) == (24, 24, 0.5)
    assert (good.n, good.named["conduct"].hits, good.named["order"].hits) == (25, 25, 15)
    assert bad.named["clarity"].hits == 0


def test_a_side_with_few_ratings_is_hidden(rated, sides):
    rated(9, 1, "waiting")
    rated(30, 5, "conduct")

    found = sides("half", "14051")

    assert found["dissatisfied"] is None
    assert found["satisfied"].n == 30


@pytest.fixture
def with_a_rare_one(rated):
    rated(30, 1, "waiting")
    rated(20, 1, "order")
    rated(1, 2, "conduct")


def test_a_rare_reason_is_hidden_with_the_next_smallest(with_a_rare_one, sides, sign_in):
    named = sides("half", "14051")["dissatisfied"].named
    reader, asked = sign_in("supervisor"), {"of": "14051", "lang": "en"}
    page = reader.get("/manage/ratings", query_string=asked).text
    table = reader.get("/manage/ratings/table.csv", query_string=asked).text

    assert (named["conduct"], named["order"], named["waiting"].hits) == (None, None, 30)
    assert "of 51 who gave a reason" in page
    assert "the share mentioning waiting" not in page
    rows = {(row["of"], row["name"]): row for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff")))}
    waiting = rows["dissatisfied", "Waiting time"]
    assert (waiting["count"], waiting["out_of"], waiting["share_percent"]) == ("30", "51", "58.8")
    assert rows["dissatisfied", "Conduct"]["note"] == "not shown"
    assert rows["satisfied", ""]["note"] == "too few"


def test_a_month_hides_what_its_half_year_would_reveal(rated, sides):
    for day, few in ((14050110, 3), (14050210, 15), (14050310, 20)):
        rated(40, 1, "waiting,visits", day)
        rated(few, 1, "conduct", day)

    hidden = [
        sides("month", month)["dissatisfied"].named["conduct"] is None for month in ("140501", "140502", "140503")
    ]

    assert hidden == [True, True, False]
    assert sides("half", "14051")["dissatisfied"].named["conduct"].hits == 38


def test_a_side_with_few_ratings_in_one_month_is_hidden_in_another_too(rated, sides):
    for day, count in ((14050110, 3), (14050210, 15), (14050310, 20)):
        rated(count, 1, "waiting", day)
        rated(20, 5, "conduct", day)

    shown = [sides("month", month)["dissatisfied"] is not None for month in ("140501", "140502", "140503")]

    assert shown == [False, False, True]


def test_the_newest_ratings_of_a_running_period_are_withheld(rated, sides):
    rated(23, 1, "waiting", 14050825)

    bad = sides("half", "14052")["dissatisfied"]

    assert (bad.n, bad.named["waiting"].hits) == (15, 15)
