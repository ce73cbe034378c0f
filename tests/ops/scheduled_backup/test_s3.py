"""Backups in a bucket of a server that checks every signature: kept, tried, rotated, and each fault of it in words."""

import os
from datetime import timedelta

import pytest

import config
from deskq.core import clock
from deskq.ops.backup import encryption
from deskq.ops.scheduled_backup import files, jobs, s3, state_file
from tests.ops.backup.conftest import run
from tests.ops.scheduled_backup import s3_server
from tests.ops.scheduled_backup.s3_server import KEY, REGION, SECRET


@pytest.fixture
def server():
    with s3_server.s3_server() as made:
        yield made


@pytest.fixture
def more_settings(server) -> dict[str, object]:
    where = {"BACKUP_S3": server.address, "BACKUP_S3_KEY": KEY, "BACKUP_S3_SECRET": SECRET, "BACKUP_S3_REGION": REGION}
    return {"BACKUP_FOLDER": "", **where}


def test_a_night_sends_one_encrypted_backup_and_restores_what_is_there(night, server, instance):
    known = night()

    assert (known["backup"].fault, known["drill"].fault) == (None, None), known
    ((name, sent),) = server.objects.items()
    assert name == f"office/{known['backup'].file}"
    assert sent.startswith(encryption.MAGIC)
    assert len(sent) == known["backup"].size == known["drill"].size
    assert list(instance.glob(f"{files.STAGING}*")) == []


def test_a_large_backup_is_sent_in_parts(night, server, instance):
    (instance / "photos").mkdir(exist_ok=True)
    (instance / "photos" / "large.png").write_bytes(os.urandom(13_000_000))

    known = night()

    assert (known["backup"].fault, known["drill"].fault) == (None, None), known
    assert len(server.objects[f"office/{known['backup'].file}"]) == known["backup"].size > 13_000_000
    assert server.parts == {}


def test_old_backups_are_deleted_and_other_objects_are_not(app, night, server):
    old = [f"office/{files.name(clock.now() - timedelta(days=days))}" for days in range(1, 9)]
    others = ["office/letter.odt", "elsewhere/deskq-20260101-000000.backup"]
    server.objects.update(dict.fromkeys([*old, *others], b"old"))
    app.config.update(BACKUP_DAILY=3, BACKUP_WEEKLY=0, BACKUP_MONTHLY=0)

    made = night()["backup"].file

    assert sorted(server.objects) == sorted([f"office/{made}", *old[:2], *others])


@pytest.mark.parametrize(
    ("refusal", "slug"),
    [
        ((403, "AccessDenied"), "s3-read-only"), ((507, "XMinioStorageFull"), "s3-full"),
        ((400, "QuotaExceeded"), "s3-full"), ((500, "InternalError"), "s3-fault"),
    ],
)  # fmt: skip
def test_a_bucket_that_takes_nothing_is_said_and_tried_again(night, server, later, refusal, slug):
    server.refusal = refusal

    known = night()["backup"]

    assert (known.fault, known.succeeded_at) == (slug, None)
    assert known.values["folder"] == server.address
    assert server.objects == {}
    server.refusal = None
    later(hours=1)
    assert night()["backup"].fault is None


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"BACKUP_S3_SECRET": "another"}, "s3-refused"),
        ({"BACKUP_S3_KEY": "another"}, "s3-refused"),
        ({"BACKUP_S3_REGION": "elsewhere"}, "s3-refused"),
        ({"BACKUP_S3": "http://127.0.0.1:1/deskq-backups"}, "s3-unreachable"),
        ({"BACKUP_S3": "http://no-such-host.invalid/deskq-backups"}, "s3-unreachable"),
    ],
)
def test_what_is_wrong_with_the_way_there_is_said(app, night, client, sign_in, change, slug):
    app.config.update(change)

    known = night()["backup"]

    assert known.fault == slug, known
    sign_in("admin")
    page = client.get("/manage?lang=en").text
    assert "The nightly backup could not be made." in page
    assert SECRET not in page
    assert "another" not in page
    said = run(app, "doctor", "--language", "en").output
    assert "The nightly backup fails." in said
    assert "deskq_backup_works 0" in client.get("/metrics").text


def test_a_bucket_that_is_not_there_is_said(app, night, server):
    app.config["BACKUP_S3"] = server.address.replace("deskq-backups", "nothing")

    assert night()["backup"].fault == "s3-missing"


def test_a_lost_key_of_backups_is_noticed_by_the_trial(night, instance):
    made = night()["backup"]
    (instance / "backup_key").write_text("another key than that of the backups, also long enough")

    drilled = jobs.drill(state_file.read(instance)["drill"])

    assert made.fault is None
    assert drilled.fault == "drill-unreadable"
    assert "encrypted with another key" in drilled.values["reason"]


def test_the_trial_notices_a_damaged_object_and_that_somebody_deleted_them(night, server, instance):
    name = f"office/{night()['backup'].file}"
    server.objects[name] = server.objects[name][:-100]

    assert jobs.drill(state_file.read(instance)["drill"]).fault == "drill-unreadable"
    server.objects.clear()
    assert jobs.drill(state_file.read(instance)["drill"]).fault == "no-backup"


def test_an_unsigned_request_is_refused_by_the_server_of_these_tests(server):
    bucket = s3.Bucket(server.address, KEY, SECRET, REGION)
    assert bucket.made() == {}
    assert server.signed == 1

    with pytest.raises(files.Fault) as refused:
        s3.Bucket(server.address, KEY, SECRET + "x", REGION).made()

    assert refused.value.slug == "s3-refused"
    assert server.signed == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"DESKQ_BACKUP_S3": "https://s3.example/bucket"}, "needs DESKQ_BACKUP_S3_KEY"),
        ({"DESKQ_BACKUP_S3": "s3.example/bucket"}, "must be written as https://server/bucket"),
        ({"DESKQ_BACKUP_S3": "https://s3.example"}, "must be written as https://server/bucket"),
        ({"DESKQ_BACKUP_S3": "https://key:very-secret@s3.example/bucket"}, "must be written as https://server/bucket"),
        ({"DESKQ_BACKUP_S3": "https://s3.example/bucket", "DESKQ_BACKUP_FOLDER": "/srv/backup"}, "are both set"),
    ],
)
def test_settings_that_do_not_fit_are_refused_at_the_start(more, said):
    with pytest.raises(SystemExit, match=said) as refused:
        config.load(more)

    assert "very-secret" not in str(refused.value)
