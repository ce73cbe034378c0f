"""The server backs itself up each night, and tries each week to restore what it wrote."""

import errno
import json
import os
import shutil
from datetime import timedelta

import pytest

import config
from deskq.core import clock, last_backup
from deskq.ops.backup import encryption
from deskq.ops.scheduled_backup import files, state_file, words, worker
from tests.ops.backup.conftest import requests, run, take


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("own_worker")
def test_a_night_writes_one_encrypted_file_and_tries_to_restore_it(night, folder, instance):
    known = night()

    assert (known["backup"].fault, known["drill"].fault) == (None, None), known
    assert names(folder) == [known["backup"].file] == [known["drill"].file]
    file = folder / known["backup"].file
    assert (file.stat().st_size, file.stat().st_mode & 0o777) == (known["backup"].size, 0o600)
    assert file.read_bytes().startswith(encryption.MAGIC)
    assert b"SQLite format 3" not in file.read_bytes()
    assert (instance / "backup_key").read_text() not in file.read_text("latin-1")
    assert last_backup.made_at(instance) == clock.now()
    assert list(instance.glob(f"{files.STAGING}*")) == []


def test_it_is_made_once_a_night_and_tried_once_a_week(night, folder, later):
    first = night()
    later(hours=2)
    assert night() == first

    later(days=1)
    second = night()

    assert second["backup"].succeeded_at > first["backup"].succeeded_at
    assert second["drill"] == first["drill"]
    assert len(names(folder)) == 2


def test_without_a_folder_nothing_is_made(app, night, instance):
    app.config["BACKUP_FOLDER"] = ""

    assert night()["backup"].tried_at is None
    assert not (instance / "backup_key").exists()


def test_old_backups_are_deleted_and_other_files_are_not(app, night, folder):
    old = [files.name(clock.now() - timedelta(days=days)) for days in range(1, 60)]
    for name in [*old, "letter.odt"]:
        (folder / name).write_text("old")
    app.config.update(BACKUP_DAILY=3, BACKUP_WEEKLY=0, BACKUP_MONTHLY=0)

    made = night()["backup"].file

    assert names(folder) == sorted([made, *old[:2], "letter.odt"])


def test_on_another_machine_with_its_key_it_is_the_same_office(night, folder, office, instance, request):
    take(office, "one")
    file = folder / night()["backup"].file
    elsewhere = request.getfixturevalue("elsewhere")

    refused = run(elsewhere, "restore", file)
    assert refused.exit_code == 1
    assert "Its key" in refused.output
    assert "Nothing was changed." in refused.output
    shutil.copy(instance / "backup_key", config.INSTANCE / "backup_key")
    answer = run(elsewhere, "restore", file)

    assert answer.exit_code == 0, answer.output
    assert requests(elsewhere) == ["one"]
    assert (config.INSTANCE / "photos" / "3d4e5f.webp").read_bytes() == b"a photo of a citizen"
    assert run(elsewhere, "verify-journal").exit_code == 0


def test_the_scheduled_backup_can_be_made_and_tried_at_once_and_its_key_shown_to_keep_a_copy(
    app, office, folder, instance
):
    assert "no key of backups yet" in run(app, "backup-key").output

    done = run(app, "try-backup")

    assert done.exit_code == 0, done.output
    [made] = folder.iterdir()
    assert made.name in done.output
    known = state_file.read(instance)
    assert [known[task].fault for task in ("backup", "drill")] == [None, None]
    assert known["drill"].file == made.name
    assert run(app, "backup-key").stdout.strip() == (instance / "backup_key").read_text()


def test_a_backup_that_fails_at_once_says_why(app, office, folder):
    folder.rmdir()

    failed = run(app, "try-backup")

    assert (failed.exit_code, "cannot be found. Please create it" in failed.output) == (1, True)
    app.config["BACKUP_FOLDER"] = ""
    assert "DESKQ_BACKUP_FOLDER" in run(app, "try-backup").output


def test_a_folder_that_is_gone_is_said_and_tried_again(night, folder, later):
    folder.rmdir()

    assert night()["backup"].fault == "folder-missing"
    folder.mkdir()
    assert night()["backup"].fault == "folder-missing"  # not within the minute
    later(minutes=16)
    assert night()["backup"].fault is None


@pytest.mark.parametrize(
    ("code", "slug"),
    [
        (errno.ENOSPC, "folder-full"), (errno.EDQUOT, "folder-full"), (errno.EROFS, "folder-read-only"),
        (errno.EACCES, "folder-read-only"), (errno.ESTALE, "folder-fault"),
    ],
)  # fmt: skip
def test_what_the_system_says_about_the_folder_becomes_a_sentence(folder, code, slug):
    with pytest.raises(files.Fault) as found, files.folder_faults(folder):
        raise OSError(code, os.strerror(code))

    assert found.value.slug == slug
    assert words.FAULTS[slug] % found.value.values


def test_a_full_folder_costs_nothing_but_that_backup(app, night, folder, later):
    first = night()["backup"]
    later(days=1)
    app.config["DISK_LEAST_MB"] = 1_000_000_000

    known = night()["backup"]

    assert (known.fault, known.file, known.succeeded_at) == ("no-room-here", first.file, first.succeeded_at)
    assert names(folder) == [first.file]


def test_the_key_may_not_lie_in_the_folder_of_the_backups(app, night, instance):
    app.config["BACKUP_FOLDER"] = str(instance)

    assert night()["backup"].fault == "key-beside"


def test_leftovers_of_a_killed_run_are_removed(night, folder, instance):
    (instance / ".backup-killed").mkdir()
    (instance / ".backup-killed" / "deskq.sqlite").write_text("plain")
    (folder / ".deskq-20200101-000000.backup.part").write_text("half")

    assert night()["backup"].fault is None

    assert list(instance.glob(".backup-*")) == []
    assert len(names(folder)) == 1


@pytest.mark.usefixtures("own_worker")
def test_a_worker_that_dies_is_said(night, monkeypatch):
    monkeypatch.setattr(worker, "__name__", "deskq.no_such_module")

    known = night()["backup"]

    assert known.fault == "stopped"
    assert "no_such_module" in known.values["reason"]


def test_manage_and_metrics_tell_it(client, sign_in, night, folder, later):
    sign_in("supervisor")
    assert "No scheduled backup has been made yet." in client.get("/manage?lang=en").text
    night()

    page, lines = client.get("/manage?lang=en").text, client.get("/metrics").text

    assert "Last backup:" in page
    assert "Last successful trial of restoring one:" in page
    assert "without it no backup can be read" in page
    assert "deskq_backup_works 1" in lines
    assert "deskq_backup_age_seconds 0" in lines
    assert "deskq_restore_drill_works 1" in lines

    shutil.rmtree(folder)
    later(days=1)
    night()
    sign_in("supervisor")
    page = client.get("/manage?lang=en").text
    assert "The nightly backup could not be made." in page
    assert f"The folder {folder} cannot be found." in page
    assert "deskq_backup_works 0" in client.get("/metrics").text


def test_a_damaged_note_costs_nothing(night, instance):
    (instance / state_file.NAME).write_text(json.dumps({"backup": 7}))

    assert night()["backup"].fault is None
