"""What is exported comes in again unchanged; spreadsheets run nothing of it; machines get no applicant."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from deskq.application_exchange.export import PERSONAL
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.service import stages, take_back
from deskq.core.db import journal
from deskq.core.extensions import db
from tests.api.conftest import machine
from tests.application_exchange.test_import import STAGES, TWO, application, content_of_office
from tests.applications.conftest import DIGGING

__all__ = ["machine"]
KINDS = ("files", "applications", "stages")
FILES, WHY = "/manage/exports/files.", "نامهٔ ۱۴۰۵/۳۱۲ شهرسازی"


def shown(answer, ending: str) -> str:
    """All texts of an exported file, or of a page."""
    if ending == "csv" or answer.mimetype == "text/html":
        return answer.get_data(as_text=True)
    rows = load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
    return str(list(rows))


@pytest.fixture
def full(carried_out, opened, action):
    """An office with imported applications, and one of its own on which a clerk has worked."""
    carried_out("file_number,parcel_code,address\n7,1-12-34,=1+1\n", "files")
    carried_out(TWO)
    carried_out(STAGES, "stages")
    own = opened("dig_permit", received=DIGGING, name="+کاظم")
    stages.complete(action("civil", own), "joint_visit", "بازدید شد")


def with_applicants(browser, kind: str, ending: str = "csv", why: str = WHY):
    return browser.post("/manage/exports/applicants", data={"what": kind, "ending": ending, "why": why})


def exported() -> list[dict[str, object]]:
    entries = journal.walk(db.session(), 1)
    return [one.facts for one in entries if one.kind == "application_import.exported"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_applicants_are_in_a_file_only_for_a_reason_that_the_journal_keeps(full, sign_in, ending):
    admin = sign_in("admin")

    without = [admin.get(f"/manage/exports/{kind}.{ending}") for kind in KINDS]
    refused = with_applicants(admin, "applications", ending, why=" \u200c ")
    given = with_applicants(admin, "applications", ending)

    assert (refused.status_code, given.status_code) == (422, 200)
    assert "کاظم" in shown(given, ending)
    assert not any("کاظم" in shown(one, ending) for one in (*without, refused))
    assert [(one["what"], one.get("why", "")) for one in exported()] == [*((kind, "") for kind in KINDS),
                                                                       ("applications", WHY)]  # fmt: skip


def test_a_refused_reason_is_said_beside_the_field_and_the_choice_stays(full, sign_in):
    page = with_applicants(sign_in("admin"), "stages", why="").text

    assert 'aria-invalid="true"' in page
    assert '<option value="stages" selected>' in page


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_is_imported_again_and_changes_nothing(full, sign_in, carried_out, ending):
    admin = sign_in("admin")
    before = content_of_office()

    for kind in KINDS:
        file = with_applicants(admin, kind, ending).data if kind in PERSONAL else admin.get(FILES + ending).data
        found = carried_out(file, kind)
        assert (found.counts[:2], found.refused) == ((0, 0), {}), kind

    assert content_of_office() == before


def test_a_stage_taken_back_is_not_exported_and_an_older_export_does_not_bring_it_back(
    opened, action, sign_in, carried_out
):
    own = opened("dig_permit", received=DIGGING)
    stages.complete(action("civil", own), "joint_visit", "بازدید شد")
    older = with_applicants(sign_in("admin"), "stages").data
    step = queries.steps(db.session(), own.id)[-1].id
    take_back.take_back(action("civil", own), step, "به اشتباه زده شد")
    before = content_of_office()

    newer = with_applicants(sign_in("admin"), "stages").data
    found = carried_out(older, "stages")

    assert "joint_visit" in older.decode()
    assert "joint_visit" not in newer.decode()
    assert (found.counts[:2], content_of_office()) == ((0, 0), before)


@pytest.mark.parametrize("file", ["applications.csv", "applications.xlsx", "files.xlsx"])
def test_no_browser_keeps_a_copy_of_an_export(full, sign_in, file):
    answer = sign_in("admin").get(f"/manage/exports/{file}")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_no_spreadsheet_runs_what_is_exported_and_the_sheet_runs_from_the_right(full, sign_in):
    admin = sign_in("admin")

    text = admin.get("/manage/exports/files.csv").get_data(as_text=True)
    sheet = load_workbook(io.BytesIO(admin.get("/manage/exports/files.xlsx").data)).active

    assert "'=1+1" in text
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=1+1", "s")
    assert sheet.sheet_view.rightToLeft


def test_a_machine_imports_rows_after_a_dry_run_and_reads_them_without_applicants(machine, look, office):
    api = machine("integration")
    row = {"key": "90", "service": "dig_permit", "opened_at": "1405/06/01", "name": "کاظم یوسفی"}
    body = {"kind": "applications", "rows": [row, {**row, "key": "91", "opened_at": "فردا"}]}

    tried = api.post("/imports/applications", body).json
    assert look().scalar(select(func.count()).select_from(Application)) == 0
    done = api.post("/imports/applications", {**body, "dry_run": False}).json
    again = api.post("/imports/applications", {**body, "dry_run": False}).json
    read = api.get("/exports/applications?kind=applications").json

    assert tried == done
    assert (done["made"], [(one["row"], one["field"]) for one in done["refused"]]) == (1, [(1, "opened_at")])
    assert (again["made"], again["same"]) == (0, 1)
    assert ([one["key"] for one in read["rows"]], read["next"]) == (["90"], None)
    assert "کاظم" not in str(read)
    db.session.rollback()
    assert queries.applicant(db.session(), application("90").id).name == "کاظم یوسفی"


def test_a_field_that_does_not_exist_is_named(machine, office):
    answer = machine("integration").post("/imports/applications", {"kind": "files", "rows": [{"colour": "red"}]})

    assert (answer.status_code, list(answer.json["fields"])) == (422, ["rows.colour"])


def test_what_a_machine_exports_it_may_send_again(machine, full, office):
    api = machine("integration")
    before = content_of_office()

    for kind in KINDS:
        rows = api.get(f"/exports/applications?kind={kind}").json["rows"]
        done = api.post("/imports/applications", {"kind": kind, "rows": rows, "dry_run": False}).json
        assert (done["made"], done["changed"], done["refused"]) == (0, 0, []), kind

    assert content_of_office() == before
    assert db.session.scalar(select(func.count()).select_from(Application)) == 3
