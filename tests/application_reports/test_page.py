"""The page of applications of a period: who reads it, what it says and refuses; its tables and the API."""

import csv
import io
import re
import zipfile
from collections import Counter
from datetime import timedelta

import pytest

from deskq.application_reports.views import sentences
from deskq.applications.service import endings, stages
from deskq.core import clock
from tests.applications.conftest import DIGGING
from tests.conftest import MORNING

PAGE = "/manage/reports/applications"
DAYS = "from=1405/09/01&to=1405/09/30"


@pytest.fixture
def some(opened, action):
    """One dig permit finished after two days, one refused late, one still open."""
    first, late, _ = (opened("dig_permit", received=DIGGING) for _ in range(3))
    clock.fix(MORNING + timedelta(days=2))
    for who, code in (("civil", "joint_visit"), ("revenue", "fees"), ("civil", "issue")):
        stages.complete(action(who, first), code)
    clock.fix(MORNING + timedelta(days=9))
    endings.refuse(action("civil", late), "معبر در دست آسفالت است.")


@pytest.mark.parametrize(
    ("who", "status"), [("supervisor", 200), ("mayor", 200), ("admin", 200), ("inspectorate", 403), ("karimi", 403)]
)
def test_supervisors_and_executives_read_it(sign_in, some, who, status):
    reader = sign_in(who)

    for address in (PAGE, f"{PAGE}.csv", f"{PAGE}.xlsx", f"{PAGE}?by=stage", f"{PAGE}?by=unit", f"{PAGE}?by=day"):
        assert reader.get(address).status_code == status


def test_each_heading_has_a_sentence_that_says_what_it_means(sign_in, some, page):
    sign_in("supervisor")

    text = page(f"{PAGE}?lang=en&{DAYS}")

    assert "3 applications were received, 2 answered." in text
    assert "50% of the answers came by the date on the receipt, 50% by the latest date promised" in text
    assert "1 application is still open past its date." in text
    assert "100% were the municipality’s, 0% the applicant’s and 0% those of outside bodies." in text
    assert "A finished application took 1.0 visits and went through 3.0 units on average." in text
    assert "From opening to answer the shortest took 2 days, the longest 9 days. There are too few" in text
    assert "the longest: 9 days <small>only 2 cases</small>" in text
    assert "Only 1 case: it took" in page(f"{PAGE}?lang=en&by=stage&{DAYS}")


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}?by=stage", f"{PAGE}?by=unit", f"{PAGE}/dig_permit"])
def test_of_a_few_cases_the_longest_is_told_and_nothing_of_nine_in_ten(sign_in, some, page, address):
    sign_in("supervisor")

    text = page(f"{address}{'&' if '?' in address else '?'}lang=en&{DAYS}")

    words = re.sub(r'<p class="(page-note|chart-legend)">.*?</p>', "", text)
    assert "ten longer than" not in words
    assert "nine in ten" not in words
    assert "<small>up to" not in words


@pytest.mark.parametrize(
    ("cases", "says"),
    [
        (1, "Only 1 case: it took 3 working days."),
        (9, "Only 9 cases: the longest took 3 working days."),
        (10, "Half took up to 3 working days, one in ten longer than 3 working days."),
    ],
)
def test_from_ten_cases_on_it_says_what_one_in_ten_took(app, cases, says):
    with app.test_request_context("/?lang=en"):
        assert sentences.stage_lengths(Counter({3: cases})) == says


def test_of_stages_it_says_where_the_days_go(sign_in, some, page):
    sign_in("mayor")

    assert "Most of the municipality’s time goes into: Joint visit" in page(f"{PAGE}?lang=en&by=stage&{DAYS}")
    assert "Most of the municipality’s time goes into:" in page(f"{PAGE}?lang=en&by=unit&{DAYS}")


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=2026-11-24&to=2026-11-01", "The last day is before the first day."),
        ("from=yesterday", "Please enter a date, for example 2026-11-24."),
        ("from=1400/01/01&to=1405/01/01&by=day", "For more than a year, please choose weeks, months or longer."),
        ("by=moon", "Please choose one of the options."),
    ],
)
def test_what_cannot_be_shown_is_said_at_its_field(sign_in, client, query, says):
    sign_in("supervisor")

    answer = client.get(f"{PAGE}?lang=en&{query}")

    assert answer.status_code == 422
    assert says in answer.text
    assert client.get(f"{PAGE}.csv?{query}").status_code == 422


def test_the_period_is_in_the_title_and_tables_are_offered_where_there_is_something_in_them(sign_in, client, some):
    sign_in("supervisor")

    def offered(query):
        text = client.get(f"{PAGE}?lang=en&{query}").text
        (title,) = re.findall(r'<h1 class="page-title">Applications in figures(.*?)</h1>', text)
        return title.strip(), re.findall(r'href="[^"]*applications\.(csv|xlsx)', text)

    assert offered(DAYS) == ("<small>Azar 1405</small>", ["csv", "xlsx"])
    assert offered("from=1402/09/01&to=1402/09/30") == ("<small>Azar 1402</small>", [])
    assert offered("from=yesterday") == ("", [])


def test_a_period_without_applications_says_so(sign_in, page):
    sign_in("supervisor")

    assert "No application was received or ended in this period." in page(f"{PAGE}?lang=en")
    assert "No application was received or ended in this period." in page(f"{PAGE}?lang=en&from=2031-01-01")


def test_the_tables_have_the_same_rows(sign_in, client, some):
    sign_in("supervisor")

    text = client.get(f"{PAGE}.csv?lang=en&{DAYS}").text
    sheet = zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}.xlsx?lang=en&{DAYS}").data)).read("xl/worksheets/sheet1.xml")

    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row["by"], row["received"], row["finished"], row["refused"], row["in_first_percent"]) for row in rows] == [
        ("service", "3", "1", "1", "50.0"),
        ("all", "3", "1", "1", "50.0"),
    ]
    assert (rows[0]["whole_median_days"], rows[0]["whole_p90_days"]) == ("2", "")  # too few for nine in ten
    written = [re.findall(r"<v>([^<]+)</v>", row)[:4] for row in sheet.decode().split("<row ")[2:]]
    assert written == [["3", "1", "1", "0"]] * 2


def test_the_api_tells_the_same(machine, some):
    whole = machine("integration").get(f"/reports/applications?{DAYS}").json
    by_stage = machine("integration").get(f"/reports/applications?{DAYS}&by=stage").json

    assert [(row["key"], row["answers"]["received"]) for row in whole["rows"]] == [("dig_permit", 3)]
    assert whole["total"]["calendar_days"] == {"n": 2, "p50": 2, "p90": 9}
    assert (whole["open"]["count"], whole["open"]["late"]) == (1, 1)
    assert {row["key"]: row["stages"]["done"] for row in by_stage["rows"]}["dig_permit/opening"] == 3


def test_the_api_refuses_other_divisions(machine):
    assert machine("integration").get("/reports/applications?by=moon").status_code == 422
    assert machine("lobby").get("/reports/applications").status_code == 403
