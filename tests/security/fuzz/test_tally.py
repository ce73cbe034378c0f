"""The tally notices what it is there for."""

import logging
from time import process_time

import pytest

from tests.security.fuzz.tally import MOST_BUSY, CountedBrowser

log = logging.getLogger("deskq.test")


def fails() -> str:
    raise RuntimeError


def logs() -> str:
    log.error("a listener failed")
    return "nothing to see"


def shows() -> str:
    return "Traceback (most recent call last):"


def works_long() -> str:
    end = process_time() + MOST_BUSY + 0.1
    while process_time() < end:
        pass
    return "done"


@pytest.mark.parametrize(
    ("view", "wrong"),
    [
        (fails, ["500 at GET /made-up ", "RuntimeError"]),
        (logs, ["a listener failed"]),
        (shows, ["a trace at GET /made-up "]),
        (works_long, ["slow: the processor was busy for"]),
        (lambda: "All is well.", []),
    ],
    ids=["fails", "logs", "shows", "works long", "is good"],
)
def test_what_is_wrong_with_an_answer_is_noticed(make_app, tally, view, wrong):
    app = make_app()
    app.add_url_rule("/made-up", "made-up", view)
    browser = CountedBrowser(app, app.response_class)
    browser.tally = tally

    browser.get("/made-up")

    assert tally.requests == 1
    assert [word for word in wrong if word not in "\n".join(tally.faults)] == []
    assert bool(tally.faults) is bool(wrong)
