"""In one office everything that people may write is markup, and so is every sentence that code makes; no page that
shows it and no form that returns it lets it through. The test fails when ``|safe`` is put on any output that shows such
a text."""

import json
import os
import re
from datetime import timedelta
from pathlib import Path

import pytest
from markupsafe import escape

from deskq.application_exchange import staging
from deskq.application_exchange.models import ApplicationImport
from deskq.application_exchange.reading import reader
from deskq.applications.models import Applicant, Application
from deskq.commissions.models import CommissionItem
from deskq.core import clock
from deskq.core.extensions import db
from deskq.messages.models import Message, Sender
from deskq.queue import jobs
from deskq.web.spreadsheet import XLSX, to_csv
from tests.security import hostile_pages, hostile_rows, hostile_texts
from tests.security.column_readers import ON_NO_PAGE, READERS, all_written, unread
from tests.security.conftest import NUMBERS
from tests.security.filled import Forms
from tests.security.hostile_office import NOW
from tests.security.hostile_texts import HOSTILE
from tests.security.kept_office import Made, all_hostile, database_url, make, now, town
from tests.security.written_columns import NAMES, text_columns
from tests.tools.images import picture

__all__ = ["database_url", "now", "town"]
#: So many forms must have been found, or the walk lost its way.
LEAST_FORMS = {"nobody": 10, "operator": 10, "admin": 50}
NO_TEXT = (XLSX, "image/png", "application/pdf")

#: What is in the folder of a scanner: its last paper is none that can be taken. A name has no slash.
PAPER = HOSTILE.replace("/", "")
PAPERS = {".jpg": picture().getvalue(), ".pdf": b"%PDF-1.4\n%%EOF", ".txt": b"x"}
#: Pictures and papers of which the office has none.
NO_PAGES = re.compile(r"/x\.pdf|/photos/")


@pytest.fixture(scope="session")
def made(seeded_file, instance_of_tests, tmp_path_factory) -> Made:
    return make(tmp_path_factory.mktemp("hostile"), seeded_file, lambda: all_hostile(applications=True))


@pytest.fixture(autouse=True)
def sentences(monkeypatch):
    hostile_texts.spoil_sentences(monkeypatch)


def test_every_column_that_people_write_has_a_reader():
    read = {column for columns in READERS.values() for column in columns.split()}
    on_no_page = {column for columns in ON_NO_PAGE.values() for column in columns.split()}

    assert all_written() - read - on_no_page == set(), "name a reader, or the reason in CHOSEN of written_columns.py"
    assert (read | on_no_page) - all_written() == set()
    assert read & on_no_page == set()


def test_every_name_that_is_no_text_of_people_is_one_of_a_column():
    columns = [column for model in hostile_texts.models() for column in text_columns(model)]

    assert NAMES - {name for column in columns for name in (column.name, str(column))} == set()


@pytest.mark.parametrize("name", hostile_pages.CALLERS)
def test_hostile_text_stays_text_on_every_page_and_in_every_form_sent(app, caller, town, name):
    comes = caller(name)
    sent = enumerate(hostile_pages.BY_SCRIPT.get(name, []))
    by_script = {f"{path} {number}": comes.post(path, data=fields) for number, (path, fields) in sent}
    addresses = [*hostile_pages.addresses(name, town), *hostile_rows.addresses(name, town)]
    asked = {address: comes.get(address) for address in addresses if not NO_PAGES.search(address)}
    pages = by_script | {address: page for address, page in asked.items() if page.mimetype not in NO_TEXT}
    found = {form.kind: form for page in pages.values() for form in hostile_pages.forms(page.text)}

    wrong = {address: hostile_pages.raw(page) for address, page in pages.items()}
    texts = [page.text for page in pages.values()]
    for form in found.values():
        for page in hostile_pages.send(comes, form):
            wrong[f"{form.action} {page.status}"] = hostile_pages.raw(page)
            texts += [page.text] if page.mimetype not in NO_TEXT else []

    assert {what: raw for what, raw in wrong.items() if raw} == {}
    assert unread(name, texts) == []
    assert sum("alert(1)" in page.text for page in pages.values()) > len(pages) / 4
    assert len(found) >= LEAST_FORMS.get(name, 0)


def test_hostile_text_stays_text_where_its_citizen_reads_and_adds_to_it(caller, town):
    pages, found = [], {}

    for proof, digits in [*proofs_of_messages(), *proofs_of_applications()]:
        comes, track = caller("nobody"), "/".join(proof.split("/")[:3])  # one browser reads a few only
        comes.post(proof, data={"digits": digits})
        pages.append(comes.get(track))
        found |= {form.kind: (comes, form) for form in hostile_pages.forms(pages[-1].text)}
    for comes, form in found.values():
        pages += hostile_pages.send(comes, form)

    assert {page.request.path: raw for page in pages if (raw := hostile_pages.raw(page))} == {}
    assert unread("citizen", [page.text for page in pages if page.mimetype not in NO_TEXT]) == []
    assert {kind[0].rpartition("/")[2] for kind in found} >= {"words", "withdrawal", "reopening", "objection"}


