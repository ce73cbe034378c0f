"""Log lines as JSON: one object a line, and nothing of anybody in them."""

import io
import json
import logging

import pytest

from deskq.core import log_format
from deskq.jobs import runner
from deskq.jobs.status import JobStatus
from deskq.jobs.table import Job

__all__ = ["lines"]
SECRET = "09121234567"


@pytest.fixture
def lines():
    """The lines that were logged so far."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(log_format.JsonFormatter())
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_line_is_one_object(lines):
    logging.getLogger("deskq.test").warning("two\nlines and %s", "چاله")

    (line,) = [one for one in lines() if one["logger"] == "deskq.test"]
    assert (line["level"], line["message"]) == ("warning", "two\nlines and چاله")
    assert line["time"].endswith("+00:00")


def test_an_error_is_told_by_its_class_and_places_only(lines):
    try:
        try:
            raise ValueError(SECRET)
        except ValueError as first:
            raise KeyError(SECRET) from first
    except KeyError:
        logging.getLogger("deskq.test").exception("failed")

    (line,) = [one for one in lines() if one["logger"] == "deskq.test"]
    assert [one["class"] for one in line["error"]] == ["KeyError", "ValueError"]
    assert "test_json_logs.py" in line["error"][0]["trace"][0]
    assert SECRET not in json.dumps(line)


def test_a_job_that_fails_on_somebodys_number_does_not_log_it(app, lines):
    def fail() -> None:
        raise ValueError(f"cannot send to {SECRET}")

    runner.run(app, JobStatus(Job("test.fails", "test", 1.0, fail), 0.0))

    found = [one for one in lines() if "test.fails" in one["message"]]
    assert len(found) == 1
    assert SECRET not in json.dumps(lines())
