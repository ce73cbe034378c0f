"""Long exports are made by a job: progress, cancel, closed browser, server that stops, who sees them, retention."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from deskq.application_exchange import download, export
from deskq.background_work import jobs, queries, registry, service
from deskq.background_work.models import WorkItem
from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.ops.retention_job import RULES
from deskq.staff import queries as staff_queries
from deskq.staff import service as staff_service
from tests.conftest import PASSWORD


def item(look) -> WorkItem:
    return look().query(WorkItem).one()


def test_a_short_export_is_downloaded_at_once(files, sign_in):
    files(3)

    answer = sign_in("admin").get("/manage/exports/files.csv")

    assert (answer.status_code, len(answer.text.splitlines())) == (200, 4)


def test_a_long_export_shows_its_progress_and_then_its_file(long_export, work):
    admin, address = long_export
    assert "<progress" in admin.get(f"{address}?lang=en").text
    assert admin.get(f"{address}/progress").json == {"state": "running", "done": 0, "total": 0}
    assert admin.get(f"{address}/file").status_code == 404

    work()  # no browser is open

    assert admin.get(f"{address}/progress").json["state"] == "done"
    assert "The file is ready." in admin.get(f"{address}?lang=en").text
    answer = admin.get(f"{address}/file")
    lines = answer.text.splitlines()
    assert len(lines) == registry.AT_ONCE + 2
    assert lines[1] == "0,1-0,'=1+1"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "filename=files.csv" in answer.headers["Content-Disposition"]


def test_a_workbook_is_made_in_the_language_of_the_person_who_asked(files, sign_in, work, look):
    files(registry.AT_ONCE + 1)
    sign_in("admin").get("/manage/exports/files.xlsx?lang=en")
    work()

    sheet = load_workbook(io.BytesIO(queries.file_of(item(look).token).read_bytes())).active
    assert (sheet.max_row, sheet["C2"].value, sheet["C2"].data_type) == (registry.AT_ONCE + 2, "=1+1", "s")
    assert sheet["A1"].value.isascii()


def test_the_same_export_is_not_begun_twice(long_export, look, entries):
    admin, address = long_export

    again = admin.get("/manage/exports/files.csv")

    assert again.location.partition("?")[0] == address
    assert [entry.kind for entry in entries()].count("application_import.exported") == 1
    assert item(look).state == "running"


def test_one_person_begins_a_few_at_a_time(long_export, office, look):
    by = item(look).by

    def begin(name: str) -> None:
        service.begin(office, by, download.WORK, name, name, "fa", lambda tx: None)

    begin("a")
    begin("b")

    with pytest.raises(service.TooMuchWork):
        begin("c")


def test_a_cancelled_export_stops_in_the_middle_and_leaves_no_file(long_export, work, look, monkeypatch):
    admin, address = long_export
    monkeypatch.setattr(jobs, "STORED", 0.0)
    piece, seen = export.piece, []

    def cancelled_after_one(*args, **kwargs):
        seen.append(1)
        if len(seen) == 2:
            assert admin.post(f"{address}/cancel").status_code == 303
        return piece(*args, **kwargs)

    monkeypatch.setattr(export, "piece", cancelled_after_one)
    work()

    assert (item(look).state, len(seen)) == ("cancelled", 2)
    assert not queries.file_of(item(look).token).exists()
    assert "Stopped. No file was made." in admin.get(f"{address}?lang=en").text
    assert admin.get(f"{address}/file").status_code == 404


def test_progress_is_stored_while_it_runs(long_export, work, monkeypatch):
    monkeypatch.setattr(jobs, "STORED", 0.0)
    stored = []
    keep = service.keep_progress
    monkeypatch.setattr(service, "keep_progress", lambda *args: stored.append(args[2:]) or keep(*args))

    work()

    total = registry.AT_ONCE + 1
    assert stored == [(done, total) for done in range(0, total, registry.STEP)]


def test_a_server_that_stopped_begins_again_and_makes_the_whole_file(long_export, work, look, monkeypatch):
    class PowerCut(BaseException):
        pass

    def cut(*_args):
        raise PowerCut

    monkeypatch.setattr(service, "end", cut)
    with pytest.raises(PowerCut):
        work()
    monkeypatch.undo()
    assert item(look).state == "running"

    work()

    admin, address = long_export
    assert len(admin.get(f"{address}/file").text.splitlines()) == registry.AT_ONCE + 2


def test_work_that_fails_says_so_and_the_next_one_is_done(long_export, work, look, monkeypatch):
    admin, address = long_export
    monkeypatch.setattr(export, "piece", lambda *args, **kwargs: 1 / 0)
    work()
    monkeypatch.undo()

    assert item(look).state == "failed"
    assert "The file could not be made." in admin.get(f"{address}?lang=en").text
    assert not queries.file_of(item(look).token).exists()
    assert admin.get("/manage/exports/files.csv").location.partition("?")[0] != address


def test_nobody_else_sees_it(long_export, work, browser):
    _, address = long_export
    work()
    other = browser()
    other.post("/sign-in", data={"name": "supervisor", "password": PASSWORD})

    assert [other.get(f"{address}{more}").status_code for more in ("", "/progress", "/file")] == [404] * 3
    assert other.post(f"{address}/cancel").status_code == 404


def test_after_a_day_the_file_is_gone(long_export, work, look, office):
    work()
    path = queries.file_of(item(look).token)
    assert path.exists()
    clock.fix(clock.now() + timedelta(days=1, seconds=1))
    rule = next(rule for rule in RULES if rule.what.startswith("exports that were begun"))

    assert (rule.due(db.session(), office, clock.now()), rule.remove(office, clock.now())) == (1, 1)
    assert not path.exists()
    assert look().query(WorkItem).count() == 0


def test_who_got_another_role_meanwhile_has_no_file(long_export, work, browser, office):
    _, address = long_export
    work()
    admin = staff_queries.person_by_name(db.session(), "admin")
    second = staff_service.NewPerson("second", "second", "admin", "a password for tests 43")
    staff_service.create_person(office, second, "test")
    staff_service.save_person(admin.id, staff_service.PersonChanges(admin.name, "clerk", True, set()), "test")
    again = browser()
    again.post("/sign-in", data={"name": "admin", "password": PASSWORD})

    assert again.get("/account").status_code == 200
    assert [again.get(f"{address}{more}").status_code for more in ("", "/progress", "/file")] == [403] * 3
    assert again.post(f"{address}/cancel").status_code == 403


def test_nobody_stops_the_work_of_another_or_what_is_gone(long_export, office, look):
    mine = item(look)

    for by, item_id in ((f"{mine.by}0", mine.id), (mine.by, mine.id + 1)):
        with pytest.raises(NotFound):
            service.cancel(office, by, item_id)

    assert item(look).state == "running"
