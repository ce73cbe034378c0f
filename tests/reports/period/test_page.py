"""The page of visits of a period: who reads it, what it says, and what it refuses; its CSV."""

import csv
import io
import re
from collections import Counter
from datetime import date, timedelta

import pytest

from deskq.core import clock
from deskq.core.transactions import transaction
from deskq.office.events import OfficeChanged
from deskq.office.models import Service
from deskq.queue.service import calls, cancel, serve
from deskq.reports.period.figures import Figures
from deskq.reports.period.queries import Row, VisitReport
from deskq.reports.period.rules import DateRange
from deskq.reports.period.targets import Targets
from deskq.reports.views.period import sentences
from tests.conftest import MORNING
from tests.tools.tables import csv_rows, sheet_of

PAGE = "/manage/reports"
DAY = "from=1405/09/03&to=1405/09/03"


@pytest.fixture
def morning(at, issue, call, later):
    """Three visitors: one served after ten minutes, one called and gone, one who left."""
    tickets = [issue() for _ in range(3)]
    later(minutes=10)
    call(2)
    serve.start(at(2))
    later(minutes=4)
    serve.finish(at(2))
    calls.call_next(at(2))
    serve.mark_absent(at(2))
    cancel.cancel(tickets[2].office_id, tickets[2].id)


@pytest.fixture
def renamed(office):
    """``renamed(name_en="Levies")`` changes the service of the morning."""

    def change(**columns: object) -> None:
        with transaction(office, "test") as tx:
            service = tx.session.query(Service).filter_by(office_id=office, code="renewal_levy").one()
            for name, value in columns.items():
                setattr(service, name, value)
            tx.config_changed()
            tx.record(OfficeChanged("service", 1))

    return change


@pytest.mark.parametrize(("who", "status"), [("supervisor", 200), ("mayor", 403), ("admin", 403)])
def test_figures_of_single_clerks_are_for_supervisors(sign_in, morning, who, status):
    reader = sign_in(who)

    assert reader.get(f"{PAGE}?by=clerk").status_code == status
    assert reader.get(f"{PAGE}/visits.csv?by=clerk").status_code == status
    assert ('value="clerk"' in reader.get(PAGE).text) == (status == 200)


def test_the_page_says_what_the_figures_mean(supervisor, morning, page):
    text = page(f"{PAGE}?lang=en&{DAY}")

    assert "3 visitors came.<" in text
    assert "Busiest: Tuesday, 10 to 11, with 3.0 visitors on average." in text
    assert "figures until 10:14 today" in text


def visits(*waits: Counter[int]) -> VisitReport:
    """A report by service; ``waits``: first waits of each service, {seconds: visitors}."""
    rows = [Row(key, Figures(arrivals=wait.total(), judged=wait.total(), first=wait)) for key, wait in enumerate(waits)]
    total = Figures()
    for row in rows:
        total.add(row.figures)
    days = DateRange(date(2026, 11, 24), date(2026, 11, 24))
    return VisitReport(days, "service", rows, total, None, None, Counter(), Counter(), None, 600, Targets(600, {}))


def test_nothing_is_said_of_one_in_ten_among_fewer_than_ten(app):
    few, enough = Counter({3000: 9}), Counter({60: 9, 1200: 1})
    with app.test_request_context("/?lang=en"):
        said = [sentences.waits(visits(*waits), lambda row: f"service {row.key}") for waits in ((few,), (few, enough))]
        summaries = [sentences.summary(visits(row)) for row in (few, enough)]

    assert said[0] == "0% were called within the target of 10 min."
    assert "The longest waits: service 1, where one in ten waited longer than 1 min." in said[1]
    assert summaries[0] == "9 visitors came."
    assert "nine in ten within 1 min" in summaries[1]


def test_a_wait_is_within_the_minutes_that_it_did_not_exceed(app):
    with app.test_request_context("/?lang=en"):
        said = sentences.summary(visits(Counter({743: 9, 3714: 9})))

    assert "Half were called within 13 min, nine in ten within 1 h 2 min." in said


