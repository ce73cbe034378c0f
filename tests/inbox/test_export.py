"""A list of the inbox as a file: what its viewer sees there, journalled, and nothing in it that a program would run."""

import csv
import io
import zipfile
from xml.etree import ElementTree

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.inbox.events import MessagesExported
from deskq.inbox.queries import export
from tests.inbox.visibility_cases import inside

__all__ = ["inside"]
FORMULA = '=HYPERLINK("http://example.org";"تماس")'
SHEET = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def table(client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/inbox/list.csv?{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="messages-')
    assert "no-store" in answer.headers["Cache-Control"]
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def workbook(client, query: str) -> ElementTree.Element:
    answer = client.get(f"/inbox/list.xlsx?{query}")
    assert answer.status_code == 200
    return ElementTree.fromstring(zipfile.ZipFile(io.BytesIO(answer.data)).read("xl/worksheets/sheet1.xml"))


def test_the_file_has_the_rows_of_the_list_with_its_filters(inside, file, units):
    wanted, other = file(category="asphalt", body="چاله"), file(category="noise")
    operator = inside("operator")

    rows = table(operator, f"tab=all&category={wanted.category_id}")

    assert [row["code"] for row in rows] == [wanted.code]
    assert (rows[0]["kind"], rows[0]["state"], rows[0]["text"]) == ("درخواست ۱۳۷", "ثبت شد", "چاله")
    assert {row["code"] for row in table(operator, "tab=all")} == {wanted.code, other.code}


def test_a_viewer_downloads_no_more_than_is_seen_and_never_a_report(inside, file, referred, later):
    file("complaint")
    report = file("report", body="رشوه خواستند")

    assert [row["code"] for row in table(inside("civil"), "tab=all")] == [referred.code]
    for name in ("operator", "supervisor"):
        assert report.code not in {row["code"] for row in table(inside(name), "tab=all")}
    later(days=30)  # reported to those above its readers as late, without a word of it
    assert report.code not in {row["code"] for row in table(inside("mayor"), "tab=escalated")}
    assert "رشوه" not in inside("inspectorate").get("/inbox/list.csv?tab=unit").text


def test_texts_of_citizens_are_no_formulas_in_either_file(inside, file):
    file(body=FORMULA, address="+98-1", category="asphalt")
    operator = inside("operator")

    (row,) = table(operator, "tab=all")
    sheet = workbook(operator, "tab=all")

    assert (row["text"], row["address"]) == (f"'{FORMULA}", "'+98-1")
    assert sheet.find(".//x:f", SHEET) is None
    assert FORMULA in ["".join(cell.itertext()) for cell in sheet.iterfind(".//x:c[@t='inlineStr']", SHEET)]


@pytest.mark.parametrize(("language", "head", "direction"), [("fa", "کد رهگیری", "1"), ("en", "Tracking code", None)])
def test_the_workbook_is_in_the_language_and_direction_of_the_page(inside, file, language, head, direction):
    file()

    sheet = workbook(inside("operator"), f"tab=all&lang={language}")

    assert sheet.find(".//x:sheetView", SHEET).get("rightToLeft") == direction
    assert "".join(sheet.find(".//x:c", SHEET).itertext()) == head


def test_each_download_is_journalled_and_the_inspectorate_sees_it(inside, file, office):
    file()
    operator = inside("operator")
    table(operator, "tab=all")
    workbook(operator, "tab=all&category=999")

    told = [entry.facts for entry in journal.walk(db.session(), office) if entry.kind == MessagesExported.kind]

    assert told == [{"messages": 1, "ending": "csv"}, {"messages": 1, "ending": "xlsx"}]
    assert inside("inspectorate").get("/manage/person/looks").text.count("بارگیری فهرستی از پیام‌ها") == 2


def test_a_list_that_is_too_long_is_refused_with_what_to_do(inside, file, monkeypatch, office):
    monkeypatch.setattr(export, "MOST", 3)
    monkeypatch.setattr(export, "PIECE", 2)
    for _ in range(3):
        file()
    assert len(table(inside("operator"), "tab=all")) == 3

    file()
    answer = inside("operator").get("/inbox/list.csv?tab=all")

    assert answer.status_code == 422
    assert "فیلترها" in answer.text
