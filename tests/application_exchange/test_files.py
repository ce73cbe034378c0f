"""What is on the disk of an uploaded table: for nobody else to read, and no longer than it is needed."""

import stat
from pathlib import Path

import pytest

from deskq.application_exchange import queries, staging
from deskq.application_exchange.staging import Files
from deskq.core.extensions import db
from deskq.data_requests import service as data_requests
from tests.application_exchange.conftest import HEAD
from tests.conftest import KEY

GOOD = "A-1,info_desk,2026-01-05,2026-02-05,,,,سارا احمدی,09121234567,0499370899\n"
BAD = "A-2,no_such_service,2026-01-05,2026-02-05,,,,رضا کریمی,09351112233,\n"


@pytest.fixture(autouse=True)
def folder_of_test(monkeypatch, tmp_path):
    """The folder of imports, with nothing in it from other tests."""
    monkeypatch.setattr(staging, "folder", lambda: tmp_path)


def texts() -> str:
    return "".join(path.read_text() for path in staging.folder().iterdir())


def files_of(office: int, import_id: int) -> list[Path]:
    found = queries.by_id(db.session(), office, import_id)
    return [path for path in (Files(found.token).source, Files(found.token).lines) if path.exists()]


def test_nobody_else_may_read_the_files_and_the_table_goes_when_it_was_read(office, upload):
    import_id = upload(HEAD + GOOD + BAD)

    assert [path.suffix for path in files_of(office, import_id)] == [".lines"]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in staging.folder().iterdir()}
    assert modes == {0o600}


def test_after_an_import_only_refused_rows_are_left(office, carried_out):
    whole = carried_out(HEAD + GOOD)
    half = carried_out(HEAD + GOOD.replace("A-1", "A-3") + BAD)

    assert (whole.state, half.state, list(half.refused)) == ("done", "done", [3])
    assert files_of(office, whole.id) == []
    assert "09351112233" in texts()
    assert "09121234567" not in texts()
    assert {stat.S_IMODE(path.stat().st_mode) for path in staging.folder().iterdir()} == {0o600}


def test_a_table_that_cannot_be_read_is_deleted(office, upload):
    import_id = upload(b"\xd0\xcf\x11\xe0 09121234567")

    assert queries.by_id(db.session(), office, import_id).state == "failed"
    assert files_of(office, import_id) == []


def test_an_erased_person_is_in_no_file_and_the_import_says_why_it_ended(office, upload, outcome):
    import_id, others = upload(HEAD + GOOD.replace("09121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷")), upload(HEAD + BAD)

    person = data_requests.subject_from_input("", "0499370899", KEY)
    counts = data_requests.erase_data(office, "test", person, "نامهٔ ۱۲")

    assert counts["imported_tables"] == 1
    assert "سارا" not in texts()
    assert "رضا" in texts()
    assert (outcome(import_id).state, outcome(others).state) == ("failed", "columns")
    assert "erased" in outcome(import_id).problem
