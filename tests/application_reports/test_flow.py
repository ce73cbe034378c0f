"""The picture of the way: each way as often as the journal tells it, the bottleneck, an equal table, refusals."""

import re
from collections import Counter
from datetime import timedelta

import pytest

from deskq.application_reports.queries.flow import flow
from deskq.core import clock
from deskq.core.extensions import db
from deskq.reports.period import queries as period_queries
from deskq.reports.period.rules import DateRange
from tests.application_figures.conftest import live_through
from tests.application_reports.test_figures_from_journal import Slow
from tests.application_reports.test_page import some
from tests.conftest import MORNING

__all__ = ["some"]
PAGE = "/manage/reports/applications/dig_permit"


def test_each_way_is_as_wide_as_the_journal_tells(weekdays, action):
    live_through(weekdays, action, 5)
    slow, today = Slow(weekdays), period_queries.today(db.session(), weekdays)
    asked = DateRange(MORNING.date() + timedelta(days=3), today - timedelta(days=9))
    ways = 0
    for sheet in slow.sheets.values():
        mine = [row for row in slow.stages if row["sheet"] == sheet and asked.first <= row["day"] <= asked.last]
        came = [(before, row["code"]) for row in mine if row["how"] != "skipped" for before in row["came_from"].split()]

        found = flow(db.session(), sheet, asked)

        assert found.ways == Counter(came)
        assert set(found.stages) == {row["code"] for row in mine}
        town = Counter()
        for row in mine:
            town[row["code"]] += row["town"] if row["how"] == "done" else 0
        if found.bottleneck is not None:
            assert town[found.bottleneck] == max(town.values()) > 0
        ways += len(came)
    assert ways > 10


def test_picture_and_table_say_the_same(sign_in, some, page):
    sign_in("mayor")

    text = page(f"{PAGE}?lang=en&from=1405/09/01&to=1405/09/30")

    assert "The bottleneck: Joint visit, with 100% of the municipality’s days." in text
    assert 'data-kind="planned"' in text
    assert "File opening → Joint visit: 2 applications" in text
    cells = [re.findall(r"<t[hd][^>]*>([^<]*)", row) for row in text.split("<tr")[1:]]
    assert ["File opening", "Joint visit", "2"] in cells
    assert "1 ended here" in text


def test_without_stages_and_with_wrong_days_it_says_so(sign_in, client, page):
    sign_in("supervisor")

    assert "No stage of this service ended in this period." in page(f"{PAGE}?lang=en")
    assert client.get(f"{PAGE}?from=2026-11-24&to=2026-11-01").status_code == 422
    assert client.get("/manage/reports/applications/nothing").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("admin", 200), ("karimi", 403)])
def test_who_sees_it(sign_in, who, status):
    clock.fix(MORNING)

    assert sign_in(who).get(PAGE).status_code == status
