"""The PDF of a published report is printed once, one at a time, and says what the page says."""

import shutil
from pathlib import Path

import pytest

import config
from deskq.core.extensions import db
from deskq.core.text.names import Name
from deskq.half_year.service import versions, withdrawal
from deskq.half_year.views import pdf

ADDRESS = "/published/1405-2.pdf"
#: In place of Chromium: it notes that it runs, takes a moment, and keeps the page as the file.
PROGRAM = """#!/bin/sh
echo begins >> "{log}"
sleep 0.3
for one; do case $one in --print-to-pdf=*) made="${{one#*=}}";; file:*) page="${{one#file://}}";; esac; done
cp "$page" "$made"
echo ends >> "{log}"
"""


@pytest.fixture
def log(tmp_path, monkeypatch) -> Path:
    """What the program that prints has noted; the files are kept in a folder of this test."""
    log, program = tmp_path / "log", tmp_path / "chromium"
    log.touch()
    program.write_text(PROGRAM.format(log=log))
    program.chmod(0o755)
    monkeypatch.setattr(config, "INSTANCE", tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    return log


def test_a_page_is_printed_once_however_many_ask_at_the_same_time(app, log, together):
    files = []

    refused = together(*(lambda: files.append(pdf.of_page("<p>a report</p>", "", "name", "one")) for _ in range(4)))

    assert refused == [None] * 4
    assert len(set(files)) == 1
    assert log.read_text().split() == ["begins", "ends"]


def test_only_one_page_is_printed_at_a_time(app, log, together):
    together(*(lambda name=name: pdf.of_page(f"<p>{name}</p>", "", name, name) for name in ("a", "b", "c")))

    assert log.read_text().split() == ["begins", "ends"] * 3


def test_an_address_that_asks_for_many_is_asked_to_come_again(app, log, together):
    names = [str(number) for number in range(pdf.MOST_WAITING + 3)]

    refused = together(*(lambda name=name: pdf.of_page("<p></p>", "", name, "one") for name in names))

    assert {type(one) for one in refused} == {type(None), pdf.ManyPrint}


def test_what_cannot_be_made_is_not_tried_again_at_once(app, log, monkeypatch):
    monkeypatch.setattr(pdf, "_failed_at", {})
    log.with_name("chromium").write_text(f"#!/bin/sh\necho begins >> {log}\nexit 1\n")

    for after, begun in ((pdf.AGAIN, 1), (pdf.AGAIN, 1), (-1.0, 2)):
        monkeypatch.setattr(pdf, "AGAIN", after)
        with pytest.raises(pdf.NoChromium):
            pdf.of_page("<p></p>", "", "name", "one")
        assert log.read_text().count("begins") == begun


def test_no_connection_to_the_database_is_held_while_a_page_is_printed(published, client, log, monkeypatch):
    held, real = [], pdf._print

    def look(*given):
        held.append(db.session().in_transaction())
        return real(*given)

    monkeypatch.setattr(pdf, "_print", look)

    assert client.get(ADDRESS).status_code == 200
    assert held == [False]


def test_the_file_of_an_older_version_says_that_there_is_a_newer_one(office, mayor, published, half, client, log):
    newer = "There is a newer version of this report."
    first = client.get(f"{ADDRESS}?lang=en").text

    versions.correct(office, "person:1", mayor, half, "دوباره شمرده شد", "")
    versions.publish(office, "person:1", mayor, half)
    older = client.get(f"{ADDRESS}?lang=en&version=1").text
    withdrawal.withdraw(office, "person:1", half, Name("اشتباه", ""))
    withdrawn = client.get(f"{ADDRESS}?lang=en&version=1").text

    assert [newer in text for text in (first, older, withdrawn)] == [False, True, True]
    assert "was withdrawn on" in withdrawn
    assert "was withdrawn on" not in older


def test_links_in_the_file_lead_to_the_office(published, client, log):
    assert '<base href="http://localhost/">' in client.get(ADDRESS).text
