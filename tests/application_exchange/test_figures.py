"""An import keeps the figures of what it brings: those of the same history lived here, without any command.

The calendar is that of tests/application_reports/test_hand_table.py: from Tuesday 3 Azar 1405 on, working days are
Saturday to Wednesday but for days 4 and 8. Days are written as numbers after that Tuesday; all is done at ten o'clock.
"""

import random
from datetime import timedelta

import pytest
from sqlalchemy import select

from deskq.application_exchange import work
from deskq.application_exchange.models import ApplicationImport
from deskq.application_exchange.rules import fields
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.application_figures.models import ApplicationEnding, ApplicationStageTime
from deskq.application_figures.queries import alike
from deskq.application_reports.queries.totals import answers
from deskq.applications.service import stages
from deskq.core import clock, secrets
from deskq.core.extensions import db
from deskq.reports.period.rules import DateRange
from deskq.service_sheets.catalogue.content import contents
from tests.application_exchange.conftest import HEAD, quiet
from tests.application_exchange.test_import import application
from tests.application_figures.conftest import keep_hours
from tests.applications.conftest import DOCUMENTS
from tests.conftest import MORNING

HANDS = ("town", "applicant", "outside")
STAGE_HEAD = "key,stage,at,change\n"


@pytest.fixture
def weekdays(office):
    keep_hours(office)
    clock.fix(MORNING + timedelta(days=40))
    return office


def on(day: int) -> str:
    return (MORNING + timedelta(days=day)).isoformat()


def stage_times(key: str) -> dict[str, tuple]:
    """{stage: (how it ended, the stages before it, working days by whose hands)}."""
    mine = select(ApplicationStageTime).where(ApplicationStageTime.application_id == application(key).id)
    return {
        one.code: (one.how, one.came_from, *(getattr(one, hand) for hand in HANDS))
        for one in db.session.scalars(mine.order_by(ApplicationStageTime.id))
    }


def endings(key: str) -> list[tuple]:
    """(how it ended, in time by the first and the latest promise, calendar days, working days by whose hands)."""
    mine = select(ApplicationEnding).where(ApplicationEnding.application_id == application(key).id)
    return [
        (one.how, one.in_first, one.in_latest, one.whole, *(getattr(one, hand) for hand in HANDS))
        for one in db.session.scalars(mine.order_by(ApplicationEnding.id))
    ]


def row(key: str, opened: int, due: int, ended: int | None = None) -> str:
    return f"{key},notary_clearance,{on(opened)},{on(due)},{on(ended) if ended is not None else ''},,,,,\n"


def changes(key: str, *those: tuple[str, int] | tuple[str, int, str]) -> str:
    return "".join(f"{key},{one[0]},{on(one[1])},{one[2] if len(one) > 2 else ''}\n" for one in those)


WAY = (
    ("inspection", 1), ("planning", 5), ("revenue", 6), ("fees", 6), ("signatures", 7), ("reply", 7),
)  # fmt: skip


def test_an_imported_history_has_the_figures_of_the_same_history_lived_here(weekdays, carried_out):
    carried_out(HEAD + row("A", 0, 18))
    carried_out(STAGE_HEAD + changes("A", *WAY), "stages")

    assert endings("A") == [("finished", True, True, 7, 4, 0, 0)]
    assert stage_times("A") == {
        "inspection": ("done", "opening", 1, 0, 0),
        "planning": ("done", "inspection", 1, 0, 0),
        "revenue": ("done", "opening", 3, 0, 0),
        "fees": ("done", "planning revenue", 0, 0, 0),
        "signatures": ("done", "fees", 1, 0, 0),
        "reply": ("done", "signatures", 0, 0, 0),
    }


def test_days_outside_are_not_those_of_the_town(weekdays, carried_out):
    carried_out(HEAD + row("B", 5, 18))
    carried_out(
        STAGE_HEAD + changes("B", ("revenue", 5), ("inspection", 6, "outside"), ("inspection", 11, "resumed"),
                             ("inspection", 11)), "stages",
    )  # fmt: skip

    assert stage_times("B")["inspection"] == ("done", "opening", 1, 0, 2)
    assert endings("B") == []


def test_a_table_of_times_alone_says_how_long_it_took_and_whether_it_was_late(weekdays, carried_out):
    carried_out(HEAD + row("A", 0, 18, 7) + row("B", 0, 5, 7))

    assert endings("A") == [("finished", True, True, 7, 4, 0, 0)]
    assert endings("B") == [("finished", False, False, 7, 4, 0, 0)]
    assert set(stage_times("A")) == {"reply"}


def test_nobody_knows_how_often_the_applicant_of_an_imported_one_came(weekdays, carried_out):
    carried_out(HEAD + row("A", 0, 18, 7) + row("B", 0, 5, 7))

    assert db.session.scalars(select(ApplicationEnding.visits)).all() == [None, None]
    total = answers(db.session(), weekdays, DateRange(MORNING.date(), MORNING.date() + timedelta(days=40)), "all")[0]
    assert (total.finished, total.visits, total.visits_known) == (2, 0, 0)


def test_a_stage_reported_before_those_it_waits_for_counts_from_the_action_before(weekdays, carried_out):
    carried_out(HEAD + row("A", 0, 18))
    carried_out(STAGE_HEAD + changes("A", ("revenue", 1), ("signatures", 6), ("planning", 7)), "stages")

    assert stage_times("A") == {
        "revenue": ("done", "opening", 1, 0, 0),
        "signatures": ("done", "opening revenue", 2, 0, 0),
        "planning": ("done", "opening", 1, 0, 0),
    }


