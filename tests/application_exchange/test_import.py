"""What an import makes: each application whole, the same file twice changes nothing, nothing is half imported."""

import json
import random
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from deskq.application_exchange import work
from deskq.application_exchange.models import ImportedApplication, PropertyFile
from deskq.application_exchange.service import imports
from deskq.applications.models import Applicant, Application, ApplicationStage, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.applications.queries.rebuild import rebuild
from deskq.applications.rules import progress
from deskq.applications.service import stages
from deskq.core.db.journal import Entry
from deskq.core.errors import DomainError
from deskq.core.extensions import db
from deskq.messages.events import moment
from deskq.service_sheets import queries as sheet_queries
from deskq.sms.models import Notice
from tests.application_exchange.conftest import HEAD

TWO = HEAD + (
    "الف-۱۲,building_permit,1405/06/01 09:00,1405/07/01,,ش-۷,1 12 34,کاظم یوسفی,9121234567,\n"
    "13,صدور پروانهٔ ساختمان,2026-08-20T10:00:00+03:30,2026-09-20,2026-09-01 12:00,,,مریم احمدی,,0499370899\n"
)
STAGES = (
    "case,activity,time,change\n"
    "الف-۱۲,inspection,1405/06/03 11:00,\n"
    "13,opening,1405/05/29 10:00,انجام شد\n"
    "13,بازدید از ملک,1405/06/01 10:00,\n"
)


def application(key: str) -> Application:
    wanted = select(Application).join(ImportedApplication).where(ImportedApplication.key == key)
    return db.session.scalars(wanted).one()


def content_of_office() -> list[list[tuple]]:
    """Every row that an import may write, but codes, ids and who made it."""
    db.session.rollback()
    left_out = {"id", "code", "request_key", "turn", "application_id", "by"}
    found = []
    for model in (Application, Applicant, ApplicationStage, ApplicationStep, ImportedApplication, PropertyFile):
        names = [one.name for one in model.__table__.columns if one.name not in left_out or model is ApplicationStage]
        names = [name for name in names if name not in ("id", "application_id")]
        rows = [tuple(str(getattr(row, name)) for name in names) for row in db.session.scalars(select(model))]
        found.append(sorted(rows))
    return found


def test_applications_of_another_software_come_in_whole(carried_out):
    assert carried_out(TWO).counts == (2, 0, 0, 0)

    first, second = application("الف-12"), application("13")
    assert (first.state, first.file_number, first.parcel_code) == ("open", "ش-7", "1-12-34")
    assert first.opened_at == datetime(2026, 8, 23, 5, 30, tzinfo=UTC)
    assert first.due_at == first.first_due_at == datetime(2026, 9, 23, 20, 29, tzinfo=UTC)
    assert queries.applicant(db.session(), first.id).phone == "+989121234567"
    assert (second.state, second.ended_at) == ("finished", datetime(2026, 9, 1, 8, 30, tzinfo=UTC))
    states = {row.code: row.state for row in queries.stages(db.session(), first.id)}
    assert (states["opening"], states["inspection"]) == ("done", "here")
    assert db.session.scalar(select(func.count()).select_from(Notice)) == 0  # nobody is told by SMS


def test_a_dry_run_reports_and_writes_nothing(checked):
    before = content_of_office()

    found = checked(TWO)

    assert (found.state, found.counts) == ("checked", (2, 0, 0, 0))
    assert content_of_office() == before


def test_stage_changes_carry_an_application_on_and_the_same_files_again_change_nothing(carried_out):
    carried_out(TWO)
    assert carried_out(STAGES, "stages").counts == (0, 2, 0, 0)
    before, mine = content_of_office(), application("الف-12")
    states = {row.code: row.state for row in queries.stages(db.session(), mine.id)}
    assert (mine.state, states["inspection"]) == ("open", "done")
    steps = [(step.verb, step.stage) for step in queries.steps(db.session(), mine.id)]
    assert steps == [("open", ""), ("complete", "inspection")]

    assert carried_out(TWO).counts == (0, 0, 2, 0)
    assert carried_out(STAGES, "stages").counts == (0, 0, 2, 0)
    assert content_of_office() == before


def test_what_a_clerk_did_since_is_not_undone(carried_out, action):
    carried_out(TWO)
    mine = application("الف-12")
    stages.complete(action("planner", mine), "inspection")
    before = content_of_office()

    assert carried_out(TWO).counts == (0, 0, 2, 0)
    assert content_of_office() == before


BAD = {
    "14,building_permit,1405/06/01,,,,,,,": None,
    ",building_permit,1405/06/01,,,,,,,": ("key", "needs a value"),
    "15,no_such_service,1405/06/01,,,,,,,": ("service", "no service"),
    "16,building_permit,01/06/2026,,,,,,,": ("opened_at", "no date"),
    "17,building_permit,1405/06/01,1405/05/01,,,,,,": ("due_at", "before the application"),
    "9,building_permit,1405/06/01,1500/05/01,,,,,,": ("due_at", "more than ten years"),
    "18,building_permit,1405/06/01,,1405/05/01,,,,,": ("ended_at", "before the application"),
    "19,building_permit,1409/06/01,,,,,,,": ("opened_at", "future"),
    "20,building_permit,1405/06/01,,,,12/x/4,,,": ("parcel_code", "parcel code in digits"),
    "21,building_permit,1405/06/01,,,,,,0912,": ("phone", "not complete"),
    "22,building_permit,1405/06/01,,,,,,,1234567890": ("national_id", "national ID"),
    f"{'9' * 61},building_permit,1405/06/01,,,,,,,": ("key", "too long"),
}


