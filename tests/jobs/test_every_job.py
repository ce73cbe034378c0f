"""The table has each background job by its name, and a started server runs each; what those of screens and paper do."""

import re
import threading
from dataclasses import replace
from pathlib import Path

import pytest

import config
from deskq.core import outages, secrets
from deskq.core.extensions import db
from deskq.core.shared_outages import SharedOutage
from deskq.jobs import runner, table
from deskq.live import follower
from deskq.ops.scheduled_backup import state_file
from deskq.printing.fake_printer import FakePrinter
from deskq.queue.service import calls, counters
from deskq.voice import phrases
from tests.live.conftest import enter, holder, pair, socket
from tests.sms.conftest import RecordingGateway, arrive, gateway
from tests.tools.waiting import until

__all__ = ["arrive", "enter", "gateway", "pair", "socket"]
COMPUTED = "computed"  #: anew before each pause
#: Every job of an office in which all is switched on: its period in seconds, and whether one process at a time runs it.
EVERY = {
    "alerts": (5.0, True), "appointments": (15.0, True), "background_work": (2.0, True), "estimate": (1.0, False),
    "imports": (2.0, True), "joining": (15.0, True), "journal.anchors": (300.0, True), "journal.verify": (600.0, True),
    "message_imports": (2.0, True),
    "live.devices": (60.0, False), "live.follow": (COMPUTED, False), "live.idle": (2.0, False),
    "live.recheck": (30.0, False), "live.saving": (0.5, False), "mail": (15.0, True), "message_pauses": (30.0, True),
    "messages": (20.0, True), "ops.backup": (60.0, True), "ops.checkpoint": (0.25, False), "ops.garbage": (5.0, False),
    "ops.outages": (2.0, False), "ops.retention": (60.0, True), "ops.self_check": (5.0, False),
    "ops.uploads": (60.0, False), "panel.advice": (15.0, False), "panel.forecast": (60.0, False),
    "courses": (600.0, True), "practice": (10.0, True), "printing.main": (1.0, False),
    "published": (300.0, True), "queue": (1.0, True), "reports": (60.0, True),
    "saved_reports": (60.0, True), "scans": (300.0, True), "sms": (1.0, False), "voice.calls": (60.0, False),
    "voice.later": (60.0, False), "webhooks": (1.0, False),
}  # fmt: skip
PATIENCE = 10.0


@pytest.fixture(scope="module")
def printer(ticket_drawing):
    made = FakePrinter()
    yield made
    made.end()


@pytest.fixture
def more_settings(printer) -> dict[str, object]:
    return {"PRINTER": f"network://127.0.0.1:{printer.port}", "VOICE_ENGINE": "espeak"}


def test_the_table_has_these_jobs_and_no_other_each_with_its_period(jobs):
    asked = {name for name, (period, _) in EVERY.items() if period == COMPUTED}

    assert {name: (COMPUTED if name in asked else job.seconds, job.alone) for name, job in jobs.items()} == EVERY


def test_with_several_processes_each_printer_looks_for_the_pages_of_the_others(app, monkeypatch, request):
    monkeypatch.setitem(app.config, "REDIS_URL", "redis://127.0.0.1:1")

    assert request.getfixturevalue("jobs")["printing.main"].seconds == 0.2


def test_screens_are_followed_each_second_while_nothing_wakes_them(run, jobs, monkeypatch):
    monkeypatch.setattr(follower, "monotonic", lambda: 1000.0)
    run("live.follow")
    assert jobs["live.follow"].seconds == 1.0
    monkeypatch.setattr(follower, "monotonic", lambda: 1000.75)

    assert jobs["live.follow"].seconds == 0.25


def test_the_effect_of_each_is_tested():
    """Each is run by a test of this folder, by its name or as a parameter."""
    tests = "".join(file.read_text() for file in Path(__file__).parent.glob("test_*.py"))
    parameters = "".join(re.findall(r'parametrize\("name", \[(.+)\]\)', tests))
    tested = {*re.findall(r'\brun\("([\w.]+)"\)', tests), *re.findall(r'"([\w.]+)"', parameters)}

    assert EVERY.keys() - tested == set()


def test_a_started_server_runs_each_of_them(make_app, more_settings):
    app, ran, all_ran = make_app(**more_settings), set(), threading.Event()

    def note(name: str) -> None:
        ran.add(name)
        if ran >= EVERY.keys():
            all_ran.set()

    def in_place_of_their_work() -> None:
        for name, job in table.of(app).jobs.items():
            seen = lambda name=name: note(name)  # noqa: E731
            table.of(app).jobs[name] = replace(job, function=seen, period=3600.0, at_once=True, alone=False)

    table.at_start(app, in_place_of_their_work)
    runner.start(app)

    assert all_ran.wait(PATIENCE), EVERY.keys() - ran
    assert ran == EVERY.keys()


def test_sms_sends_what_is_due(run, gateway: RecordingGateway, arrive, at):
    arrive()
    counters.open_counter(at(1))
    calls.call_next(at(1))

    run("sms")

    until(lambda: len(gateway.taken) == 1)


def test_estimate_forecasts_the_wait(run, app, issue, at, office):
    counters.open_counter(at(2))
    ticket = issue()

    run("estimate")

    assert ticket.id in app.extensions["deskq_estimate"].board.latest(office).tickets


def test_printing_prints_the_ticket_of_a_kiosk(run, printer, issue, pair, app):
    kiosk = pair("kiosk")
    key = secrets.new()
    before = printer.printed

    kiosk.post("/kiosk/tickets", data={"service": "renewal_levy", "request_key": key})
    run("printing.main")

    assert printer.printed == before + 1


@pytest.mark.parametrize("name", ["voice.calls", "voice.later"])
def test_voice_makes_the_clips_that_wait(run, app, monkeypatch, name):
    voice, made = app.extensions["deskq_voice"], []
    monkeypatch.setattr(voice, "make", lambda clip, aside=False: made.append((clip, aside)) or True)
    calls, later = (voice.clip(phrases.number(number, "en"), "en") for number in ("9071", "9072"))
    voice.calls.add(calls)
    voice.later.add(later)

    run(name)

    assert made == [(later, True) if name == "voice.later" else (calls, False)]


def test_live_follow_sends_the_lobby_what_is_new(run, pair, socket, issue):
    lobby = socket(pair("lobby"))
    lobby.watch("lobby")
    run("live.follow")
    before = lobby.states()[-1]["version"]
    issue()

    run("live.follow")

    assert lobby.state()["version"] == before + 1


def test_live_recheck_ends_the_socket_of_an_idle_session(run, enter, socket, at, later):
    counters.open_counter(at(2))
    desk = socket(enter(holder(at(2))))
    desk.watch("counter", counter=2)
    later(minutes=61)

    run("live.recheck")

    assert not desk.connected


def test_outages_are_shared_with_other_processes(run):
    outages.report("voice", outages.Outage("failed", "The voice failed."))

    run("ops.outages")

    assert [row.way for row in db.session().query(SharedOutage)] == ["voice"]


def test_backup_writes_one_into_its_folder(run, app, tmp_path):
    (config.INSTANCE / state_file.NAME).unlink(missing_ok=True)  # of tests before in the same process
    app.config["BACKUP_FOLDER"] = str(tmp_path)

    run("ops.backup")

    assert len(list(tmp_path.glob("deskq-*.backup"))) == 1