def test_more_rows_of_the_same_application_correct_what_was_kept(weekdays, carried_out):
    carried_out(HEAD + row("A", 0, 18))
    carried_out(STAGE_HEAD + changes("A", *WAY[3:]), "stages")
    carried_out(STAGE_HEAD + changes("A", *WAY[:3]), "stages")

    assert endings("A") == [("finished", True, True, 7, 4, 0, 0)]
    assert stage_times("A")["fees"] == ("done", "planning revenue", 0, 0, 0)


def test_an_application_that_goes_on_here_keeps_its_figures_here(weekdays, carried_out, action):
    carried_out(HEAD + row("A", 35, 60))
    carried_out(STAGE_HEAD + changes("A", ("inspection", 36), ("revenue", 36)), "stages")
    stages.complete(action("planner", application("A")), "planning")

    assert stage_times("A")["planning"][:2] == ("done", "inspection")
    assert stage_times("A")["planning"][2] > 0


def test_own_applications_that_a_table_changes_are_counted_too(weekdays, carried_out, opened):
    clock.fix(MORNING)
    mine = opened("notary_clearance", received=DOCUMENTS | {"notary_letter"})
    clock.fix(MORNING + timedelta(days=40))

    carried_out(STAGE_HEAD + changes(mine.code, ("inspection", 1)), "stages")

    kept = select(ApplicationStageTime.code).where(ApplicationStageTime.application_id == mine.id)
    assert list(db.session.scalars(kept.order_by(ApplicationStageTime.id))) == ["opening", "inspection"]


def random_table(rng: random.Random) -> tuple[str, str]:
    """Rows of applications and of stage changes, in any order and with anything left out."""
    sheets = contents()
    applications: list[str] = []
    changed: list[str] = []
    for number in range(30):
        sheet = rng.choice(("building_permit", "notary_clearance", "completion"))
        opened = rng.randrange(20)
        ended = on(opened + rng.randrange(20)) if rng.random() < 0.5 else ""
        outcome = rng.choice(("", "finished", "refused", "withdrawn")) if ended else ""
        applications.append(f"K{number},{sheet},{on(opened)},{on(opened + 15)},{ended},{outcome}\n")
        for one in sheets[sheet].stages:
            for _ in range(rng.choice((0, 1, 1, 2))):
                change = rng.choice(("done", "done", "skipped", "documents", "outside", "resumed"))
                changed.append(f"K{number},{one.code},{on(rng.randrange(opened - 1, 38))},{change}\n")
    rng.shuffle(changed)
    return "key,service,opened_at,due_at,ended_at,outcome\n" + "".join(applications), STAGE_HEAD + "".join(changed)


@pytest.mark.parametrize("seed", range(3))
def test_kept_by_imports_or_made_anew_by_the_command_they_are_the_same(weekdays, carried_out, app, seed):
    applications, changed = random_table(random.Random(seed))
    carried_out(applications)
    lines = changed.splitlines(keepends=True)
    carried_out("".join(lines[: len(lines) // 2]), "stages")
    carried_out(lines[0] + "".join(lines[len(lines) // 2 :]), "stages")
    before = rows_kept()

    result = app.test_cli_runner().invoke(args=["keep-application-figures"])

    assert result.exit_code == 0, result.output
    assert len(before) > 100
    assert rows_kept() == before


def rows_kept() -> list[tuple]:
    db.session.remove()
    found = []
    for table in (ApplicationStageTime, ApplicationEnding):
        names = [one.name for one in table.__table__.columns if one.name != "id"]
        found += [tuple(str(getattr(one, name)) for name in names) for one in db.session.scalars(select(table))]
    return sorted(found)


def test_what_was_imported_says_how_long_the_next_one_will_take(weekdays, carried_out):
    carried_out(HEAD + "".join(row(f"K{number}", 0, 18, 7) for number in range(12)))
    db.session.remove()

    sheet = application("K0").sheet_id
    assert alike.lengths(db.session(), sheet, False, clock.now()) == {4: 12}


def test_the_promise_and_the_opening_may_come_after_the_stages(weekdays, carried_out):
    rows = STAGE_HEAD + changes("A", *WAY) + changes("B", *WAY)
    carried_out(rows, "stages", {"service": "notary_clearance"})

    carried_out(HEAD + row("A", 0, 18, 7) + row("B", 0, 5, 7))

    assert endings("A") == [("finished", True, True, 7, 4, 0, 0)]
    assert endings("B") == [("finished", False, False, 7, 4, 0, 0)]
    assert stage_times("A")["inspection"] == ("done", "opening", 1, 0, 0)


@pytest.mark.postgres
def test_postgresql_keeps_them_too(postgres_office):
    keep_hours(postgres_office)
    clock.fix(MORNING + timedelta(days=40))
    rows = HEAD + row("A", 0, 18) + row("B", 0, 5, 7)

    for table, kind in ((rows, "applications"), (STAGE_HEAD + changes("A", *WAY), "stages"), (rows, "applications")):
        token = secrets.new()
        Files(token).source.write_text(table)
        import_id = imports.begin(postgres_office, "person:1", kind, "table.csv", token)
        work.go_on(postgres_office, import_id, quiet)
        layout = db.session.get(ApplicationImport, import_id).layout
        imports.choose_columns(postgres_office, "person:1", import_id, fields.read(layout))
        work.go_on(postgres_office, import_id, quiet)
        imports.carry_out(postgres_office, "person:1", import_id)
        work.go_on(postgres_office, import_id, quiet)

    db.session.rollback()
    found = db.session.get(ApplicationImport, import_id)
    assert (found.state, found.made, found.changed, found.same) == ("done", 0, 0, 2)
    assert endings("A") == [("finished", True, True, 7, 4, 0, 0)]
    assert stage_times("A")["fees"] == ("done", "planning revenue", 0, 0, 0)
    assert endings("B") == [("finished", False, False, 7, 4, 0, 0)]
