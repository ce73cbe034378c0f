"""/offices: a regional manager sees the offices they are in, live, and their visits side by side."""

from collections import Counter

import pytest

from deskq.core.extensions import db
from deskq.core.quantiles import quantile
from deskq.core.text.names import Name
from deskq.offices import queries, service
from deskq.offices.queries import OfficeFigures
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from deskq.reports.period.figures import Figures
from deskq.staff import queries as staff_queries
from tests.offices.conftest import MAIN, NORTH


@pytest.fixture
def manager(north, signed_in):
    service.add_account(north, "regional", "regional", "test")
    return signed_in("regional", MAIN)


def test_a_regional_manager_begins_with_all_their_offices(browser, manager):
    page = manager.get(f"{MAIN}/offices", query_string={"lang": "en"}).text

    assert "Takestan Municipality Service Desk" in page
    assert f'href="{NORTH}/offices?lang=en"' in page
    assert "0 of 6" in page


def test_the_figures_follow_what_happens(manager, north):
    issue(north, "test", NewTicket("info_desk", "a secret of a visitor"))

    offices = queries.offices_now(db.session(), login_of("regional"), may_use=lambda account: True)
    found = {one.office_id: one.now for one in offices}

    assert found[north].waiting == 1
    assert sum(now.waiting for now in found.values()) == 1
    assert "html" in manager.get(f"{MAIN}/offices/state").json


def test_a_regional_manager_only_looks(manager, north):
    assert manager.get(f"{NORTH}/manage").status_code == 200
    assert manager.get(f"{NORTH}/manage/reports").status_code == 200
    for path in ("/manage/people", "/manage/settings", "/inbox", "/counters", "/manage/devices"):
        assert manager.get(f"{NORTH}{path}").status_code == 403, path
    assert manager.post(f"{NORTH}/counters/1/opening").status_code == 403


def test_an_office_without_an_account_is_not_in_the_list(signed_in, north):
    page = signed_in("supervisor", MAIN).get(f"{MAIN}/offices", query_string={"lang": "en"}).text

    assert "North District" not in page
    assert "North District" not in signed_in("supervisor", MAIN).get(f"{MAIN}/offices/report?lang=en").text


def test_medians_of_all_offices_are_those_of_all_visits():
    first = OfficeFigures(1, Name("a", "a"), Figures(arrivals=3, in_time=3, judged=3, first=Counter({60: 3})))
    second = OfficeFigures(2, Name("b", "b"), Figures(arrivals=1, judged=1, first=Counter({1200: 1})))

    total = queries.together([first, second])

    assert (total.arrivals, total.in_time, total.judged) == (4, 3, 4)
    assert quantile(total.first, 0.5) == 60  # not (60 + 1200) / 2


def test_the_report_has_a_row_for_each_office_and_the_sum(manager, north):
    issue(north, "test", NewTicket("info_desk", "a secret of a visitor"))

    text = manager.get(f"{MAIN}/offices/report.csv", query_string={"lang": "en"}).text
    rows = [line.split(",") for line in text.strip().splitlines()]

    assert [row[0].split()[1] for row in rows[1:-1]] == ["Municipality", "North"]
    assert rows[-1][0] == "all"
    assert [row[3] for row in rows[1:]] == ["0", "1", "1"]


@pytest.mark.parametrize("query", [{"from": "never"}, {"from": "1405/09/10", "to": "1405/09/01"}])
def test_wrong_days_are_said(manager, query):
    assert manager.get(f"{MAIN}/offices/report", query_string=query).status_code == 422


def login_of(name: str) -> int:
    return staff_queries.person_by_name(db.session(), name).id
