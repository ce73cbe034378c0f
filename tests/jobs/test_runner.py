"""A background job runs again after a failure, and its last run, duration and faults are known."""

import threading

import pytest

from deskq.core import clock
from deskq.core.extensions import db
from deskq.jobs import runner, status, table
from deskq.jobs.status import JobStatus
from deskq.jobs.table import Job
from tests.conftest import require
from tests.load import postgres


def stumble() -> None:
    raise LookupError("something with a telephone number in it")


def state_of(function, **more: object) -> JobStatus:
    return JobStatus(Job("test", "Send SMS", 1.0, function, **more), status.monotonic())


@pytest.fixture
def passes(monkeypatch):
    """``passes(5)``: so many seconds."""
    time = [1000.0]
    monkeypatch.setattr(status, "monotonic", lambda: time[0])

    def wait(seconds: float) -> None:
        time[0] += seconds

    return wait


def test_a_run_is_in_an_application_context_and_is_remembered(app, passes):
    seen = []
    state = state_of(lambda: (seen.append(db.session().bind), passes(2)))

    assert runner.run(app, state) == 2

    assert len(seen) == 1
    assert (state.condition, state.failures, state.seconds, state.ran_at) == ("well", 0, 2, clock.now())


def test_a_fault_is_logged_only_its_name_is_kept_and_a_run_that_goes_well_ends_it_but_not_the_count(app, caplog):
    state = state_of(stumble)

    runner.run(app, state)

    assert (state.condition, state.failures, state.fault) == ("failed", 1, "LookupError")
    assert "the background job test failed" in caplog.text
    state.job = Job("test", "Send SMS", 1.0, lambda: None)

    runner.run(app, state)

    assert (state.condition, state.failures) == ("well", 1)


def test_a_job_without_a_run_for_three_periods_and_a_minute_is_late(passes):
    often, seldom = state_of(lambda: None), state_of(lambda: None)
    seldom.job = Job("seldom", "Send SMS", 60.0, lambda: None)

    passes(60)
    assert (often.condition, seldom.condition) == ("well", "well")
    passes(1)
    assert (often.condition, seldom.condition) == ("late", "well")
    passes(120)
    assert seldom.condition == "late"


def test_a_run_that_does_not_end_is_late_after_ten_minutes(passes):
    state = state_of(lambda: None)
    state.begin()

    passes(600)
    assert state.condition == "well"
    passes(1)
    assert state.condition == "late"


@pytest.fixture
def bare(make_app):
    """``bare(begin)``: an application without jobs, which begins with this."""

    def make(*beginnings):
        app = make_app()
        table.of(app).jobs.clear()
        table.of(app).beginnings[:] = beginnings
        return app

    return make


def test_two_jobs_of_one_name_are_a_mistake(bare):
    app, job = bare(), Job("twice", "Send SMS", 1.0, lambda: None)
    table.add(app, job)

    with pytest.raises(ValueError, match="twice"):
        table.add(app, job)


def test_the_table_runs_and_an_event_wakes_a_job(bare):
    begun, wake, ran = [], threading.Event(), threading.Event()
    app = bare(lambda: begun.append("begun"))
    table.add(app, Job("woken", "Send SMS", 3600.0, ran.set, wake=wake))

    runner.start(app)
    runner.start(app)  # once per process
    wake.set()

    assert ran.wait(10)
    assert begun == ["begun"]
    assert [one.job.name for one in status.of(app)] == ["woken"]


def test_a_job_that_its_greenlet_ends_is_shown_as_failed(app):
    def end() -> None:
        raise SystemExit

    state = state_of(end)

    with pytest.raises(SystemExit):
        runner.run(app, state)

    assert (state.condition, state.fault) == ("failed", "SystemExit")


def test_a_start_that_failed_is_repeated(bare):
    """Else a database that is away for a moment would leave a server without background jobs."""
    ran, begun = threading.Event(), []
    app = bare(lambda: begun.append(1) or (stumble() if len(begun) == 1 else None))
    table.add(app, Job("first", "Send SMS", 3600.0, ran.set, at_once=True))

    with pytest.raises(LookupError):
        runner.start(app)
    runner.start(app)

    assert ran.wait(10)


@pytest.mark.postgres
def test_a_job_that_runs_alone_is_skipped_while_another_process_runs_it(make_app):
    require("PostgreSQL", postgres.is_available())
    with postgres.database() as url:
        app = make_app(SQLALCHEMY_DATABASE_URI=url)
        ran = []
        state = state_of(lambda: ran.append("other"), alone=True)
        both = state_of(lambda: (ran.append("first"), runner.run(app, state)), alone=True)

        runner.run(app, both)
        assert (ran, state.condition) == (["first"], "well")

        runner.run(app, state)
        assert ran == ["first", "other"]
        with app.app_context():
            db.engine.dispose()


def test_no_job_runs_where_they_are_off(app, monkeypatch):
    begun: list[object] = []
    monkeypatch.setattr(runner.socketio, "start_background_task", lambda *given: begun.append(given))
    monkeypatch.setitem(app.config, "BACKGROUND_JOBS", False)
    monkeypatch.delitem(app.extensions, status.EXTENSION, raising=False)

    runner.start(app)

    assert begun == []
    assert status.EXTENSION not in app.extensions
