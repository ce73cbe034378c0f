"""The folder of a counter's scanner: only whole papers are shown, each is taken once, nothing hostile is opened."""

import os
import re

import pytest

from deskq.applications.models import ApplicationFile
from deskq.applications.queries import application as queries
from deskq.core import clock
from deskq.document_scans import jobs, rules, scanner_folder
from deskq.document_scans import queries as scan_queries
from deskq.document_scans.places import place
from deskq.document_scans.service import attach
from deskq.document_scans.service.target import Paper, Target
from deskq.web import uploads
from tests.applications.conftest import BOTH, person_id
from tests.document_scans.conftest import PAPER
from tests.document_scans.test_application_scans import send
from tests.tools.images import picture

LISTS = "/applications/{}/scans"


def tokens(page: str) -> list[str]:
    return re.findall(r'value="take:([0-9a-f]{32})"', page)


@BOTH
def test_a_paper_is_taken_once(lacking, scanner, sign_in, look, now_of, office):
    scanner.write("scan 1.jpg")
    clerk = sign_in("karimi")
    [token] = tokens(clerk.get(LISTS.format(lacking.id)).text)
    assert clerk.get(f"/applications/scanner/{token}").mimetype == "image/webp"

    assert send(clerk, lacking, go=f"take:{token}").status_code == 303
    assert send(clerk, lacking, go=f"take:{token}").status_code == 303  # pressed twice, taken once

    [file] = queries.files(look(), lacking.id)
    assert (file.source, now_of(lacking.id).state) == ("folder", "open")
    assert list(scan_queries.takes(look(), office, 2)) == [token]
    assert scan_queries.takes(look(), office, 3) == {}
    assert tokens(clerk.get(LISTS.format(lacking.id)).text) == []
    refused = send(clerk, lacking, go=f"take:{token}", document="identity")
    assert refused.status_code == 409
    assert "دیگر در پوشه نیست" in refused.text


@BOTH
def test_two_counters_never_take_the_same_paper(together, opened, scanner, action, look, office):
    """Pressed at the same moment for two applications: one of them has it, the other is told."""
    few = frozenset({"identity", "levy"})
    made = [opened(received=few).id, opened(received=few, another=True).id]
    scanner.write("scan.jpg")
    [found] = scanner_folder.listing([str(scanner.root), "2"]).papers
    person = person_id("karimi")

    def take(application_id: int):
        target = Target(office, f"person:{person}", person, application_id)
        return lambda: attach.attach(target, "deed", ["a" * 40 + ".webp"], "folder", Paper(2, found.token))

    refused = together(*(take(one) for one in made))

    assert sorted(type(one).__name__ for one in refused) == ["NoneType", "ScanTaken"]
    assert look().query(ApplicationFile).count() == 1


def test_a_removed_scan_is_in_the_folder_again_until_the_folder_is_emptied(lacking, scanner, sign_in, look, later):
    paper = scanner.write("scan.jpg")
    clerk = sign_in("karimi")
    [token] = tokens(clerk.get(LISTS.format(lacking.id)).text)
    send(clerk, lacking, go=f"take:{token}")
    jobs.remove_taken()
    assert paper.exists()

    send(clerk, lacking, go=f"detach:{queries.files(look(), lacking.id)[0].id}")
    assert tokens(clerk.get(LISTS.format(lacking.id)).text) == [token]

    send(clerk, lacking, go=f"take:{token}")
    later(minutes=61)
    look()
    jobs.remove_taken()
    assert not paper.exists()


def test_a_discarded_paper_can_be_put_back(lacking, scanner, sign_in):
    scanner.write("blank.jpg")
    clerk = sign_in("karimi")
    [token] = tokens(clerk.get(LISTS.format(lacking.id)).text)

    send(clerk, lacking, go=f"drop:{token}")
    send(clerk, lacking, go=f"drop:{token}")
    page = clerk.get(LISTS.format(lacking.id)).text
    assert (tokens(page), f"keep:{token}" in page) == ([], True)
    send(clerk, lacking, go=f"keep:{token}")
    send(clerk, lacking, go=f"keep:{token}")

    assert tokens(clerk.get(LISTS.format(lacking.id)).text) == [token]


def test_a_half_written_paper_is_not_shown(scanner):
    whole = picture().getvalue()
    scanner.write("growing.jpg", whole[:-40], seconds=30)
    scanner.write("just now.jpg", seconds=1)
    scanner.write("empty.pdf", b"", seconds=30)
    scanner.write("half.pdf", PAPER[:-6], seconds=30)
    scanner.write(".hidden.jpg")
    scanner.write("scan.jpg.tmp")

    assert scanner_folder.listing([str(scanner.root), "2"]).papers == []
    scanner.write("growing.jpg", whole, seconds=3)
    [one] = scanner_folder.listing([str(scanner.root), "2"]).papers
    assert (one.name, one.problem) == ("growing.jpg", "")


