"""Operations read the jobs at /metrics, people at /manage."""

import pytest

from deskq.jobs import runner, status
from deskq.jobs.status import JobStatus
from deskq.jobs.table import Job
from tests.jobs.test_runner import stumble


@pytest.fixture
def started(app):
    """``started(function, ...)``: this process runs these jobs, each once so far."""

    def start(*functions) -> None:
        jobs = [Job(f"job{number}", "Send SMS", 1.0, function) for number, function in enumerate(functions)]
        app.extensions[status.EXTENSION] = [JobStatus(job, status.monotonic()) for job in jobs]
        for state in status.of(app):
            runner.run(app, state)

    return start


def test_metrics_have_the_last_run_the_duration_and_the_failures_of_each_job(client, started):
    started(lambda: None, stumble)

    lines = client.get("/metrics").text.splitlines()

    assert 'deskq_job_last_run_timestamp{job="job0"} 1795501800.000' in lines
    assert any(line.startswith('deskq_job_duration_seconds{job="job1"} 0.') for line in lines)
    assert 'deskq_job_failures_total{job="job0"} 0' in lines
    assert 'deskq_job_failures_total{job="job1"} 1' in lines
    assert 'deskq_job_works{job="job0"} 1' in lines
    assert 'deskq_job_works{job="job1"} 0' in lines


def test_metrics_without_running_jobs_name_none(client):
    assert "deskq_job_works" not in client.get("/metrics").text


def test_a_manager_reads_one_line_while_all_is_well(client, sign_in, started):
    started(lambda: None)
    sign_in("supervisor")

    assert "All background jobs are running." in client.get("/manage?lang=en").text
    assert "همهٔ کارهای پس‌زمینه در حال اجرا هستند." in client.get("/manage?lang=fa").text


def test_a_manager_reads_which_job_failed_and_nothing_personal(client, sign_in, started):
    started(lambda: None, stumble)
    sign_in("supervisor")

    page = client.get("/manage?lang=en").text

    assert "Some background jobs do not run as they should." in page
    assert page.count("Send SMS") == 1
    assert "the last run failed (LookupError)" in page
    assert "telephone number in it" not in page


def test_a_process_without_jobs_says_nothing(client, sign_in):
    sign_in("supervisor")

    assert "background jobs" not in client.get("/manage?lang=en").text
