"""Jobs of a process and its machine: each does its work on the journal, the live screens, the files and the memory."""

import gc
import os
import shutil
import sqlite3
import subprocess
import weakref
from contextlib import closing
from time import monotonic
from types import SimpleNamespace

import pytest

import config
from deskq.access.devices.models import Device
from deskq.core import clock, garbage, outages
from deskq.core.db import checkpoint, faults, journal
from deskq.core.extensions import db, socketio
from deskq.journal_proof import store, weekly
from deskq.live import idle_connections
from deskq.live.transport.client import Client
from deskq.web.pending_uploads import LIFE_SECONDS
from tests.core.test_garbage import Circle, begun
from tests.journal_proof.conftest import instance
from tests.live.conftest import Socket, pair, socket
from tests.ops.test_disk_space import leave
from tests.portal.submit import send
from tests.tools.images import picture

__all__ = ["begun", "instance", "leave", "pair", "send", "socket"]


@pytest.fixture
def connection(monkeypatch):
    """``connection(page)``: what the server closes when it ends the connection of this socket."""

    def under(page: Socket) -> Client:
        name = page._line.eio_sid
        monkeypatch.setitem(socketio.server.eio.sockets, name, made := Client(socketio.server.eio, name))
        return made

    return under


def test_journal_anchors_writes_down_where_the_journal_ends(run, app, issue, office, tmp_path):
    app.config["ANCHOR_FOLDER"] = str(tmp_path)
    issue()
    sequence, _ = journal.position(db.session(), office)

    run("journal.anchors")

    assert [one.heads[office][0] for one in store.anchors()] == [sequence]


def test_journal_verify_runs_the_command_in_the_first_night(run, app, later, monkeypatch):
    commands, done = [], subprocess.CompletedProcess([], 0, "", "")
    monkeypatch.setattr(weekly.subprocess, "run", lambda words, **more: commands.append(words) or done)
    app.config["BACKUP_HOUR"] = 2
    later(hours=18)  # four in the morning

    run("journal.verify")

    assert [words[-5:] for words in commands] == [["flask", "--app", "deskq", "verify-journal", "--anchors"]]


def test_live_devices_stores_when_a_kiosk_was_last_seen(run, pair):
    kiosk = pair("kiosk")
    kiosk.get("/kiosk")

    run("live.devices")

    assert db.session().get_one(Device, kiosk.device_id).seen_at == clock.now()


def test_live_idle_closes_the_connection_that_watches_nothing(run, pair, socket, connection, monkeypatch):
    idle, lobby = socket(), socket(pair("lobby"))
    lobby.watch("lobby")
    connections = [connection(idle), connection(lobby)]
    run("live.idle")
    end = monotonic() + idle_connections.PATIENCE
    monkeypatch.setattr(idle_connections, "monotonic", lambda: end)

    run("live.idle")

    assert [one.closed for one in connections] == [True, False]


def test_live_saving_tells_screens_that_nothing_can_be_saved(run, pair, socket):
    lobby = socket(pair("lobby"))
    outages.report(faults.PART, faults.DAMAGED)

    run("live.saving")

    assert lobby.heard() == [("saving", {"state": "damaged"})]


def test_ops_checkpoint_moves_a_ticket_from_the_log_into_the_database(run, issue, tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint, "monkey", SimpleNamespace(is_module_patched=lambda name: True))  # as in a server
    monkeypatch.setattr(checkpoint, "COMMITS", 1)
    ticket = issue()

    run("ops.checkpoint")

    without_log = shutil.copy(db.engine.url.database, tmp_path / "copy.sqlite")
    with closing(sqlite3.connect(without_log)) as connection:
        assert connection.execute("SELECT code FROM ticket").fetchall() == [(ticket.code,)]


def test_ops_garbage_frees_memory_in_a_quiet_moment(run, begun, monkeypatch):
    monkeypatch.setattr(garbage, "FIRST", 0.0)
    circle = Circle()
    gc.collect(1)  # it is old now, and looked at by a scan of everything only
    left = weakref.ref(circle)
    del circle

    run("ops.garbage")

    assert left() is None


def test_ops_self_check_reports_a_disk_with_little_room(run, client, leave):
    leave(499)

    run("ops.self_check")

    assert client.get("/readyz").json["disk"] == "disk-low"


def test_ops_uploads_deletes_the_photo_of_a_form_that_was_not_sent_again(run, send):
    send("request", photos=[(picture(), "a.jpg")])
    photos = config.INSTANCE / "photos"
    kept = list(photos.iterdir())
    long_ago = clock.now().timestamp() - LIFE_SECONDS - 1
    for marker in (config.INSTANCE / "pending_photos").iterdir():
        os.utime(marker, (long_ago, long_ago))

    run("ops.uploads")

    assert (len(kept), list(photos.iterdir())) == (2, [])
