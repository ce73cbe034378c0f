"""Advice on the hall page: made in the background from the office's own journal, for who looks at the hall."""

import pytest

from deskq.core.transactions import transaction
from deskq.office.models import SpecialDay
from deskq.panel import advisor
from deskq.queue.service import calls, counters, serve
from tests.conftest import MORNING
from tests.reports.test_hall import words


@pytest.fixture(autouse=True)
def supervisor(sign_in):
    return sign_in("supervisor")


@pytest.fixture
def work(app):
    """Let the estimate read the journal, then the advisor work once."""

    def run() -> None:
        app.extensions["deskq_estimate"].step()
        app.extensions[advisor.EXTENSION].step()

    return run


@pytest.fixture
def known(monkeypatch):
    """An office whose few visits in this test are enough."""
    monkeypatch.setattr(advisor, "LEAST_DAYS", 0)
    monkeypatch.setattr(advisor, "LEAST_VISITS", 1)


@pytest.fixture
def busy(issue, at, later):
    """Counter 2 has served one levy in eight minutes and has the second; seven more wait."""
    counters.open_counter(at(2))
    for _visitor in range(9):
        issue("renewal_levy")
    calls.call_next(at(2))
    serve.start(at(2))
    later(minutes=8)
    serve.finish(at(2))
    calls.call_next(at(2))


def test_a_short_history_or_a_service_with_too_few_visits_gives_no_advice_and_says_so(page, work, busy, monkeypatch):
    assert "The advice is being computed." in words(page("/manage"))

    work()
    assert "There is no advice yet: it needs about a week of visits." in words(page("/manage"))
    monkeypatch.setattr(advisor, "LEAST_DAYS", 0)
    work()

    assert "Renewal and waste levy: no advice, because too few visits are known." in words(page("/manage"))


def test_more_counters_are_advised_with_what_they_would_change(page, work, busy, known, set_target):
    set_target("renewal_levy", 80, 20)
    page("/manage")
    work()

    text = words(page("/manage"))

    assert "for Renewal and waste levy now: about" in text
    assert "are called within 20 min As it is now: about" in text
    assert "(target 80%)." in text


def test_a_calm_hall_is_said_to_reach_its_targets_until_the_advice_is_old(page, work, busy, known, set_target, later):
    set_target("renewal_levy", 1, 600)
    page("/manage")
    work()

    assert "The counters that are open will probably reach every target." in words(page("/manage"))
    later(seconds=91)
    assert "The advice is being computed." in words(page("/manage"))


def test_nothing_is_simulated_for_a_hall_that_nobody_looks_at(office, work, busy, known, page, later):
    page("/manage")
    later(minutes=3)
    work()

    assert advisor.of(office) is None


def test_a_closed_office_gets_no_advice(page, office):
    with transaction(office, "test") as tx:
        tx.session.add(SpecialDay(office_id=office, day=MORNING.date(), opens=None, closes=None))
        tx.config_changed()

    assert "Advice for the next half hour" not in page("/manage")
