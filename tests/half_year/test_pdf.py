"""The PDF of a published report: made once, by one Chromium at a time, and no connection of the database waits."""

from threading import Thread
from time import sleep

import pytest

import config
from deskq.core.extensions import db
from deskq.half_year.views import pdf

ADDRESS = "/published/1405-2.pdf"
PROGRAM = """#!/bin/sh
echo x >> "{starts}"
sleep 0.3
for word in "$@"; do
    case "$word" in --print-to-pdf=*) {work} ;; esac
done
"""


@pytest.fixture
def chromium(tmp_path, monkeypatch):
    """``chromium("exit 1")`` puts a program in its place; returns the file that has a line for each of its starts."""
    monkeypatch.setattr(config, "INSTANCE", tmp_path)
    monkeypatch.setattr(pdf, "_failed_at", {})

    def put(work='printf "%%PDF" > "${word#*=}"'):
        starts, program = tmp_path / "starts", tmp_path / "chromium"
        starts.touch()
        program.write_text(PROGRAM.format(starts=starts, work=work))
        program.chmod(0o700)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        return starts

    return put


def ask_at_once(names: list[str]) -> list[str]:
    """What became of each: "made", or the slug of the refusal."""
    found = []

    def ask(name):
        try:
            found.append(pdf.of_page("<html></html>", name) and "made")
        except (pdf.NoChromium, pdf.ManyPdfs) as refusal:
            found.append(refusal.slug)

    threads = [Thread(target=ask, args=(name,)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def test_readers_who_come_together_start_one_chromium(chromium):
    starts = chromium()

    assert ask_at_once(["one"] * 5) == ["made"] * 5
    assert starts.read_text() == "x\n"


def test_two_files_are_made_one_after_the_other(chromium, tmp_path):
    here = tmp_path / "here"
    starts = chromium(f'test -e "{here}" && exit 1; touch "{here}"; sleep 0.2; rm "{here}"; printf 1 > "${{word#*=}}"')

    assert ask_at_once(["one", "two", "three"]) == ["made"] * 3
    assert starts.read_text() == "x\n" * 3


def test_a_reader_does_not_wait_for_ever(chromium, monkeypatch):
    monkeypatch.setattr(pdf, "PATIENCE", 0.1)
    chromium()
    assert sorted(ask_at_once(["one", "two"])) == ["made", "many-pdfs"]


def test_what_cannot_be_made_is_not_tried_again_at_once(chromium, monkeypatch):
    starts = chromium("exit 1")
    assert ask_at_once(["one"] * 3) == ["no-pdf"] * 3
    assert starts.read_text() == "x\n"

    monkeypatch.setattr(pdf, "AGAIN", 0.0)
    sleep(0.01)
    assert ask_at_once(["one"]) == ["no-pdf"]
    assert starts.read_text() == "x\n" * 2


def test_no_connection_waits_for_it(published, client, chromium, monkeypatch):
    chromium()
    held, print_page = [], pdf._print

    def printed(*arguments):
        held.append(db.session().in_transaction())
        return print_page(*arguments)

    monkeypatch.setattr(pdf, "_print", printed)

    answer = client.get(ADDRESS)

    assert (answer.status_code, answer.data) == (200, b"%PDF")
    assert held == [False]
