"""Operations read the jobs at /metrics, people at /manage."""

from tests.jobs.test_runner import stumble


def test_metrics_have_the_last_run_the_duration_and_the_failures_of_each_job(client, jobs_of):
    jobs_of(lambda: None, stumble)

    lines = client.get("/metrics").text.splitlines()

    assert 'deskq_job_last_run_timestamp{job="job0"} 1795501800.000' in lines
    assert any(line.startswith('deskq_job_duration_seconds{job="job1"} 0.') for line in lines)
    for job, failures, works in (("job0", 0, 1), ("job1", 1, 0)):
        assert f'deskq_job_failures_total{{job="{job}"}} {failures}' in lines
        assert f'deskq_job_works{{job="{job}"}} {works}' in lines


def test_a_process_without_jobs_says_nothing(client, sign_in):
    assert "deskq_job_works" not in client.get("/metrics").text
    sign_in("supervisor")
    assert "background jobs" not in client.get("/manage?lang=en").text


def test_a_manager_reads_one_line_while_all_is_well(client, sign_in, jobs_of):
    jobs_of(lambda: None)
    sign_in("supervisor")

    assert "All background jobs are running." in client.get("/manage?lang=en").text


def test_a_manager_reads_which_job_failed_and_nothing_personal(client, sign_in, jobs_of):
    jobs_of(lambda: None, stumble)
    sign_in("supervisor")

    page = client.get("/manage?lang=en").text

    assert "Some background jobs do not run as they should." in page
    assert page.count("Send SMS") == 1
    assert "the last run failed (LookupError)" in page
    assert "telephone number in it" not in page
