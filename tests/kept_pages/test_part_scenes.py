"""Parts of the hall page that need weeks of visits or a broken machine: advice, forecast, accuracy, jobs, backups."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.estimate import accuracy
from deskq.estimate.metrics import Accuracy
from deskq.jobs import runner, status
from deskq.jobs.status import JobStatus
from deskq.jobs.table import Job
from deskq.ops.scheduled_backup import state_file
from deskq.ops.scheduled_backup.state_file import Result
from deskq.panel import advisor, forecaster
from deskq.panel.advisor import HallAdvice
from deskq.panel.forecaster import DayForecast
from deskq.panel.rules.advice import Advice
from deskq.panel.rules.counters_needed import Peak
from deskq.panel.rules.day_forecast import Expected, ForecastAccuracy
from deskq.printing import printers
from deskq.printing.worker import Worker
from deskq.queue.service import calls
from deskq.sms import service as sms
from deskq.sms.gateways import port
from deskq.sms.gateways.port import RetryLater, SendRefused
from tests.kept_pages import prepare
from tests.kept_pages.check import check

HALL = "/manage/hall/state"


def test_advice(app, scene):
    hall = scene("advice")
    levy, permit = prepare.service_id("renewal_levy"), prepare.service_id("building_permit")
    prepare.arrive("renewal_levy")
    prepare.arrive("building_permit")
    hall.look("supervisor", HALL)
    some = [Advice(levy, 45, 2, 85, reached=True), Advice(permit, 40, 0, 40, reached=False)]
    for advice, unknown, known in (([], [], False), ([], [], True), (some, [permit], True)):
        app.extensions[advisor.EXTENSION].results.keep(
            prepare.office(), HallAdvice(clock.now(), advice, unknown, known)
        )
        hall.look("supervisor", HALL)

    check("advice", hall.pages)


@pytest.mark.parametrize(("hour", "minute"), [(7, 5), (8, 0), (10, 5), (13, 45), (15, 5)])
def test_the_forecast_of_the_day(app, scene, hour, minute):
    name = f"forecast-{hour}"
    hall = scene(name)
    prepare.open_between(8, 14)
    for came in (5, 20):
        prepare.at_hour(9, came)
        prepare.arrive("info_desk")
    prepare.at_hour(hour, minute)
    expected = {quarter: Expected(2.5, 1, 4 + quarter % 3) for quarter in range(17, 39)}
    needed = {quarter: 2 + quarter % 2 for quarter in expected}
    planned = dict.fromkeys(expected, 2)
    right = ForecastAccuracy(1, 80, 1.5, 2.25)
    empty = DayForecast(clock.now(), date(2026, 11, 24), {}, {}, {}, None, None, None)
    full = replace(
        empty,
        expected=expected,
        needed=needed,
        planned=planned,
        peak=Peak(29, 3, 1),
        peak_at=clock.now(),
        accuracy=right,
    )
    for forecast in (
        empty,
        full,
        replace(full, peak=Peak(28, 2, 0), accuracy=replace(right, days=20)),
        replace(full, peak=Peak(28, 2, 0), planned={}, accuracy=None),
        replace(full, needed={}, planned={}, peak=None, peak_at=None),
    ):
        app.extensions[forecaster.EXTENSION].results.keep(prepare.office(), forecast)
        hall.look("supervisor", HALL)

    check(name, hall.pages)


@pytest.mark.parametrize("bias", [0.0, 240.0, -240.0])
def test_how_right_the_estimates_were(scene, bias):
    name = f"accuracy{int(bias)}"
    hall = scene(name)
    accuracy._cache[str(db.engine.url), prepare.office()] = clock.now(), Accuracy(40, 300.0, bias, 0.8, 0.1)
    hall.look("supervisor", HALL)

    check(name, hall.pages)


@pytest.mark.parametrize("fault", [SendRefused(port.KEY, 403), RetryLater(port.OTHER), None])
def test_texts_that_are_not_sent(scene, gateway, work, fault):
    name = f"texts-{type(fault).__name__.lower() if fault else 'sent'}"
    hall = scene(name)
    visitor = prepare.arrive("info_desk")
    sms.store_number(prepare.office(), "test", visitor.id, "+989123456789")
    calls.call_next(prepare.open_counter(1, "moradi"))
    gateway.answers = [fault] if fault else []
    work()
    hall.look("supervisor", HALL)

    check(name, hall.pages)


def fail() -> None:
    raise LookupError("a fault")


def test_jobs_of_the_server(app, scene):
    hall = scene("jobs")
    for number, function in enumerate((lambda: None, fail)):
        jobs = [Job(f"job{number}", "Send SMS", 1.0, function)]
        app.extensions[status.EXTENSION] = states = [JobStatus(job, status.monotonic()) for job in jobs]
        for state in states:
            runner.run(app, state)
        hall.look("supervisor", HALL)
    app.extensions[status.EXTENSION] = [JobStatus(jobs[0], status.monotonic() - 10_000)]
    hall.look("supervisor", HALL)

    check("jobs", hall.pages)


class TestPaperOfTheDemo:
    @pytest.fixture
    def more_settings(self, ticket_drawing) -> dict[str, object]:
        return {"PRINTER": "fake", "DEMO": True}

    def test_the_simulated_printer(self, app, scene):
        tray = scene("tray")
        tray.look("kiosk", "/kiosk/paper")
        worker = Worker(app, printers.current().real[0])
        for mood in ("", "paper_out"):
            tray.send("kiosk", "/kiosk/paper/mood", mood=mood)
            tray.send("kiosk", "/kiosk/tickets", service="info_desk", request_key=f"{mood:k<24}")
            worker.step()
            tray.look("kiosk", "/kiosk/paper")
        for fake in printers.current().fakes.values():
            fake.end()

        check("tray", tray.pages)


class TestBackups:
    @pytest.fixture
    def more_settings(self, tmp_path) -> dict[str, object]:
        return {"BACKUP_FOLDER": str(tmp_path / "copies")}

    def test_backups(self, app, scene, instance):
        hall = scene("backups")
        now, long_ago = clock.now(), clock.now() - timedelta(days=20)
        well = Result(succeeded_at=now - timedelta(hours=3), size=1_234_567)
        fault = {"fault": "folder-missing", "values": {"folder": "/copies"}}
        for key in ("", "a key of backups"):
            app.config["BACKUP_KEY"] = key
            for backup, drill in (
                (Result(), Result()),
                (well, well),
                (replace(well, succeeded_at=long_ago), replace(well, succeeded_at=long_ago)),
                (replace(well, **fault), replace(well, **fault)),
                (well, replace(well, **fault)),
                (replace(well, **fault), well),
                (well, replace(well, succeeded_at=long_ago)),
                (replace(well, succeeded_at=long_ago), well),
            ):
                state_file.note(instance, "backup", backup)
                state_file.note(instance, "drill", drill)
                hall.look("supervisor", HALL)
        (instance / state_file.NAME).unlink()

        check("backups", hall.pages)
