"""The forecast of the day on the hall page, from the office's own past days."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import insert

from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.core.text import jalali
from deskq.core.transactions import transaction
from deskq.office import config_cache
from deskq.office.models import Counter, Office, Service, SpecialDay
from deskq.panel import forecaster, past_days
from deskq.panel import today as panel_today
from deskq.panel.rules.counters_needed import Demand
from deskq.queue.models import Ticket
from tests.conftest import MORNING
from tests.reports.test_hall import words

#: Tuesday.
TODAY = MORNING.date()


@pytest.fixture(autouse=True)
def supervisor(sign_in):
    return sign_in("supervisor")


@pytest.fixture
def past(office, row):
    """``past(20, {"09:00": 4})``: so many working days before today with so many visitors from these times on, one each
    minute, all served at counter 2 but the first."""
    levy, codes = row(Service, code="renewal_levy"), iter(range(10**6))

    def fill(count: int, counts: dict[str, int]) -> None:
        day, rows = TODAY, []
        for _day in range(count):
            day -= timedelta(1)
            while day.weekday() in (3, 4):
                day -= timedelta(1)
            for typed, visitors in counts.items():
                begins = datetime.combine(day, time.fromisoformat(typed), clock.zone())
                rows += [ticket(begins + timedelta(minutes=n), day, n) for n in range(visitors)]
        with transaction(office, "test") as tx:
            tx.session.execute(insert(Ticket), rows)

    def ticket(at: datetime, day: date, number: int) -> dict[str, object]:
        return {
            "office_id": office, "day": jalali.day_number(day), "series": "", "number": number,
            "code": str(next(codes)), "service_id": levy.id, "priority_id": 1, "state": "done", "arrived_at": at,
            "since": at, "called_at": at, "finished_at": at + timedelta(minutes=9), "token_hash": secrets.new(),
            "counter_id": row(Counter, number=2).id if number else row(Counter, number=1).id,
        }  # fmt: skip

    return fill


@pytest.fixture
def foreseen(app, page):
    """Look at the hall, let the background work, look again."""

    def look() -> str:
        page("/manage")
        app.extensions["deskq_estimate"].step()
        app.extensions[forecaster.EXTENSION].step()
        return page("/manage")

    return look


def quarters(app, office) -> list[forecaster.ForecastQuarter]:
    config = config_cache.of(db.session(), office)
    tickets = panel_today.tickets(db.session(), config.office, clock.now())
    found = forecaster.of(office)
    return forecaster.quarters(found, tickets, config.office, clock.now())


def test_without_two_weeks_of_visits_nothing_is_foreseen(foreseen, past):
    past(9, {"09:00": 4})

    text = words(foreseen())

    assert "The visitors of today" in text
    assert "There is no forecast yet: it needs two weeks of visits, with a day like today among them." in text


def test_what_came_each_day_is_expected_today_at_the_pace_of_today(app, office, foreseen, past, page, later):
    """Four from nine, one each minute, are in one quarter; smoothed, a neighbour that nobody came in adds nothing.
    25 + 4 were expected by half past nine and nobody came: 25/29 of the rest are."""
    past(20, {"09:00": 4, "10:30": 8})

    text = words(foreseen())

    rows = {f"{one.begins:%H:%M}": one for one in quarters(app, office)}
    assert next(iter(rows)) == "09:00"
    assert list(rows)[-1] == "10:45"
    assert round(rows["09:00"].expected.mean, 6) == 4
    assert rows["09:00"].came == 0
    assert [name for name, one in rows.items() if one.runs] == ["10:00"]
    assert rows["10:30"].came is None
    assert rows["10:30"].expected.mean == pytest.approx(8 * 25 / 29)
    assert "On the last 10 days the band contained" in text
    assert "taking the same day a week before would have been wrong by 0" in text
    assert "How many counters are needed is not known yet" in text
    later(minutes=6)
    assert "The forecast is being computed." in words(page("/manage"))


def test_counters_are_those_that_called_on_past_days(app, office, foreseen, past):
    """Counter 1 has a visitor at nine and one at ten, counter 2 three from a minute past ten on."""
    past(20, {"09:00": 1, "10:00": 4})
    foreseen()

    rows = {f"{one.begins:%H:%M}": one.planned for one in quarters(app, office)}

    assert (rows["09:00"], rows["09:30"], rows["10:00"]) == (1, 1, 2)


@pytest.mark.parametrize(
    ("seconds", "visitors", "told"),
    [(420.0, 15, "5 counters short"), (60.0, 8, "the usual counters are enough")],
    ids=["too few", "enough"],
)
def test_a_peak_with_too_few_or_enough_counters_is_told(foreseen, past, monkeypatch, seconds, visitors, told):
    """15 visitors at today's pace (25/29), seven minutes each, are a load of 6.03: seven counters; two are usual."""
    monkeypatch.setattr(forecaster, "_demand", lambda *_args: Demand(seconds, [(1.0, 80, 1800.0)]))
    past(20, {"09:00": 4, "10:30": visitors})

    assert f"Today’s peak about 10:30: {told}" in words(foreseen())


def test_only_quarters_in_which_the_office_is_open_are_foreseen(app, office, foreseen, past):
    past(20, {"09:00": 4, "12:30": 8})
    with transaction(office, "test") as tx:
        tx.session.add(SpecialDay(office_id=office, day=TODAY, opens=540, closes=720))
        tx.config_changed()
    foreseen()

    assert [f"{one.begins:%H:%M}" for one in quarters(app, office) if one.expected] == ["09:00"]


def test_a_past_day_is_read_once(foreseen, past, monkeypatch):
    read, known = [], past_days._known
    monkeypatch.setattr(past_days, "_known", lambda session, of, day: read.append(day) or known(session, of, day))
    past(20, {"09:00": 4})
    foreseen()
    foreseen()

    assert len(read) == len(set(read)) == 20


def test_a_day_that_starts_late_has_its_own_quarters():
    """At a quarter past two the night of an office that begins at nine in the evening goes on."""
    of = Office(day_starts=1260)
    local = datetime(2026, 11, 24, 2, 15, tzinfo=clock.zone())

    assert past_days.quarter(of, local) == 21
    assert past_days.begins(of, date(2026, 11, 23), 21) == local
