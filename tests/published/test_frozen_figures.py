"""Public figures are frozen once, after the end of their period, and are the same as those of the staff."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.clock_guard import BackgroundClockGuard
from deskq.core.extensions import db
from deskq.core.text import seasons
from deskq.core.text.half_years import Half
from deskq.core.text.seasons import Season
from deskq.messages.queries import kept_promises
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.published import jobs, keep
from deskq.published.models import PublicFigures
from deskq.published.queries import figures
from tests.published.conftest import WINTER
from tests.ratings.past_visits import PastVisit, write_visits


def test_the_seasons_of_a_year_follow_each_other_and_make_its_half_years():
    autumn = seasons.containing(clock.now().date())

    assert (autumn, autumn.before, autumn.after.after) == (Season(14053), Season(14052), Season(14061))
    assert autumn.name == ("پاییز 1405", "Autumn 1405")
    for half in (Half(14051), Half(14052), Half(14062)):
        first, second = seasons.of_half(half)
        assert (first.first, second.last) == (half.first, half.last)
        assert first.last + timedelta(1) == second.first


def test_answers_are_those_that_fell_due_by_subject_and_by_district(autumn, frozen, office):
    autumn({"asphalt": 12, "gutters": 7, "animals": 2}, district=0)

    found = frozen()["answers"]

    assert found.period == 14053
    rows = {row[0]: row[3:] for row in found.content["subjects"]}
    office_row = office_queries.office(db.session(), office)
    days = Season(14053).first, Season(14053).last + timedelta(1)
    span = (business_day.begins(office_row, day) for day in days)
    kept, due = kept_promises.promises_kept(db.session(), office, *span)
    assert found.content["total"] == [kept, due - kept, due] == [0, 21, 21]
    assert set(rows) == {"asphalt", "gutters", "animals"}
    assert rows["animals"][2] is None
    assert [row[5] for row in found.content["districts"]] == [21]


def test_what_is_frozen_does_not_change_any_more(autumn, frozen, file):
    autumn({"asphalt": 12})
    before = frozen()["answers"]
    db.session.execute(db.text("UPDATE message SET first_answered_at = first_due_at"))
    db.session.commit()
    clock.fix(WINTER + timedelta(days=3))

    after = frozen()

    assert after["answers"] == before
    assert after["waits"].period == 14051008


def test_only_the_latest_usual_waits_are_kept(frozen, office):
    frozen()
    clock.fix(clock.now() + timedelta(days=1))
    frozen()

    assert len(figures.periods(db.session(), office, "waits")) == 1
    assert keep.keep_due(db.session(), office) == []


def test_satisfaction_of_a_month_has_whole_points_and_its_interval(frozen, office):
    day = Season(14053).first  # Mehr
    write_visits(office, [PastVisit(day, score) for score in [5] * 8 + [4] * 6 + [2] * 3 + [None] * 9])
    clock.fix(WINTER.replace(month=11, day=5))

    found = frozen()["satisfaction"]

    assert found.period == 140507
    assert found.content == {"n": 17, "visits": 26, "score": 78, "low": 60, "high": 89}


def test_a_month_with_few_ratings_tells_neither_score_nor_how_many(frozen, office):
    write_visits(office, [PastVisit(Season(14053).first, 1) for _ in range(9)])
    clock.fix(WINTER.replace(month=11, day=5))

    assert frozen()["satisfaction"].content == {}


def test_a_month_is_not_frozen_while_ratings_may_still_come(frozen, office):
    last = Season(14053).first + timedelta(days=29)
    write_visits(office, [PastVisit(last, 5) for _ in range(12)])
    clock.fix(WINTER.replace(month=10, day=23, hour=12))  # 1 Aban

    assert "satisfaction" not in frozen()
    clock.fix(WINTER.replace(month=10, day=26))
    assert frozen()["satisfaction"].content["n"] == 12


def test_nothing_is_frozen_while_the_clock_is_not_believed(office, monkeypatch):
    monkeypatch.setattr(BackgroundClockGuard, "steady", lambda self: False)
    jobs.jobs()[0].function()
    assert db.session.query(PublicFigures).count() == 0

    jobs.run_once()

    assert db.session.query(PublicFigures).count() == 4


@pytest.mark.postgres
def test_figures_are_frozen_on_postgresql_too(postgres_office):
    assert len(keep.keep_due(db.session(), postgres_office)) == 4
    assert keep.keep_due(db.session(), postgres_office) == []
    assert set(figures.latest(db.session(), postgres_office)) == {"answers", "applications", "satisfaction", "waits"}
