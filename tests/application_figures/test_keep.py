"""Kept figures: what a slow walk through the raw journal says, and the same again when they are made anew."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select

from deskq.application_figures.models import ApplicationEnding, ApplicationStageTime
from deskq.applications.queries import application as queries
from deskq.applications.service import endings, take_back
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.text import jalali
from tests.application_figures import slow_walk
from tests.application_figures.conftest import CLOSED, HOURS, keep_hours, live_through
from tests.conftest import MORNING
from tests.tools.more_in_soak import more_in_soak


def kept(table: Any) -> list[dict[str, Any]]:
    db.session.remove()
    found = [
        {column: getattr(row, column) for column in table.__table__.columns.keys()}  # noqa: SIM118
        for row in db.session.scalars(select(table))
    ]
    return [row | {"day": jalali.gregorian(row["day"])} for row in found]


def as_kept(office: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of both tables as the raw journal tells them."""
    session = db.session()
    ends = slow_walk.closings(MORNING - timedelta(1), clock.now() + timedelta(1), HOURS, CLOSED)
    stages, endings = [], []
    for number, told in slow_walk.told(journal.walk(session, office)).items():
        units = {row.code: row.unit_id for row in queries.stages(session, number)}
        mine = slow_walk.rows(number, told, ends)
        stages += [row | {"unit_id": units[row["code"]]} for row in mine[0]]
        endings += [row | {"units": len({units[code] for code in row.pop("done")})} for row in mine[1]]
    return stages, endings


def in_order(rows: list[dict[str, Any]], columns: set[str]) -> list[tuple[Any, ...]]:
    return sorted(tuple(str(row[column]) for column in sorted(columns)) for row in rows)


def check(office: int) -> int:
    stages, endings = as_kept(office)
    for table, expected in ((ApplicationStageTime, stages), (ApplicationEnding, endings)):
        columns = set(expected[0]) if expected else set()
        assert in_order(kept(table), columns) == in_order(expected, columns)
    return len(endings)


@pytest.mark.parametrize("seed", more_in_soak(range(2)))
def test_every_kept_figure_is_that_of_a_slow_walk_through_the_journal(weekdays, action, seed):
    live_through(weekdays, action, seed)

    assert check(weekdays) > 0
    assert any(row["applicant"] or row["outside"] for row in kept(ApplicationStageTime))


def test_made_anew_from_the_histories_they_are_the_same(office, app, action):
    def figures() -> list[list[tuple[Any, ...]]]:
        tables = [kept(table) for table in (ApplicationStageTime, ApplicationEnding)]
        return [in_order(rows, set(rows[0]) - {"id"}) for rows in tables]

    keep_hours(office)
    live_through(office, action, 9)
    before = figures()
    db.session.execute(delete(ApplicationEnding))
    db.session.commit()
    db.session.remove()

    result = app.test_cli_runner().invoke(args=["keep-application-figures"])

    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "8 applications.")
    assert figures() == before


def test_the_figures_of_a_refusal_taken_back_are_those_of_no_refusal(weekdays, opened, action):
    made = opened()
    endings.refuse(action("planner", made), "کاربری فضای سبز است.")
    assert [row["how"] for row in kept(ApplicationEnding)] == ["refused"]

    take_back.take_back(action("planner", made), queries.steps(db.session(), made.id)[-1].id, "به اشتباه زده شد")

    assert kept(ApplicationEnding) == []
    assert check(weekdays) == 0
