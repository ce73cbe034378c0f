"""The doctor says when backups are missing, old, failing, gone, on the same disk, or were never restored."""

from dataclasses import replace
from datetime import timedelta

import pytest

import config
from deskq.core import clock, last_backup
from deskq.doctor.checks import backups
from deskq.ops.scheduled_backup import state_file
from deskq.ops.scheduled_backup.state_file import Result

SAME_DISK = backups._same_disk


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def scheduled(app, folder, monkeypatch):
    """``scheduled(backup, drill)``: these are the results of the last night; its file is in the folder, which is said
    to be on another disk."""
    app.config["BACKUP_FOLDER"] = str(folder)
    monkeypatch.setattr("deskq.doctor.checks.backups._same_disk", lambda folder: False)

    def note(backup: Result, drill: Result) -> None:
        if backup.file:
            (folder / backup.file).touch()
        state_file.note(config.INSTANCE, "backup", backup)
        state_file.note(config.INSTANCE, "drill", drill)

    return note


def good(hours: float = 5) -> Result:
    at = clock.now() - timedelta(hours=hours)
    return Result(at, at, file=f"deskq-{at:%Y%m%d-%H%M%S}.backup", size=1000, seconds=1.0)


def test_fresh_backups_are_well(doctor, scheduled):
    scheduled(good(), good())

    (found,) = doctor("backups")

    assert found.state == "ok"
    assert "One was restored as a trial" in found.text


def test_no_backup_at_all_is_wrong(errs, instance):
    (instance / last_backup.NAME).unlink()

    errs("backups", "", "DESKQ_BACKUP_FOLDER")


def test_a_backup_by_hand_is_enough_for_a_week(states, later):
    assert states("backups") == ["hint"]

    later(days=8)

    assert states("backups")[0] == "error"


@pytest.mark.parametrize(
    ("backup", "drill", "said"), [(37, 5, "The last scheduled backup"), (5, 10 * 24, "last trial")]
)
def test_an_old_backup_and_an_old_trial_are_wrong(doctor, scheduled, backup, drill, said):
    scheduled(good(backup), good(drill))

    assert said in doctor("backups")[0].text


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_failing_backup_says_why_in_the_language_asked(doctor, scheduled, language):
    scheduled(state_file.failed(good(), clock.now(), "folder-read-only", {"folder": "/srv/x"}), good())

    (found,) = doctor("backups", language)

    assert found.state == "error"
    assert "/srv/x" in found.text
    assert ("may not write" in found.text) == (language == "en")


def test_a_backup_that_somebody_deleted_is_missed(errs, scheduled, folder):
    made = good()
    scheduled(made, good())
    (folder / made.file).unlink()

    errs("backups", made.file)


def test_backups_on_the_disk_of_the_database_are_pointed_out(doctor, scheduled, monkeypatch):
    monkeypatch.setattr("deskq.doctor.checks.backups._same_disk", SAME_DISK)
    scheduled(good(), good())

    (found,) = doctor("backups")

    assert found.state == "warning"
    assert "same disk" in found.text


@pytest.mark.parametrize(
    ("drill", "state", "said"),
    [
        (Result(), "warning", "No backup has been restored"),
        (Result(fault="drill-differs", values={"file": "x"}), "error", "Restoring a backup as a trial fails"),
    ],
)
def test_a_backup_that_was_never_restored_is_pointed_out(doctor, scheduled, drill, state, said):
    scheduled(good(), replace(drill, tried_at=clock.now()))

    (found,) = doctor("backups")

    assert (found.state, said in found.text) == (state, True)
