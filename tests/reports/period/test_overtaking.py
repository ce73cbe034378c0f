"""Who was called before somebody who had come earlier: plain waiters, and the page of a real morning."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from deskq.queue.service import calls, counters, serve
from deskq.reports.period.figures import Figures
from deskq.reports.period.overtaking import Waiter, overtaking
from deskq.reports.views.period import sentences
from deskq.web import i18n
from tests.tools.tables import csv_rows

DAY = datetime(2026, 11, 24, tzinfo=UTC)
LEVY, DESK = 1, 2


def at(minute: int) -> datetime:
    return DAY + timedelta(minutes=minute)


def waiter(name: int, came: int, called: int | None, *, service=LEVY, weight=1.0, waits=None, arrived=None) -> Waiter:
    """Somebody who waited from ``came`` until ``called``; None: still waits."""
    spans = waits if waits is not None else [(came, called)]
    return Waiter(
        name,
        at(came if arrived is None else arrived),
        weight,
        tuple((service, at(begins), None if ends is None else at(ends)) for begins, ends in spans),
        None if called is None else (service, at(called)),
    )


@pytest.mark.parametrize(
    ("waiters", "found"),
    [
        pytest.param([waiter(1, 0, 10), waiter(2, 1, 11)], {}, id="in order"),
        pytest.param([waiter(1, 0, 11), waiter(2, 1, 10)], {2: False}, id="the later one first"),
        pytest.param([waiter(1, 0, 11), waiter(2, 1, 10, weight=3.0)], {2: True}, id="by class"),
        pytest.param(
            [waiter(1, 0, 12), waiter(2, 1, 13, weight=3.0), waiter(3, 2, 11, weight=3.0)], {3: False},
            id="past one of less weight and one of the same",
        ),
        pytest.param([waiter(1, 0, 11, service=DESK), waiter(2, 1, 10)], {}, id="another service"),
        pytest.param([waiter(1, 0, None), waiter(2, 1, 10)], {2: False}, id="the earlier one still waits"),
        pytest.param([waiter(1, 0, None, waits=[(0, 9)]), waiter(2, 1, 10)], {}, id="the earlier one had left"),
        pytest.param([waiter(1, 0, 20, waits=[(0, 5), (15, 20)]), waiter(2, 1, 10)], {}, id="was on hold"),
        pytest.param([waiter(1, 0, 20, waits=[(0, 5), (9, 20)]), waiter(2, 1, 10)], {2: False}, id="was back"),
        pytest.param([waiter(1, 0, 20, arrived=2), waiter(2, 1, 10)], {}, id="let others go first"),
        pytest.param([waiter(1, 0, 10), waiter(2, 1, 10)], {}, id="called at the same moment"),
        pytest.param([waiter(1, 0, 11), waiter(2, 0, 10)], {}, id="came at the same moment"),
        pytest.param([waiter(1, 3, 11, arrived=0), waiter(2, 1, 3)], {2: False}, id="came as the other was called"),
        pytest.param([waiter(1, 3, 9, waits=[(3, 3)], arrived=0), waiter(2, 1, 5)], {}, id="a wait of no length"),
        pytest.param([], {}, id="nobody"),
    ],
)  # fmt: skip
def test_somebody_overtakes_who_is_called_while_an_earlier_one_waits(waiters, found):
    assert overtaking(waiters) == found
    assert overtaking(reversed(waiters)) == found


@pytest.fixture
def morning(at, issue, later):
    """Three come: the second one has priority and is called first, then the others in order."""
    for priority in ("", "disability", ""):
        issue(priority=priority)
        later(minutes=1)
    counters.open_counter(at(2))
    for _ in range(3):
        calls.call_next(at(2))
        serve.start(at(2))
        later(minutes=2)
        serve.finish(at(2))


QUERY = "lang=en&from=2026-11-24&to=2026-11-24&by=service"


def test_page_table_chart_and_csv_say_who_went_ahead(supervisor, page, client, morning):
    text = page(f"/manage/reports?{QUERY}")

    assert "33% of those called went ahead of somebody who had come earlier for the same service. 100% of them" in text
    assert "1 visitors, 1 of them by priority" in text
    assert "33% · by priority: 1" in text
    row = csv_rows(client.get(f"/manage/reports/visits.csv?{QUERY}").text)[0]
    numbers = ("joined_from_outside", "overtaking", "overtaking_by_priority", "overtaking_percent")
    assert [row[name] for name in numbers] == ["0", "1", "1", "33.3"]


def test_an_order_without_overtaking_has_no_chart_about_it(supervisor, page, issue, call):
    issue()
    call(2)

    assert "The order of calls" not in page(f"/manage/reports?{QUERY}")


@pytest.mark.parametrize(("ahead", "says"), [(0, "0%"), (1, "under 1%"), (3, "2%"), (200, "100%")])
def test_a_few_of_many_are_not_none(app, ahead, says):
    figures = Figures(overtaking=ahead, first=Counter({60: 200}))

    with i18n.drawing_in(app, "en"):
        assert sentences.ahead_share(figures) == says