def test_more_than_a_year_is_compared_with_no_year_before(supervisor, morning, page):
    assert "not compared" in page(f"{PAGE}?lang=en&from=2025-06-01&to=2026-11-24")
    assert "not compared" not in page(f"{PAGE}?lang=en&from=2026-11-01&to=2026-11-24")


def test_a_counter_and_a_half_year_have_one_word_each(supervisor, page):
    saved = page("/manage/reports/saved?lang=fa")

    assert '<option value="counter">باجه</option>' in page(f"{PAGE}?lang=fa")
    assert "شش‌ماههٔ پیش" in saved
    assert "نیم‌سال" not in saved


def test_a_period_without_visitors_says_so(supervisor, page):
    assert "Nobody came in this period." in page(PAGE)
    assert "Nobody came in this period." in page(f"{PAGE}?lang=en&from=2031-01-01&to=2031-02-01")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=2026-11-24&to=2026-11-01", "The last day is before the first day."),
        ("from=1300/01/01&to=1499/12/29", "A report covers at most ten years."),
        ("from=1000/01/01&to=1499/12/29", "Please enter a date, for example 2026-11-24."),
        ("from=yesterday", "Please enter a date, for example 2026-11-24."),
        ("from=1405/13/01&to=1405/12/01", "Please enter a date, for example 2026-11-24."),
        ("from=1400/01/01&to=1405/01/01&by=day", "For more than a year, please choose weeks, months or longer."),
        ("by=moon", "Please choose one of the options."),
    ],
)
def test_what_cannot_be_shown_is_said_at_its_field(supervisor, page, query, says):
    assert says in page(f"{PAGE}?lang=en&{query}", 422)
    assert page(f"{PAGE}/visits.csv?{query}", 422)


def test_csv_and_workbook_have_the_rows_of_the_page(supervisor, client, morning):
    rows = csv_rows(client.get(f"{PAGE}/visits.csv?lang=en&{DAY}&by=service").text)
    book = client.get(f"{PAGE}/visits.xlsx?lang=en&{DAY}&by=service")

    assert [(row["by"], row["visitors"], row["served"], row["no_shows"], row["abandoned"]) for row in rows] == [
        ("service", "3", "1", "1", "1"),
        ("all", "3", "1", "1", "1"),
    ]
    assert (rows[0]["first_wait_median_s"], rows[0]["first_wait_p90_s"]) == ("600", "840")
    assert (rows[0]["service_median_s"], rows[0]["within_target_percent"]) == ("240", "100.0")
    assert book.headers["Content-Disposition"].endswith('visits-14050903-14050903-service.xlsx"')
    cells = sheet_of(book.data).split("<row ")[2:]
    assert [re.findall(r"<v>([^<]+)</v>", row)[:4] for row in cells] == [["3", "1", "1", "1"]] * 2
    assert "1405/09/03" in cells[0]


@pytest.mark.parametrize("name", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_hostile_name_is_text_in_the_table(supervisor, client, morning, renamed, name):
    renamed(name_en=name)

    text = client.get(f"{PAGE}/visits.csv?lang=en&by=service").text

    assert f"'{name}" in [row[1] for row in csv.reader(io.StringIO(text, newline=""))]


def test_a_renamed_and_a_retired_service_keep_their_visits(supervisor, page, morning, renamed):
    renamed(name_en="Levies", offered=False)

    assert "Most visitors: Levies, with 3 (100% of all)." in page(f"{PAGE}?lang=en&by=service")


def test_a_running_period_is_compared_with_as_many_days(sign_in, page, at, issue, morning):
    """Three came on 3 Azar, the third day of the month; two on 3 Dey, and one on 30 Azar, which is not compared."""
    clock.fix(MORNING + timedelta(days=27))
    issue()
    clock.fix(MORNING + timedelta(days=30))
    issue()
    issue()
    sign_in("supervisor")

    text = page(f"{PAGE}?lang=en&from=1405/10/01&to=1405/10/30")

    assert "2 visitors came." in text
    assert "this period: 33% fewer" in text
