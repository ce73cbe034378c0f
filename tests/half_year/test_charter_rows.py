"""The promises of the charter in a published half-year report: page and open data."""

import json

import pytest

from deskq.charter import queries
from deskq.charter.rules.measures import MEASURES
from deskq.core.extensions import db
from deskq.half_year.rules import whole_report
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service import calls, counters, issue
from tests.charter.conftest import promised, save

__all__ = ["promised", "save"]


@pytest.fixture
def report(promised, request):
    """A published version of a half-year with messages and the whole charter."""
    return request.getfixturevalue("published")


def test_each_promise_stands_beside_its_figure_as_the_report_shows_it(report, page, client):
    content = json.loads(report.public)
    rows = {row["code"]: row for row in content["charter"]}
    kept = content["kept"]["messages"]

    assert (rows["messages"]["hits"], rows["messages"]["n"]) == (kept["kept"], kept[""])
    assert kept[""] > 4
    assert set(rows) == set(MEASURES)
    assert list(whole_report.problems(content)) == []
    text = page("/published/1405-2?lang=en")
    assert "In this half-year" in text
    assert "We answer your message by the promised date." in text
    csv = client.get("/published/1405-2.csv").text
    assert f"charter,messages,share,{round(kept['kept'] / kept[''], 4)}," in csv
    assert "charter,wait,aim,90," in csv


def test_a_promise_about_waits_counts_all_who_were_called(promised, office, half, at, later):
    issue.issue(office, "kiosk", NewTicket("info_desk", "the first secret of this test"))
    later(minutes=40)
    issue.issue(office, "kiosk", NewTicket("info_desk", "the second secret of this test"))
    later(minutes=5)
    for number in (1, 2):
        counters.open_counter(at(number))
        calls.call_next(at(number))

    row = next(row for row in queries.of_half(db.session(), office, half) if row["code"] == "wait")

    assert row["within"] == [1, 2]
