"""A disk that gets full: uploads stop at a reserve, the queue goes on; a full one is said in a sentence, by /readyz, on
the panel and in one line of the log, and ends when there is room again."""

import errno
import logging
from collections import namedtuple

import pytest
from sqlalchemy import event

import config
from deskq.core import disk_space, file_store, outages
from deskq.core.extensions import db
from deskq.core.shared_outages import SharedOutage
from deskq.core.sizes import MEGABYTE
from deskq.ops import self_check
from tests.tools.browsers import browser, client, look
from tests.tools.images import picture

__all__ = ["browser", "client", "look"]
Usage = namedtuple("Usage", "total used free")  # as shutil.disk_usage answers
FORM = {"kind": "suggestion", "body": "چراغی خاموش است", "request_key": "onekey-of-a-page"}


@pytest.fixture
def leave(monkeypatch):
    """``leave(99)``: so many megabytes of the disk are free."""

    def set_free(megabytes: int) -> None:
        free = megabytes * MEGABYTE
        monkeypatch.setattr(disk_space.shutil, "disk_usage", lambda folder: Usage(10**12, 10**12 - free, free))

    return set_free


def test_with_little_room_photos_are_refused_and_words_are_taken(client, leave):
    leave(499)

    photo = client.post("/messages?lang=en", data={**FORM, "photos": [(picture(), "a.jpg")]})
    words = client.post("/messages", data=FORM)

    assert photo.status_code == 507
    assert "You can send the form without them" in photo.text
    assert words.status_code == 303


DAYS = {"starts_day": "1405/09/03", "ends_day": "1405/09/04", "text_fa": "آگهی", "seconds": "12", "active": "1"}
EDGES = {"north": "36.09", "south": "36.05", "west": "49.65", "east": "49.73"}


@pytest.mark.parametrize(("path", "form"), [("/manage/announcements", DAYS), ("/manage/messages/plan", EDGES)])
def test_files_of_the_office_are_refused_too(sign_in, leave, path, form):
    leave(499)

    answer = sign_in("admin").post(f"{path}?lang=en", data={**form, "file": (picture(), "a.jpg")})

    assert (answer.status_code, "without them" in answer.text) == (507, True)


@pytest.mark.parametrize(
    ("free", "slug", "words"),
    [(499, "disk-low", "Photos are not accepted any more"), (99, "disk-almost-full", "no ticket can be issued")],
)
def test_panel_readiness_and_metrics_say_how_little_is_left_until_there_is_room(
    client, sign_in, leave, free, slug, words
):
    leave(free)
    self_check.check_disk()
    sign_in("supervisor")

    ready, metrics = client.get("/readyz"), client.get("/metrics").text

    assert (ready.status_code, ready.json["disk"]) == (200, slug)
    assert 'deskq_way_out_works{way="disk"} 0' in metrics
    assert f"deskq_disk_free_bytes {free * MEGABYTE}" in metrics
    panel = client.get("/manage?lang=en").text
    assert words in panel
    assert f"{free} MB" in panel

    leave(5000)
    self_check.check_disk()
    assert client.get("/readyz").json["disk"] == "ok"
    assert outages.current() == []


def test_a_reserve_of_nothing_refuses_nothing(client, app, leave):
    app.config["UPLOAD_RESERVE_MB"] = 0
    leave(0)

    assert client.post("/messages", data={**FORM, "photos": [(picture(), "a.jpg")]}).status_code == 303


def test_a_disk_that_is_full_while_a_photo_is_stored_is_no_fault(client, monkeypatch):
    def full(file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(file_store.os, "fsync", full)

    answer = client.post("/messages?lang=en", data={**FORM, "photos": [(picture(), "a.jpg")]})

    assert answer.status_code == 507
    assert "without them" in answer.text


@pytest.fixture
def full_database(app):
    """SQLite may take no page more; called with False, it may again. Every connection is told, as it is one disk."""
    limit = [0]

    def tell(connection, record, proxy) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages if limit[0] else 2**30}")

    event.listen(db.engine, "checkout", tell)

    def set_full(full: bool = True) -> None:
        db.session.remove()
        limit[0] = full

    yield set_full
    event.remove(db.engine, "checkout", tell)


def fill(client) -> list[object]:
    """Messages until the database takes no more; the refusals."""
    forms = [{**FORM, "body": "x" * 3900, "request_key": f"onekey-of-page-{n}"} for n in range(40)]
    sent = [client.post("/messages?lang=en", data=form) for form in forms]
    return [answer for answer in sent if answer.status_code != 303]


def test_a_full_database_says_so_and_not_that_it_is_busy_in_one_line_of_the_log(client, full_database, caplog):
    caplog.set_level(logging.INFO)
    full_database()

    refused = fill(client)
    self_check.check_disk()
    ready = client.get("/readyz")

    assert len(refused) > 1
    assert {answer.status_code for answer in refused} == {507}
    assert "The disk of the server is full" in refused[0].text
    assert "busy" not in refused[0].text
    assert int(refused[0].headers["Retry-After"]) > 1
    assert (ready.status_code, ready.json["database"], ready.json["disk"]) == (503, True, "disk-full")
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert len([line for line in lines if "disk" in line]) == 1, lines
    assert "Traceback" not in caplog.text


def test_a_full_database_is_well_again_when_there_is_room_and_the_probe_for_it_leaves_nothing(
    client, full_database, look
):
    full_database()
    fill(client)
    full_database(False)

    self_check.check_disk()

    assert client.get("/readyz").status_code == 200
    assert look().query(SharedOutage).count() == 0
    assert [path for path in config.INSTANCE.glob("tmp*")] == []
    assert client.post("/messages", data={**FORM, "request_key": "onekey-of-a-later-page"}).status_code == 303
