"""Jobs that cannot start while the database is away start when it is back."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from deskq.jobs import runner, status, table
from deskq.jobs.table import Job


@pytest.fixture
def bare(monkeypatch) -> Flask:
    """An application with jobs of the test only, and background tasks that wait in ``bare.tasks``."""
    app = Flask(__name__)
    app.config["BACKGROUND_JOBS"] = True
    app.tasks = []
    monkeypatch.setattr(runner.socketio, "start_background_task", lambda *task: app.tasks.append(task))
    monkeypatch.setattr(runner.socketio, "sleep", lambda _: None)
    return app


def away(times: int):
    """A beginning that meets an outage so many times."""
    left = [OperationalError("SELECT 1", None, Exception("away"))] * times
    called = []

    def begin() -> None:
        called.append(len(left))
        if left:
            raise left.pop()

    return begin, called


def test_an_outage_is_waited_for_and_what_began_before_it_does_not_begin_again(bare):
    first = []
    begin, called = away(2)
    table.at_start(bare, lambda: (first.append(1), table.add(bare, Job("first", "First", 1.0, lambda: None))), begin)

    runner.start_when_possible(bare)
    [(later, app)] = bare.tasks
    later(app)

    assert (first, called) == ([1], [2, 1, 0])
    assert [task[1:] for task in bare.tasks[1:]] == [(bare, state) for state in bare.extensions[status.EXTENSION]]
    assert [state.job.name for state in bare.extensions[status.EXTENSION]] == ["first"]


def test_a_fault_of_the_program_is_raised(bare):
    def stumble() -> None:
        raise LookupError

    table.at_start(bare, stumble)

    with pytest.raises(LookupError):
        runner.start_when_possible(bare)
    assert bare.tasks == []