def test_what_is_no_scan_is_refused_with_a_sentence(scanner, tmp_path_factory, lacking, sign_in, look):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.jpg"
    secret.write_bytes(picture().getvalue())
    (scanner.path / "link.jpg").symlink_to(secret)
    os.mkfifo(scanner.path / "pipe.jpg")
    (scanner.path / "folder.pdf").mkdir()
    scanner.write("run.exe", b"MZ")
    scanner.write("never whole.jpg", picture().getvalue()[:-40], seconds=600)
    with open(scanner.write("huge.pdf", b"%PDF"), "r+b") as file:
        file.truncate(uploads.SCAN.largest + 1)
    for file in ("link.jpg", "pipe.jpg", "huge.pdf"):
        when = clock.now().timestamp() - 60
        os.utime(scanner.path / file, (when, when), follow_symlinks=False)

    papers = {one.name: one for one in scanner_folder.listing([str(scanner.root), "2"]).papers}

    assert {name: one.problem for name, one in papers.items()} == {
        **dict.fromkeys(("link.jpg", "pipe.jpg", "folder.pdf"), rules.NO_FILE),
        "run.exe": rules.NOT_A_SCAN,
        "never whole.jpg": rules.NOT_WHOLE,
        "huge.pdf": rules.TOO_LARGE,
    }
    clerk = sign_in("karimi")
    page = clerk.get(LISTS.format(lacking.id)).text
    assert tokens(page) == []
    assert "حداکثر ۱۲ مگابایت" in page
    taken = {name: send(clerk, lacking, go=f"take:{one.token}").status_code for name, one in papers.items()}
    assert taken == {
        **dict.fromkeys(("link.jpg", "folder.pdf"), 409),
        "huge.pdf": 413,
        **dict.fromkeys(("pipe.jpg", "run.exe", "never whole.jpg"), 422),
    }
    for one in papers.values():
        assert clerk.get(f"/applications/scanner/{one.token}").status_code == 404
    assert look().query(ApplicationFile).count() == 0


@pytest.mark.parametrize("name", ["<script>alert(1)<.jpg", "a\nb\u202egpj.jpg", "ب" * 100 + ".jpg", "x" * 250 + ".jpg"])
def test_hostile_names_are_shown_as_text(name, scanner, lacking, sign_in):
    scanner.write(name)

    page = sign_in("karimi").get(LISTS.format(lacking.id)).text

    assert len(tokens(page)) == 1
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "x" * 61 not in page


def test_a_name_that_is_no_text_at_all(scanner, lacking, sign_in):
    file = os.path.join(os.fsencode(scanner.path), b"\xff\xfe.jpg")
    with open(file, "wb") as opened:
        opened.write(picture().getvalue())
    when = clock.now().timestamp() - 60
    os.utime(file, (when, when))
    clerk = sign_in("karimi")

    [token] = tokens(clerk.get(LISTS.format(lacking.id)).text)

    assert send(clerk, lacking, go=f"take:{token}").status_code == 303


def test_the_newest_of_very_many_papers_are_shown(scanner):
    for n in range(scanner_folder.MOST_SHOWN + 10):
        scanner.write(f"{n}.jpg", seconds=10 + n)

    papers = scanner_folder.listing([str(scanner.root), "2"]).papers

    assert [one.name for one in papers] == [f"{n}.jpg" for n in range(scanner_folder.MOST_SHOWN)]


def test_a_missing_folder_is_said_and_a_file_can_still_be_chosen(scanner, lacking, sign_in):
    os.rmdir(scanner.path)
    clerk = sign_in("karimi")

    page = clerk.get(f"/applications/{lacking.id}")

    assert page.status_code == 200
    assert "پوشهٔ این اسکنر پیدا نشد" in page.text
    assert 'name="photos"' in page.text
    (scanner.root / "2").symlink_to("/tmp")
    assert "خواندنی نیست" in clerk.get(f"/applications/{lacking.id}").text


def test_a_read_only_folder_is_said_and_its_papers_are_still_taken_once(scanner, lacking, sign_in, monkeypatch):
    scanner.write("scan.jpg")
    monkeypatch.setattr(os, "access", lambda *_, **__: False)  # tests may run as root, who writes everywhere
    clerk = sign_in("karimi")

    page = clerk.get(f"/applications/{lacking.id}").text

    assert "فقط خواندنی است" in page
    [token] = tokens(page)
    assert send(clerk, lacking, go=f"take:{token}").status_code == 303
    assert tokens(clerk.get(f"/applications/{lacking.id}").text) == []


def test_who_is_at_no_counter_sees_no_scanner(app, scanner, lacking, sign_in):
    scanner.write("scan.jpg")
    clerk = sign_in("karimi")
    [token] = tokens(clerk.get(f"/applications/{lacking.id}").text)
    expert = sign_in("planner")

    assert tokens(expert.get(f"/applications/{lacking.id}").text) == []
    assert expert.get(f"/applications/scanner/{token}").status_code == 404
    assert send(expert, lacking, go=f"take:{token}").status_code == 409


def test_another_offices_scanners_have_folders_of_their_own(app, office, scanner):
    assert place(office, 2) == [str(scanner.root), "2"]
    assert place(office + 7, 2) == [str(scanner.root), f"office-{office + 7}", "2"]
