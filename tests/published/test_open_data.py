"""Open data: the figures of the page, one number in a row, and a dictionary that explains every code."""

import pytest

from deskq.published.views import open_data
from tests.ratings.past_visits import PastVisit, days_ago, write_visits
from tests.tools.tables import csv_rows


@pytest.fixture
def rows(client, autumn, office, frozen) -> list[dict[str, str]]:
    """All open data of answers with a hidden group, a month of ratings, and usual waits."""
    autumn({"asphalt": 12, "gutters": 7, "animals": 3})
    write_visits(office, [PastVisit(days_ago(day), 1 + day % 5) for day in range(4, 44) for _ in range(6)])
    assert frozen()["satisfaction"].content
    return csv_rows(client.get("/published/figures.csv").text)


def test_csv_and_json_have_the_same_rows(client, rows):
    figures = client.get("/published/figures.json").json["figures"]

    assert len(rows) == len(figures) > 20
    for row, one in zip(rows, figures, strict=True):
        assert row == {name: "" if value is None else str(value) for name, value in one.items()}
    assert {row["table"] for row in rows} == {
        *("answers_by_subject", "answers_by_district", "satisfaction", "usual_waits")
    }


def test_every_code_is_in_the_dictionary_in_both_languages(client, rows):
    words = csv_rows(client.get("/published/dictionary.csv").text)
    known = {(row["what"], row["code"]) for row in words if row["fa"] and row["en"]}

    assert {("column", name) for name in rows[0]} <= known
    assert {("table", row["table"]) for row in rows} | {("measure", row["measure"]) for row in rows} <= known
    assert client.get("/published/figures.json").json["dictionary"]["measure"].keys() == open_data.MEASURES.keys()


def test_a_hidden_number_is_empty_and_says_so(rows):
    animals = [row for row in rows if row["code"] == "animals"]

    assert {(row["measure"], row["value"], row["hidden"]) for row in animals} >= {("due", "", "1"), ("late", "", "1")}
    counts = [row for row in rows if row["table"].startswith("answers")]
    assert not [row for row in counts if row["value"] in ("1", "2", "3", "4")]


def test_waits_of_this_moment_are_in_no_file_and_others_may_keep_it_ten_minutes(client, rows):
    answer = client.get("/published/figures.csv")

    assert "waiting" not in answer.text
    assert answer.headers["Cache-Control"] == "public, max-age=600"
