"""The command asks the running server for its jobs; the page knows those of its own process."""

import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from deskq.jobs import status
from tests.jobs.conftest import jobs_of
from tests.jobs.test_runner import stumble
from tests.load.bench_server import free_port

__all__ = ["jobs_of"]


class Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None: ...


@pytest.fixture
def served(app):
    """The application listens on a port, as a server does."""
    server = make_server("127.0.0.1", 0, app, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    app.config["PORT"] = server.server_port
    yield server
    server.shutdown()
    thread.join(5)
    server.server_close()


def test_a_server_whose_jobs_run_is_well_and_one_that_is_late_is_named(app, states, served, jobs_of):
    jobs_of(lambda: None)
    assert states("server") == ["ok"]
    status.of(app)[0].idle_since -= 10 * 24 * 3600

    assert states("server") == ["error"]


def test_a_job_that_fails_is_named(errs, served, jobs_of):
    jobs_of(stumble)

    errs("server", "background job", "systemctl restart deskq")


def test_a_server_without_jobs_is_pointed_out(states, served):
    assert states("server") == ["warning"]


def test_no_server_is_wrong(app, errs):
    app.config["PORT"] = free_port()

    errs("server", "No server answers", "journalctl -u deskq")


def test_another_program_on_the_port_is_pointed_out(app, doctor, served):
    served.set_app(lambda environ, start: start("418 Teapot", []) and [])

    assert "418" in doctor("server")[0].text
