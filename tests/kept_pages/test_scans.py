"""Scans of documents: from a file, the folder of a scanner, and a phone."""

import re

import pytest

from deskq.applications.models import ApplicationFile
from tests.applications.applicants import paper
from tests.document_scans.conftest import asked, at_counter, scanner
from tests.kept_pages.casework import lacking, look, marked_names, now_of, opened
from tests.kept_pages.check import check
from tests.tools.images import picture

pytestmark = pytest.mark.usefixtures("marked_names")
__all__ = ["asked", "at_counter", "lacking", "look", "marked_names", "now_of", "opened", "scanner"]
TOKEN = re.compile(r'value="take:([0-9a-f]{32})"')


def test_scans_of_the_desk_and_of_a_phone(scene, lacking, asked, look, browser):
    scanning = scene("scan-upload")
    scanning.comes("phone", browser())
    desk = f"/applications/{lacking.id}"

    scanning.send("karimi", f"{desk}/scans", go="upload", scan_document="deed")
    scanning.send("karimi", f"{desk}/scans", go="upload", scan_document="", photos=[paper(b"no file")])
    scanning.send("karimi", f"{desk}/scans", go="phone", scan_document="deed")
    scanning.look("phone", asked())
    scanning.send("phone", asked())
    scanning.send("phone", asked(), photos=[paper(b"no file"), paper()])
    scanning.send("phone", asked(), photos=[(picture(), "deed.jpg")])
    scanning.send("karimi", f"{desk}/scans", go="upload", scan_document="identity", photos=[paper()])
    scanning.look("karimi", f"{desk}/scans")
    scanning.look("inspectorate", desk)
    draft = {"sheet": "renewal_levy", "request_key": "s" * 32, "kind": "owner"}
    scanning.send("karimi", "/applications/new", **draft, go="upload", scan_document="parcel", photos=[paper()])
    last = look().query(ApplicationFile).order_by(ApplicationFile.id.desc()).first().id
    scanning.send("karimi", f"{desk}/scans", go=f"detach:{last}")

    check("scan-upload", scanning.pages)


def test_scans_from_the_folder_of_a_scanner(scene, lacking, scanner, monkeypatch):
    scanning = scene("scan-folder")
    clerk = scanning.comes("karimi")
    lists = f"/applications/{lacking.id}/scans"

    scanning.look("karimi", lists)
    scanner.write("scan 1.jpg")
    scanner.write("scan 2.pdf", paper()[0].getvalue())
    scanner.write("scan 3.jpg", b"no picture", seconds=7200)
    scanner.write("notes.txt", b"words")
    scanning.look("karimi", lists, f"/applications/{lacking.id}")
    scanning.send("karimi", lists, go="upload", scan_document="deed")
    first, second, *_ = TOKEN.findall(clerk.get(lists).text)
    scanning.send("karimi", lists, go=f"drop:{second}")
    scanning.send("karimi", lists, go=f"take:{first}", scan_document="deed")
    scanning.look("karimi", lists)
    scanner.path.rename(scanner.root / "gone")
    scanning.look("karimi", lists)

    check("scan-folder", scanning.pages)
