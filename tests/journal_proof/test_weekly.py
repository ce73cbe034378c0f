"""The journal is verified each week at night by the command itself, which notes when and with what result."""

from datetime import timedelta

import pytest
from sqlalchemy import text

import config
from deskq.core import clock
from deskq.core.extensions import db
from deskq.journal_proof import note, weekly
from deskq.journal_proof.note import JournalCheck
from tests.journal_proof.rewriting import rewrite
from tests.ops.backup.conftest import run


@pytest.mark.parametrize(("hour", "due"), [(2, False), (3, True), (6, True), (7, False), (12, False)])
def test_it_is_made_in_the_hours_after_the_backup(app, hour, due):
    assert weekly.is_due(hour) == due


@pytest.mark.parametrize(("days", "due"), [(6, False), (8, True)])
def test_it_is_made_once_a_week(app, instance, days, due):
    note.write(instance, JournalCheck(clock.now() - timedelta(days=days), True))

    assert weekly.is_due(4) == due


def test_the_command_notes_an_honest_journal_and_a_changed_row(app, office, day, instance):
    day()
    assert run(app, "verify-journal").exit_code == 0
    assert note.read(instance) == JournalCheck(clock.now(), True)

    rewrite(office, 1, code="Z9")
    db.session().execute(text("UPDATE journal SET body = '{}' WHERE sequence = 1"))
    db.session.commit()

    assert run(app, "verify-journal").exit_code == 1
    assert not note.read(instance).is_whole


def test_the_job_runs_the_command_in_a_process_of_its_own(app, office, instance, monkeypatch):
    monkeypatch.setenv("DESKQ_INSTANCE", str(instance))

    weekly.run()

    assert note.read(config.INSTANCE).is_whole


@pytest.mark.parametrize("content", ["", "[]", '{"at": 1, "whole": true}'])
def test_a_damaged_note_is_none(instance, content):
    (instance / note.NAME).write_text(content)

    assert note.read(instance) is None
