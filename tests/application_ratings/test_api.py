"""Ratings of applications by API: by half-year, with the same small numbers hidden as in its report."""

import json

import pytest

from deskq.access.api_tokens import service as tokens
from deskq.application_ratings import service
from deskq.application_ratings.rules import QUESTIONS
from deskq.applications.models import Application
from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.text.half_years import Half
from deskq.half_year.models import ReportVersion
from deskq.half_year.service import versions
from tests.api.conftest import ApiClient, machine
from tests.half_year.conftest import mayor
from tests.offices.conftest import north

__all__ = ["machine", "mayor", "north"]
PATH = "/reports/application-ratings"
#: The half-year of the tests: the second one of 1405, from 1 Mehr on.
HALF, DAYS_LEFT = Half(14052), 120


@pytest.fixture
def answered(ended, office):
    """``answered(8, yes=6, silent=2)``: of ten applications that ended eight are rated, six of them as done; the
    others are returned."""

    def rate(count: int, yes: int, silent: int = 0) -> list[Application]:
        rows = [ended() for _ in range(count + silent)]
        for number, row in enumerate(rows[:count]):
            service.answer(office, row.id, "done", yes=number < yes)
        return rows[count:]

    return rate


@pytest.fixture
def told(machine):
    """``told()``: {question: (asked, answered, yes)} of the half-year."""

    def read(half: Half = HALF) -> dict[str, tuple[int | None, ...]]:
        answer = machine("integration").get(f"{PATH}?half={half}").json
        return {row["key"]: (row["asked"], row["answered"], row["yes"]) for row in answer["questions"]}

    return read


def test_after_the_last_possible_answer_the_numbers_of_the_half_year_are_given(machine, answered, later):
    answered(12, yes=7, silent=5)
    later(days=DAYS_LEFT + 40)

    answer = machine("integration").get(f"{PATH}?half={HALF}").json

    assert (answer["half"], answer["published"], answer["final"]) == ("1405-2", False, "2027-04-20")
    assert (answer["first_day"], answer["last_day"]) == ("2026-09-23", "2027-03-20")
    assert answer["questions"][0] == {
        "key": "done", "name": {"fa": "کار شما انجام شد؟", "en": "Was it done?"},
        "asked": 17, "answered": 12, "yes": 7,
    }  # fmt: skip
    assert [row["key"] for row in answer["questions"]] == ["done", "in_time", "polite"]


def test_while_answers_may_come_no_number_is_given(told, answered, later):
    answered(12, yes=6)
    nothing = dict.fromkeys(("done", "in_time", "polite"), (None, None, None))

    assert told() == nothing
    later(days=DAYS_LEFT)  # the half-year is over, and its last applications may be rated for a month
    assert told() == nothing


@pytest.mark.parametrize(
    ("count", "yes", "silent", "shown"),
    [(4, 2, 0, (None, None, None)), (9, 6, 0, (9, 9, None)), (9, 9, 0, (9, 9, 9)), (9, 9, 3, (None, 9, 9))],
)
def test_numbers_of_one_to_four_are_hidden_as_in_the_report(told, answered, later, count, yes, silent, shown):
    answered(count, yes, silent)
    later(days=DAYS_LEFT + 40)

    assert told()["done"] == shown


def test_what_is_frozen_for_the_report_stays_though_somebody_answers_later(told, answered, office, mayor, later):
    later(days=DAYS_LEFT - 10)
    silent = answered(12, yes=6, silent=1)
    later(days=20)
    versions.freeze(office, "person:1", mayor, HALF)
    service.answer(office, silent[0].id, "done", yes=True)
    later(days=40)

    assert told()["done"] == (None, 12, 6)


def test_a_published_report_is_said_as_it_is(machine, told, answered, office, mayor, later):
    answered(12, yes=6)
    later(days=DAYS_LEFT)
    version = versions.freeze(office, "person:1", mayor, HALF)
    voices = {"questions": {key: {"asked": 9, "n": 8, "yes": None} for key in QUESTIONS}}
    row = db.session.get(ReportVersion, version.id)
    row.public, row.published_at = json.dumps({"voices": voices}), clock.now()
    db.session.commit()

    assert told()["done"] == (9, 8, None)
    assert machine("integration").get(f"{PATH}?half={HALF}").json["published"]


def test_another_office_reads_its_own(client, told, answered, north, later):
    answered(12, yes=6)
    later(days=DAYS_LEFT + 40)
    theirs = ApiClient(client, tokens.create_token(north, "integration", "test", None))

    first = theirs.get(f"{PATH}?half={HALF}").json["questions"][0]
    elsewhere = client.get(f"/o/main/api/v1{PATH}", headers={"Authorization": f"Bearer {theirs.token}"})

    assert (first["asked"], first["answered"], first["yes"]) == (0, 0, 0)
    assert told()["done"] == (12, 12, 6)
    assert elsewhere.status_code == 403


def test_the_journal_does_not_tell_what_an_applicant_said(machine, answered):
    answered(1, yes=1)

    entries = machine("integration").get("/journal?limit=1000").json["entries"]

    (rated,) = [entry["facts"] for entry in entries if entry["kind"] == "application.rated"]
    assert set(rated) == {"application", "question", "way"}


def test_without_a_half_year_it_is_the_last_one_that_is_over(machine):
    assert machine("integration").get(PATH).json["half"] == "1405-1"


@pytest.mark.parametrize(("role", "status"), [(("kiosk",), 403), (("clerk",), 403), (("lobby",), 403), ((), 401)])
def test_other_machines_and_those_without_a_token_do_not_read_them(machine, role, status):
    assert machine(*role).get(PATH).status_code == status


@pytest.mark.parametrize(
    "query", ["half=1405", "half=1405-3", "half=1405-1-to-1405-2", "half=" + "1" * 40, "from=1405/01/01", "half=moon"]
)
def test_what_is_no_half_year_is_refused_at_its_field(machine, query):
    answer = machine("integration").get(f"{PATH}?{query}")

    assert (answer.status_code, answer.json["type"]) == (422, "bad-fields")
    assert list(answer.json["fields"]) == [query.partition("=")[0]]