def test_what_two_people_change_at_once_stays_text_beside_each_other_and_among_the_changes(caller, town):
    admin = caller("admin")
    rows = ("priorities", "counters", "services", "people", "messages/units", "building/buildings")
    one_of_each = [f"/manage/{path}" for rows_of in rows for path in hostile_pages.filled(f"{rows_of}/1", town)[:1]]
    forms = [form for path in one_of_each for form in Forms(admin.get(path).text).found if "revision" in form.values]

    pages = []
    for form in forms:
        for who in "ab":
            mine = {name: f"{text} {who}" for name, text in form.values.items() if "alert(1)" in text}
            pages.append(admin.post(f"{form.action}?lang=en", data={**form.values, **mine}))
    changes = admin.get("/manage/setup/changes?lang=en")

    assert [page.status_code for page in pages] == [303, 409] * len(rows)
    assert [found for page in [*pages, changes] if (found := hostile_pages.raw(page))] == []
    assert [page.request.path for page in [*pages[1::2], changes] if not re.search("7}} .* a</bdi>", page.text)] == []


def test_the_reason_of_a_closed_day_stays_text_on_all_screens(caller, town):
    clock.fix(NOW + timedelta(days=2))
    jobs.run_once()  # ends the day before

    pages = [caller(name).get(f"/{name}?lang=en") for name in ("lobby", "kiosk")]
    pages.append(caller("hall").get("/hall-screen?lang=en"))

    assert {page.request.path: raw for page in pages if (raw := hostile_pages.raw(page))} == {}
    assert [page.request.path for page in pages if "special_day.reason" not in page.text] == []


def test_the_names_of_papers_in_the_folder_of_a_scanner_stay_text(app, caller, town, tmp_path):
    app.config["SCAN_FOLDER"] = str(tmp_path)
    write_papers(tmp_path / str(NUMBERS["clerk"]))
    clerk, typed = caller("clerk"), {"sheet": "dig_permit", "request_key": "key-of-papers", "name": "x"}

    pages = [clerk.post("/applications/new", data={**typed, "go": "phone", "scan_document": "dig_plan"})]
    dropped = re.findall(r'value="(drop:\w+)"', pages[0].text)
    pages += [clerk.post("/applications/new", data={**typed, "go": go}) for go in dropped]

    assert [hostile_pages.raw(page) for page in pages] == [[]] * (1 + len(PAPERS))
    assert [page.text.count(f"{escape(PAPER)}.") for page in pages] == [len(PAPERS)] * (1 + len(PAPERS))


def write_papers(folder: Path) -> None:
    folder.mkdir()
    for ending, content in PAPERS.items():
        paper = folder / f"{PAPER}{ending}"
        paper.write_bytes(content)
        os.utime(paper, (NOW.timestamp() - 600,) * 2)


def test_the_rows_of_a_table_to_be_imported_stay_text(app, caller, town):
    found, files = db.session().query(ApplicationImport).filter_by(token="columns").one(), staging.Files("columns")
    files.source.write_text(to_csv([HOSTILE, f"{HOSTILE} 2"], [[HOSTILE, "x"]]))
    reader.read(files.source, files.lines)
    done = db.session().query(ApplicationImport).filter_by(token="done").one()
    staging.Files("done").refused.write_text(json.dumps([1, "name", HOSTILE]))
    admin = caller("admin")

    pages = [admin.get(f"/manage/imports/{one.id}?lang=en") for one in (found, done)]
    for token in ("columns", "done"):
        staging.Files(token).remove()

    assert [hostile_pages.raw(page) for page in pages] == [[], []]
    assert f"<bdi>{escape(HOSTILE)}</bdi></td>" in pages[0].text
    assert f">{escape(HOSTILE)} {escape(HOSTILE)}</td>" in pages[1].text  # a reason, which is a sentence of ours


def proofs_of_messages() -> list[tuple[str, str]]:
    """(address, last digits of the number)"""
    rows = db.session().query(Message.code, Sender).join(Sender)
    return [(f"/track/{code}/proof", sender.phone[-4:]) for code, sender in rows if sender.phone]


def proofs_of_applications() -> list[tuple[str, str]]:
    """Of each that a commission hears, and of some others."""
    heard = {row.application_id for row in db.session().query(CommissionItem)}
    rows = db.session().query(Application.code, Applicant).join(Applicant)
    some = [(code, one) for code, one in rows if one.application_id in heard or one.application_id % 5 == 0]
    return [(f"/track/{code}/application/proof", one.phone[-4:]) for code, one in some if one.phone]
