"""The report of messages: figures as raw journal entries tell them, confidential reports in none, its page and CSV."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.message_reports import figures
from deskq.message_reports.views import words
from deskq.messages.models import Message
from deskq.messages.service.answer import Answer, answer
from deskq.reports.period import rules
from tests.api.conftest import machine
from tests.tools.tables import csv_rows, sheet_of

__all__ = ["machine"]

PAGE = "/manage/reports/messages"
ASKED = "from=1405/09/01&to=1405/10/30"


@pytest.fixture
def some(file, referred, action, later):
    """One answered at once, two nobody answers until their dates are over, a suggestion in time, a report."""
    answer(action("civil", referred), Answer("explained", "بررسی شد."))
    late = file()
    file("complaint")
    file("report")
    clock.fix(clock.now() + timedelta(days=40))
    file("suggestion")
    return late


def report(office: int, by: str) -> figures.MessageReport:
    today = clock.now().date()
    return figures.message_report(db.session(), office, rules.DateRange(today - timedelta(days=50), today), by)


@pytest.fixture
def filed(some, office) -> dict[int, journal.Entry]:
    """{message: the entry of its registration}, of all but confidential reports."""
    entries = [entry for entry in journal.walk(db.session(), office) if entry.kind == "message.registered"]
    return {entry.facts["message"]: entry for entry in entries if entry.facts["sort"] != "report"}


@pytest.fixture
def moved(some, office) -> list[journal.Entry]:
    return [entry for entry in journal.walk(db.session(), office) if entry.kind == "message.moved"]


def due(entry: journal.Entry) -> datetime:
    return journal.EPOCH + entry.facts["due"] * journal.MICROSECOND


def check(found: figures.MessageReport, field: str, **expected: Iterable[journal.Entry]) -> None:
    """Each figure counts these messages in the row to which the field belongs, and no other row has any."""
    for name, among in expected.items():
        counted = Counter(entry.facts[field] for entry in among)
        assert {row.key: getattr(row, name) for row in found.rows if getattr(row, name)} == dict(counted), name


@pytest.mark.parametrize(("by", "field"), [("kind", "sort"), ("channel", "channel")])
def test_the_figures_are_those_of_the_journal(filed, moved, office, by, field):
    answered = {entry.facts["message"]: entry.at for entry in reversed(moved) if entry.facts["verb"] == "answer"}
    over = [entry for one, entry in filed.items() if due(entry) < clock.now() or one in answered]
    in_time = [filed[one] for one in answered if answered[one] <= due(filed[one])]

    found = report(office, by)

    answers = [filed[one] for one in answered]
    check(found, field, registered=filed.values(), answered=answers, due=over, in_time=in_time)
    assert (found.total.registered, found.total.due, found.total.in_time) == (4, 3, 1)


@pytest.mark.parametrize(("by", "field"), [("kind", "sort"), ("channel", "channel")])
def test_those_without_an_answer_and_their_ages_are_those_of_the_journal(filed, moved, office, by, field):
    ends = ("answer", "close", "withdraw", "register_duplicate")
    ended = {entry.facts["message"] for entry in moved if entry.facts["verb"] in ends}
    waits = [entry for one, entry in filed.items() if one not in ended]

    found = report(office, by)

    check(found, field, open=waits, late=[entry for entry in waits if due(entry) <= clock.now()])
    assert {row.key: row.oldest for row in found.rows if row.open} == {
        key: min(entry.at for entry in waits if entry.facts[field] == key) for key in {e.facts[field] for e in waits}
    }
    assert (found.total.open, found.total.late) == (3, 2)
    assert found.total.oldest == min(entry.at for entry in waits)


def test_a_message_grows_old_step_by_step_and_is_in_one_step_at_a_time(file, office):
    file()
    message = db.session().query(Message).one()
    moments = {"calm": message.started_at, "amber": message.amber_at, "red": message.red_at, "late": message.due_at}

    for name, begins in moments.items():
        clock.fix(begins)
        steps = report(office, "kind").total
        assert {one: getattr(steps, one) for one in moments} == dict.fromkeys(moments, 0) | {name: 1}
        assert steps.open == 1


@pytest.mark.parametrize("by", figures.DIVISIONS)
def test_confidential_reports_are_in_no_figure(some, office, by):
    assert sum(row.registered for row in report(office, by).rows) == 4


def test_the_page_says_how_many_were_answered_in_time_and_how_old_the_others_are(some, sign_in, page):
    sign_in("supervisor")

    text = page(f"{PAGE}?lang=en&{ASKED}")

    assert "4 messages were registered, most of them: Request (137). 33% of the answers due came in time." in text
    assert "3 messages have no answer yet. 2 of them are past their date" in text


def test_the_workbook_and_the_api_say_the_same(some, sign_in, client, machine):
    caller = machine("integration")
    told = caller.get(f"/reports/messages?{ASKED}").json
    sign_in("supervisor")

    book = client.get(f"{PAGE}.xlsx?lang=en&{ASKED}")

    last = re.findall(r"<v>([^<]+)</v>", sheet_of(book.data).split("<row ")[-1])
    assert last[:4] == ["4", "1", "3", "1"]
    assert last[7:12] == ["3", "1", "0", "0", "2"]
    total = told["total"]
    assert [total[name] for name in ("registered", "answered", "due", "in_time")] == [4, 1, 3, 1]
    assert [total["open"][name] for name in ("count", "calm", "amber", "red", "late")] == [3, 1, 0, 0, 2]
    assert {row["key"]: row["figures"]["registered"] for row in told["rows"]} == {
        "request": 2, "complaint": 1, "suggestion": 1,
    }  # fmt: skip
    by_category = caller.get(f"/reports/messages?{ASKED}&by=category").json["rows"]
    assert all(row["key"] and not row["key"].isdecimal() for row in by_category if row["name"])


def test_an_empty_and_an_impossible_period(sign_in, client, page):
    sign_in("mayor")

    assert "No message was registered in this period." in page(PAGE)
    assert client.get(f"{PAGE}?from=1405/09/02&to=1405/09/01").status_code == 422
    assert client.get(f"{PAGE}.csv?by=moon").status_code == 422


def test_the_table_has_shares_with_their_intervals(some, sign_in):
    text = sign_in("supervisor").get(f"{PAGE}.csv?lang=en&{ASKED}").text

    rows = {row["by"] + row["name"]: row for row in csv_rows(text)}
    assert rows["all"]["in_time_percent"] == "33.3"
    assert float(rows["all"]["low_percent"]) < 33.3 < float(rows["all"]["high_percent"])
    assert rows["kindRequest (137)"]["registered"] == "2"


def test_after_the_clock_was_put_back_no_message_is_younger_than_new(file, office):
    file()
    clock.fix(clock.now() - timedelta(hours=3))

    assert words.days_open(report(office, "kind").total, clock.now()) == 0
