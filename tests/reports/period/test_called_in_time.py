"""Called in time: whom the report counts, by whose target, at which service; and waits at the service they were for."""

from collections import Counter

import pytest
from sqlalchemy import select

from deskq.core import clock
from deskq.core.extensions import db
from deskq.core.quantiles import quantile
from deskq.panel import today
from deskq.queue import jobs as queue_jobs
from deskq.queue.service import calls, cancel, counters, serve
from deskq.queue.service.transfer import transfer
from deskq.reports.period import jobs, queries
from deskq.reports.period.models import DayFigures
from deskq.reports.period.rules import DateRange
from tests.conftest import MORNING
from tests.panel.conftest import config, set_target
from tests.reports.test_hall import words

__all__ = ["config", "set_target"]
DAY = DateRange(MORNING.date(), MORNING.date())
REPORT = "/manage/reports?lang=en&from=2026-11-24&to=2026-11-24"


@pytest.fixture
def report(office):
    return lambda by="service": queries.visit_report(db.session(), office, DAY, by)


@pytest.fixture
def gave_up(at, issue, call, later):
    """One called after 20 minutes; one who left after 25, one after 31; one who still waits."""
    first, second, third, _ = [issue("renewal_levy") for _ in range(4)]
    later(minutes=20)
    call(2, first.id)
    serve.start(at(2))
    later(minutes=5)
    cancel.cancel(second.office_id, second.id)
    later(minutes=6)
    cancel.cancel(third.office_id, third.id)


def test_who_gave_up_after_the_target_was_not_called_in_time(report, gave_up, sign_in, page, later):
    sign_in("supervisor")

    assert (report().total.in_time, report().total.judged) == (1, 3)
    assert "Called in time33%" in words(page("/manage"))
    assert "Called within 30 min33%of 1 called visitor and 2 who gave up or still wait after it" in words(page(REPORT))
    later(days=1)
    queue_jobs.run_once()
    assert (report().total.in_time, report().total.judged) == (1, 3), "the end of the day makes nobody called in time"


def test_hall_and_report_judge_each_service_by_its_own_target(report, gave_up, set_target, sign_in, page):
    set_target("renewal_levy", 90, 24)
    sign_in("supervisor")

    assert (report().total.in_time, report().total.judged, report().target) == (1, 4, 24 * 60)
    assert "Called in time25%" in words(page("/manage"))
    assert "Called within 24 min25%" in words(page(REPORT))


def test_services_with_different_targets_have_no_common_one(report, gave_up, issue, set_target, sign_in, page):
    issue("info_desk")
    set_target("info_desk", 90, 5)
    sign_in("supervisor")

    assert report().target is None
    assert "33% were called within the target of their service." in words(page(REPORT))


def test_with_another_target_the_days_are_stored_anew(report, gave_up, later, set_target):
    later(days=2)
    queue_jobs.run_once()
    jobs.run_once()
    stored = select(DayFigures.in_time).where(DayFigures.part == "all", DayFigures.day == DAY.days[0])
    assert db.session.scalars(stored).all() == [1]

    set_target("renewal_levy", 90, 10)
    assert report("day").total.in_time == 0
    jobs.run_once()

    assert db.session.scalars(stored).all() == [0]
    assert report("day").total.in_time == 0


def test_a_wait_counts_at_the_service_it_was_for(report, at, issue, call, later, config):
    issue("renewal_levy")
    later(minutes=30)
    call(2)
    serve.start(at(2))
    later(minutes=4)
    counters.open_counter(at(1))
    transfer(at(2), "info_desk")
    later(minutes=5)
    calls.call_next(at(1))
    serve.start(at(1))
    later(minutes=2)
    serve.finish(at(1))

    rows = {row.key: row.figures for row in report().rows}
    levy_id, info_id = (config().service(code).id for code in ("renewal_levy", "info_desk"))
    levy, info = rows[levy_id], rows[info_id]
    assert (levy.first, levy.total, levy.service) == (Counter([1800]), Counter([1800]), Counter([240]))
    assert (info.first, info.total, info.service) == (Counter(), Counter([300]), Counter([120]))
    assert [(one.arrivals, one.served, one.transfers) for one in (levy, info)] == [(1, 0, 1), (1, 1, 0)]
    assert (levy.in_time, levy.judged, info.judged) == (1, 1, 0)
    assert report().total.total == Counter([2100])
    hall = today.figures(today.tickets(db.session(), config().office, clock.now()), config(), clock.now())
    booked = {row.key: row.figures.total for row in report().rows}
    assert {service: one.waits[0] for service, one in hall.of_service.items() if one.waits} == {
        levy_id: 1800, info_id: 300,
    }  # fmt: skip
    assert {service: one.waits for service, one in hall.of_service.items()} == {
        key: (quantile(total, 0.5), quantile(total, 0.9)) for key, total in booked.items()
    }
