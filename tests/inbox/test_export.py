"""A list of the inbox as a file: what its viewer sees there, journalled, and nothing in it that a program would run."""

from xml.etree import ElementTree

import pytest

from deskq.background_work import jobs
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.inbox.events import MessagesExported
from deskq.inbox.queries import export
from deskq.inbox.views import export as export_page
from deskq.message_settings import queries as settings
from deskq.staff import queries as staff_queries
from deskq.staff.events import PersonSaved
from tests.tools.tables import csv_rows, sheet_of

FORMULA = '=HYPERLINK("http://example.org";"تماس")'
SHEET = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def table(client, query: str) -> list[dict[str, str]]:
    answer = client.get(f"/inbox/list.csv?{query}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="messages-')
    assert "no-store" in answer.headers["Cache-Control"]
    return csv_rows(answer.text)


def workbook(client, query: str) -> ElementTree.Element:
    answer = client.get(f"/inbox/list.xlsx?{query}")
    assert answer.status_code == 200
    return ElementTree.fromstring(sheet_of(answer.data))


def exported(office: int) -> list[dict[str, object]]:
    return [entry.facts for entry in journal.walk(db.session(), office) if entry.kind == MessagesExported.kind]


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

    assert exported(office) == [{"messages": 1, "ending": "csv"}, {"messages": 1, "ending": "xlsx"}]
    assert inside("inspectorate").get("/manage/person/looks").text.count("بارگیری فهرستی از پیام‌ها") == 2


@pytest.fixture
def long_list(inside, file, monkeypatch):
    """(browser of the operator, address of the progress of a list with three messages and their codes)."""

    def begin(ending: str) -> tuple[object, str, list[str]]:
        monkeypatch.setattr(export_page, "AT_ONCE", 2)
        monkeypatch.setattr(export, "PIECE", 2)
        codes = [file(category="asphalt", body=f"چاله {number}").code for number in range(3)]
        file(category="noise")
        operator = inside("operator")
        category = settings.load_settings(db.session(), 1).category_by_code["asphalt"].id
        answer = operator.get(f"/inbox/list.{ending}?tab=all&category={category}&lang=en")
        assert answer.status_code == 303, answer.text
        return operator, answer.location.partition("?")[0], codes

    return begin


def work() -> None:
    db.session.remove()
    jobs.run_once()
    db.session.remove()


def test_a_long_list_is_made_in_the_background_with_the_same_rows(long_list, office):
    operator, address, codes = long_list("csv")
    assert operator.get(f"{address}/progress").json["state"] == "running"
    assert exported(office) == []

    work()  # no browser is open

    assert exported(office) == [{"messages": 3, "ending": "csv"}]
    answer = operator.get(f"{address}/file")
    rows = csv_rows(answer.text)
    assert [row["code"] for row in rows] == codes
    assert rows[0]["kind"] == "Request (137)"
    assert "messages-" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_long_workbook_too_and_it_can_be_stopped(long_list, office):
    operator, address, codes = long_list("xlsx")
    work()
    sheet = ElementTree.fromstring(sheet_of(operator.get(f"{address}/file").data))
    assert len(sheet.findall(".//x:row", SHEET)) == 1 + len(codes)

    again = operator.get("/inbox/list.xlsx?tab=all&lang=en").location.partition("?")[0]
    assert operator.post(f"{again}/cancel").status_code == 303
    work()

    assert operator.get(f"{again}/file").status_code == 404
    assert len(exported(office)) == 1


def test_anybody_who_may_no_longer_read_gets_no_file(long_list, office):
    operator, address, _ = long_list("csv")
    with transaction(office, "test") as tx:
        person = staff_queries.person_by_name(tx.session, "operator")
        person.role = "admin"
        tx.record(PersonSaved(person.id))

    work()

    assert exported(office) == []
    assert operator.get(f"{address}/file").status_code == 403