def test_every_bad_row_is_refused_with_its_reason_and_the_others_come_in(carried_out):
    found = carried_out(HEAD + "\n".join(BAD))

    assert (found.state, found.counts) == ("done", (1, 0, 0, len(BAD) - 1))
    for row, wanted in enumerate(BAD.values(), 2):
        field, words = found.refused.get(row, ("", ""))
        assert (row, field) == (row, wanted[0] if wanted else "")
        assert (wanted[1] if wanted else "") in words


def test_of_an_application_with_one_bad_row_nothing_is_imported(carried_out):
    carried_out(TWO)
    before = content_of_office()

    found = carried_out("key,stage,at\n13,inspection,1405/06/02\n13,no_such_stage,1405/06/03\n", "stages")

    assert {row: field for row, (field, _) in found.refused.items()} == {2: "key", 3: "stage"}
    assert content_of_office() == before


def test_two_rows_that_differ_are_both_refused(carried_out):
    rows = "14,building_permit,1405/06/01,,,,,,,\n"

    found = carried_out(
        HEAD + rows + rows + rows.replace("14,", "15,") + rows.replace("14,", "15,").replace("/01", "/02")
    )

    assert (found.counts, sorted(found.refused)) == ((1, 0, 0, 2), [4, 5])


def test_stage_changes_of_an_unknown_application_need_a_service(carried_out):
    rows = "key,stage,at\n99,opening,1405/06/01\n"

    assert carried_out(rows, "stages").refused[2][0] == "key"
    assert carried_out(rows, "stages", {"service": "building_permit"}).counts == (1, 0, 0, 0)


def test_property_files_give_applications_their_parcels(carried_out):
    files = "file_number,parcel_code,address\n۷,1-12-34,خیابان آزادی\n8,بیست,\n"

    found = carried_out(files, "files")
    carried_out(HEAD + "14,building_permit,1405/06/01,,,7,,,,\n")

    assert (found.counts, found.refused[3][0]) == ((1, 0, 0, 1), "parcel_code")
    assert carried_out(files, "files").counts == (0, 0, 1, 1)
    assert carried_out(files.replace("12-34", "12-35"), "files").counts == (0, 1, 0, 1)
    assert application("14").parcel_code == "1-12-34"


def test_a_service_sheet_is_made_of_the_stages_of_a_table(carried_out, checked, office):
    rows = "case,activity,time\n1,Confirm,2011-10-11 10:00\n1,T02 Check,2011-10-12 10:00\n2,Confirm,2011-10-13 10:00\n"
    again = rows + "3,Confirm,2011-10-14\n3,تأیید,2011-10-15\n"

    assert checked(rows, "stages", {"service": "receipt"}, "planning").counts == (2, 0, 0, 0)
    assert carried_out(rows, "stages", {"service": "receipt"}, "planning").counts == (2, 0, 0, 0)
    assert carried_out(rows, "stages", {"service": "receipt"}, "planning").counts == (0, 0, 2, 0)
    assert carried_out(again, "stages", {"service": "receipt"}, "planning").counts == (1, 0, 2, 0)

    sheet = sheet_queries.sheet(db.session(), office, "receipt")
    assert (sheet.sheet.offered, sheet.version.number) == (False, 2)
    assert [one.code for one in sheet.content.stages[:3]] == ["opening", "confirm", "t02_check"]
    assert checked(rows, "stages", {"service": "receipt"}, "no_such_unit").state == "failed"


def test_a_table_without_the_needed_columns_is_asked_for_them_and_remembers_the_answer(upload, outcome, office):
    table = "nummer,soort,aangevraagd\n1,building_permit,2026-06-01\n"
    import_id = upload(table)
    layout = work.fields.Layout({"key": 0, "service": 1}, {})

    with pytest.raises(DomainError) as refused:
        imports.choose_columns(office, "person:1", import_id, layout)
    imports.choose_columns(
        office, "person:1", import_id, work.fields.Layout({"key": 0, "service": 1, "opened_at": 2}, {})
    )

    assert set(refused.value.fields) == {"opened_at"}
    later = db.session.get(work.ApplicationImport, upload(table))
    assert json.loads(later.layout)["columns"] == {"key": 0, "service": 1, "opened_at": 2}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_order_stages_come_in_the_journal_rebuilds_it_and_it_can_end(carried_out, look, action, seed):
    rng = random.Random(seed)
    changes = ["انجام شد", "skipped", "documents", "payment", "applicant", "outside", "resumed"]
    begin = datetime(2026, 5, 1, tzinfo=UTC)
    known = [one.code for one in sheet_queries.sheet(db.session(), 1, "building_permit").content.stages]
    rows = [
        f"{n},{rng.choice(known)},{begin + timedelta(hours=rng.randrange(900))},{rng.choice(changes)}"
        for n in range(12) for _ in range(rng.randrange(1, 9))
    ]  # fmt: skip
    for half in (rows[::2], rows[1::2]):
        found = carried_out("key,stage,at,change\n" + "\n".join(half), "stages", {"service": "building_permit"})
        assert found.refused == {}

    entries = [(row.kind, row.facts) for row in look().scalars(select(Entry).order_by(Entry.sequence))]
    rebuilt = rebuild(entries)
    for row in db.session.scalars(select(Application).join(ImportedApplication)):
        now = queries.progress_of(row, queries.stages(db.session(), row.id))
        assert rebuilt[row.id].progress == now
        assert rebuilt[row.id].due == moment(row.due_at)
        nodes = sheet_queries.version(db.session(), row.version_id).content.stages
        while now.state != "finished":
            stage = now.present[0]
            waits = now.stages[stage] in ("documents", "payment")
            now = progress.apply(nodes, now, "resume" if waits else "complete", stage)
