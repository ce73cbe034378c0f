"""Rules of the charter: what is shown of a figure, and when a report is late."""

from datetime import date

import pytest

from deskq.charter.rules import half_year_rows, shown
from deskq.charter.rules.measures import MEASURES
from deskq.ratings import questionnaire


def test_a_share_is_a_whole_percentage_hidden_where_its_count_is_and_met_from_its_aim_on():
    def share(hits, count):
        return shown.of_share(hits, count, "season", 14052)

    assert share(48, 50).value == 96
    assert share(None, 50).value is None
    assert share(0, 0).n is None
    assert share(9, 10).is_met(90)
    assert not share(8, 10).is_met(90)
    assert not share(None, None).is_met(1)


@pytest.mark.parametrize(("count", "released"), [(0, 0), (1, None), (4, None), (5, 5)])
def test_a_report_hides_counts_from_one_to_four(count, released):
    assert half_year_rows.public([{"code": "wait", "objections": count}], {})[0]["objections"] == released


CONTENT = {
    "kept": {"messages": {"kept": 80, "late": 20, "": 100}, "applications": {"kept": None, "late": None, "": 9}},
    "satisfaction": {"face": {"score": 81.4, "n": 33}, "items": {"conduct": {"score": 77.6, "n": 12}, "once": None}},
}


@pytest.mark.parametrize(
    ("row", "figure"),
    [
        ({"code": "messages"}, (80, None, 100)),
        ({"code": "applications"}, (None, None, 9)),
        ({"code": "satisfied"}, (None, 81, 33)),
        ({"code": "respect"}, (None, 78, 12)),
        ({"code": "papers_once"}, (None, None, None)),
        ({"code": "wait", "within": [90, 100]}, (90, None, 100)),
        ({"code": "wait", "within": [97, 100]}, (None, None, None)),  # three waited longer
        ({"code": "wait", "within": [100, 100]}, (100, None, 100)),
        ({"code": "wait", "within": [3, 3]}, (None, None, None)),
        ({"code": "wait", "within": [0, 0]}, (None, None, None)),
        ({"code": "one of an older version"}, (None, None, None)),
    ],
)
def test_a_promise_stands_beside_the_figure_of_its_half_year(row, figure):
    shown_row = half_year_rows.public([{**row, "objections": 0}], CONTENT)[0]

    assert (shown_row["hits"], shown_row["score"], shown_row["n"]) == figure
    assert not [place for place, count in half_year_rows.counts([shown_row]) if count and count < 5]
    assert "within" not in shown_row


@pytest.mark.parametrize(
    ("month", "day", "state"), [(11, 1, "far"), (12, 1, "near"), (12, 20, "near"), (12, 21, "missed")]
)
def test_an_announced_report_is_far_near_or_missed(month, day, state):
    assert shown.state(date(2026, 12, 20), date(2026, month, day)) == state


def test_a_report_is_late_by_days_after_its_announced_day():
    assert shown.days_late(date(2026, 12, 20), date(2026, 12, 23)) == 3
    assert shown.days_late(date(2026, 12, 20), date(2026, 12, 20)) == 0
    assert shown.days_late(None, date(2026, 12, 20)) == 0


def test_every_measure_of_the_questionnaire_is_an_item_of_it():
    assert {one.item for one in MEASURES.values() if one.source == "item"} <= set(questionnaire.ITEMS)
