"""A journal that was rewritten or cut, with all its hashes right, contradicts the anchors, which nobody can forge."""

import json
import os

import pytest

from deskq.core import clock, outages
from deskq.core.extensions import db
from deskq.journal_proof import chain, comparison, jobs, key_file, store, words
from deskq.journal_proof.chain import BrokenChain
from tests.journal_proof.forging import last
from tests.journal_proof.rewriting import rewrite
from tests.ops.backup.conftest import run
from tests.tools.statements import statements


def test_one_line_a_day_names_the_head_of_the_journal_once(office, day, folder, instance, later):
    day()
    sequence = last(office)
    day()
    later(days=-1)
    assert jobs.anchor()

    found = store.anchors()

    assert [one.heads[office][0] for one in found] == [sequence, sequence + 1]
    assert len((folder / store.NAME).read_text().splitlines()) == 2
    assert (instance / key_file.NAME).stat().st_mode & 0o777 == 0o600  # for the user of deskq only


def test_the_job_writes_it_when_the_clock_is_trusted(app, office):
    job = jobs.DailyAnchor()

    job.round()
    job.round()

    assert len(store.anchors()) == 1


def test_the_job_waits_until_there_is_an_office(make_app, bare_database_url):
    app = make_app(SQLALCHEMY_DATABASE_URI=bare_database_url)
    with app.app_context():
        assert not jobs.anchor()
        assert not store.path().exists()
        db.session.remove()


@pytest.fixture
def lines(day, folder) -> list[str]:
    """The anchors of three days."""
    for _ in range(3):
        day()
    return (folder / store.NAME).read_text().splitlines()


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_changed_line_is_found(lines, number):
    content = json.loads(lines[number])
    content["heads"] = {office: [sequence, "0" * 64] for office, (sequence, _) in content["heads"].items()}
    lines[number] = json.dumps(content, sort_keys=True, separators=(",", ":"))

    with pytest.raises(BrokenChain) as broken:
        chain.read(lines)

    assert broken.value.line == number + 1


@pytest.mark.parametrize("kept", [slice(1, None), slice(0, 0), slice(0, 2)])
def test_missing_lines_are_found(app, day, folder, lines, kept):
    (folder / store.NAME).write_text("".join(f"{line}\n" for line in lines[kept]))

    assert run(app, "verify-journal", "--anchors").exit_code == 1
    assert not day()
    assert outages.states()[words.PART] in ("anchors-changed", "anchors-cut")


def test_who_takes_the_key_of_today_cannot_sign_yesterday(lines, instance):
    """The key of each anchor is gone after it: with what is on the server a line can only be added."""
    (stolen,) = key_file.read(instance).keys
    anchors = chain.read(lines)
    forged = chain.signed_line(anchors[1].at, {1: (5, "f" * 64)}, lines[0], stolen, chain.public(chain.new_key()))

    with pytest.raises(BrokenChain) as broken:
        chain.read([lines[0], forged])

    assert broken.value.line == 2
    assert [one.key for one in anchors].count(chain.public(stolen)) == 0


def test_a_file_that_was_made_anew_from_the_start_has_another_key_than_the_paper(app, office, day, folder):
    day()
    paper = run(app, "anchor-key").stdout.strip()
    assert run(app, "verify-journal", "--anchor-key", paper).exit_code == 0
    rewrite(office, last(office), code="Z999")
    (folder / store.NAME).unlink()
    store.begin_anew(clock.now())
    day()

    assert run(app, "verify-journal", "--anchors").exit_code == 0
    answer = run(app, "verify-journal", "--anchors", "--anchor-key", paper)

    assert answer.exit_code == 1
    assert "another key" in answer.output


def test_a_copy_on_another_machine_is_proved_with_the_paper_alone(app, office, day, folder, instance, tmp_path):
    day()
    day()
    paper = run(app, "anchor-key").stdout.strip().replace(" ", "")
    copy = tmp_path / "copy.jsonl"
    (folder / store.NAME).rename(copy)
    (instance / key_file.NAME).unlink()

    answer = run(app, "verify-journal", "--anchor-file", copy, "--anchor-key", paper)

    assert answer.exit_code == 0, answer.output


@pytest.mark.parametrize("moment", ["before the line", "within the line", "after the line"])
def test_a_power_cut_at_any_moment_loses_at_most_one_anchor(day, folder, instance, monkeypatch, moment):
    day()
    real, written = store._append_line, []

    def stop(file, line):
        if moment == "within the line":
            with file.open("a") as half:
                half.write(line[:100])
        elif moment == "after the line":
            real(file, line)
        written.append(line)
        raise OSError(5, os.strerror(5))

    monkeypatch.setattr(store, "_append_line", stop)
    assert not day()
    monkeypatch.undo()

    monkeypatch.setattr("config.INSTANCE", instance)
    assert day()
    assert len(store.anchors()) == (3 if moment == "after the line" else 2)


def test_a_folder_that_cannot_be_written_is_reported_and_works_again(app, day, folder, tmp_path):
    app.config["ANCHOR_FOLDER"] = str(tmp_path / "nowhere")

    assert not day()
    assert outages.states()[words.PART] == "anchors-unusable"
    app.config["ANCHOR_FOLDER"] = str(folder)

    assert day()
    assert outages.states()[words.PART] is None


@pytest.mark.parametrize("content", ["", "{}", '{"keys": 1}', "\x00"])
def test_a_damaged_key_is_reported_and_begun_anew_by_a_command(app, day, folder, instance, content):
    day()
    (instance / key_file.NAME).write_text(content)
    assert not day()
    assert outages.states()[words.PART] == "anchors-key"

    answer = run(app, "anchor-key", "--new")

    assert answer.exit_code == 0, answer.output
    assert len(list(folder.iterdir())) == 2
    assert day()
    assert run(app, "verify-journal", "--anchors").exit_code == 0


def test_without_anchors_there_is_no_key_to_show_and_nothing_to_compare(app, office):
    assert "no anchors yet" in run(app, "anchor-key").output
    assert run(app, "verify-journal", "--anchors").exit_code == 1


def test_many_anchors_are_asked_in_a_few_queries(office, day, monkeypatch):
    monkeypatch.setattr(comparison, "BATCH", 2)
    for _ in range(5):
        day()

    with statements() as sent:
        assert comparison.first_difference(db.session(), store.anchors()) is None
    rewrite(office, last(office), code="Z999")

    assert len([statement for statement, _ in sent if "FROM journal" in statement]) == 3
    assert comparison.first_difference(db.session(), store.anchors()).sequence == last(office)
