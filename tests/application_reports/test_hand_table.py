"""Three applications whose figures were computed by hand.

Working days are Saturday to Wednesday; the demo morning is Tuesday 3 Azar 1405. Days are written as numbers after it;
those that count are 0 Tu, 1 We, 5 Su, 6 Mo, 7 Tu, 11 Sa, 12 Su, 13 Mo, 14 Tu, 15 We, 18 Sa, 19 Su (4 and 8 are
holidays).
All of it is done at ten o'clock. Ten working days are promised: until the closing of day 18.

| who | what happened                                               | whole | town | applicant | outside | answer   |
|-----|-------------------------------------------------------------|-------|------|-----|---------|----------|
| A   | opened 0, inspection 1, planning 5, revenue and fees 6,     | 7     | 4    | 0         | 0       | finished |
|     | signatures and reply 7                                      |       |      |     |         |          |
| B   | opened 0 without its deed, deed and revenue 5, inspection   | 19    | 7    | 2         | 2       | refused  |
|     | waits for the registry 6 to 11, extended 11, refused 19     |       |      |     |         | (late)   |
| C   | opened 6, withdrawn 7                                       | –     | –    | –         | –       | –        |

B: the applicant's 0 and 1; the town's 5; the registry's 6 and 7; the town's 11, 12, 13, 14, 15 and 18.
"""

from datetime import timedelta

import pytest

from deskq.application_reports.queries.report import application_report
from deskq.applications.service import endings, stages
from deskq.core import clock
from deskq.core.extensions import db
from deskq.reports.period.rules import DateRange
from tests.application_figures.conftest import CLOSED, keep_hours
from tests.applications.conftest import DOCUMENTS
from tests.conftest import MORNING

PAPERS = DOCUMENTS | {"notary_letter"}


@pytest.fixture
def table(office, opened, action):
    keep_hours(office)
    assert {(day - MORNING.date()).days for day in CLOSED} >= {4, 8}

    def at(day: int) -> None:
        clock.fix(MORNING + timedelta(days=day))

    first = opened("notary_clearance", received=PAPERS)
    second = opened("notary_clearance", received=PAPERS - {"deed"})
    at(1)
    stages.complete(action("planner", first), "inspection")
    at(5)
    stages.complete(action("planner", first), "planning")
    stages.receive_documents(action("karimi", second), ["deed"])
    stages.complete(action("karimi", second), "opening")
    stages.complete(action("revenue", second), "revenue")
    at(6)
    stages.complete(action("revenue", first), "revenue")
    stages.complete(action("revenue", first), "fees")
    stages.wait(action("planner", second), "inspection", "از ثبت استعلام شد.", "outside")
    third = opened("notary_clearance", received=PAPERS)
    at(7)
    stages.complete(action("mayor", first), "signatures")
    stages.complete(action("karimi", first), "reply")
    endings.withdraw(action("supervisor", third), "ملک فروخته شد.")
    at(11)
    stages.resume(action("planner", second), "inspection")
    endings.extend(action("planner", second), clock.now() + timedelta(days=30), "بازدید دوباره")
    at(19)
    endings.refuse(action("planner", second), "کاربری مجاز نیست.")
    return DateRange(MORNING.date(), MORNING.date() + timedelta(days=19))


def test_the_figures_are_those_of_the_table(table, office):
    total = application_report(db.session(), office, table, "service").total

    assert (total.received, total.finished, total.refused, total.withdrawn) == (3, 1, 1, 1)
    assert sorted(total.whole.elements()) == [7, 19]
    for hand, days in (("town", [4, 7]), ("applicant", [0, 2]), ("outside", [0, 2])):
        assert sorted(getattr(total, hand).elements()) == days
    assert (total.in_first, total.in_latest, total.extensions, total.extended) == (1, 2, 1, 1)
    assert (total.visits, total.units) == (1, 5)


def test_each_stage_has_its_own_days(table, office):
    rows = application_report(db.session(), office, table, "stage").stages
    found = {row.key[1]: row.figures for row in rows}

    # A: from Tuesday to Wednesday one day, from Wednesday over a holiday to Sunday one. Revenue ran beside it for three
    # days; that of B took none.
    assert {code: sorted(figures.town.elements()) for code, figures in found.items() if figures.done} == {
        "opening": [0, 0, 0], "inspection": [1], "planning": [1], "revenue": [0, 3], "fees": [0], "signatures": [1],
        "reply": [0],
    }  # fmt: skip
    assert sorted(found["opening"].applicant.elements()) == [0, 0, 2]
    assert (found["inspection"].stopped, found["revenue"].stopped) == (2, 1)
