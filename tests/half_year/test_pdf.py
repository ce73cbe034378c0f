"""The PDF of a published report is made once, without a browser, and says what the page says."""

import subprocess

import pytest

import config
from deskq.web.pdf import kept, printing
from deskq.web.pdf.printing import Paper
from tests.tools import pdf_text

ADDRESS = "/published/1405-2.pdf"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """The files are kept in a folder of this test, and a failure of another is forgotten."""
    monkeypatch.setattr(config, "INSTANCE", tmp_path)
    monkeypatch.setattr(kept, "_failed_at", {})
    return tmp_path


@pytest.fixture
def begun(monkeypatch) -> list[str]:
    """The title of each file that was really made."""
    titles, real = [], printing._printed

    def note(document, template):
        titles.append(document["title"])
        return real(document, template)

    monkeypatch.setattr(printing, "_printed", note)
    return titles


def test_the_report_is_a_pdf_on_a_machine_without_a_browser(published, client, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))

    answer = client.get(f"{ADDRESS}?lang=fa")

    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    text = pdf_text.text(answer.data)
    for words in ("آسفالت هنوز ضعف ماست", "۲۲", "هر خیابان تا ده روز پر می‌شود"):
        assert pdf_text.plain(words) in text, text
    assert {"Table", "TH", "TD"} <= set(pdf_text.tags(answer.data))
    links = pdf_text.links(answer.data)
    assert links
    assert all(link.startswith("http://localhost/") for link in links), "they lead to the office"


def test_a_file_is_made_once_however_many_ask_at_the_same_time(app, begun, together):
    def ask():
        with app.test_request_context("/"):
            kept.of_page("<main><h1>A</h1></main>", Paper("Desk", who="one"), "name")

    refused = together(*[ask] * 4)

    assert refused == [None] * 4
    assert begun == ["A"]


def test_what_cannot_be_made_is_not_tried_again_at_once(app, monkeypatch):
    tries = []

    def fails(*words, **more):
        tries.append(words)
        raise subprocess.SubprocessError

    monkeypatch.setattr(printing.subprocess, "run", fails)
    with app.test_request_context("/"):
        for after, so_many in ((kept.AGAIN, 1), (kept.AGAIN, 1), (-1.0, 2)):
            monkeypatch.setattr(kept, "AGAIN", after)
            with pytest.raises(printing.NoPdf):
                kept.of_page("<main><h1>A</h1></main>", Paper("Desk"), "name")
            assert len(tries) == so_many


def test_the_file_of_an_older_version_says_that_there_is_a_newer_one(published, correct, publish, withdraw, client):
    newer = "There is a newer version of this report."
    first = pdf_text.text(client.get(f"{ADDRESS}?lang=en").data)

    correct()
    publish()
    older = pdf_text.text(client.get(f"{ADDRESS}?lang=en&version=1").data)
    withdraw()
    withdrawn = pdf_text.text(client.get(f"{ADDRESS}?lang=en&version=1").data)

    assert [newer in text for text in (first, older, withdrawn)] == [False, True, True]
    assert ["was withdrawn on" in text for text in (older, withdrawn)] == [False, True]
