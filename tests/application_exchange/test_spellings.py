"""One number in several spellings in a table is one application, or one property file."""

import pytest
from sqlalchemy import func, select

from deskq.application_exchange.models import ImportedApplication, PropertyFile
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.core.extensions import db
from deskq.messages import tracking_code
from tests.application_exchange.test_import import TWO, application


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.parametrize("other", ["۱۲", "'12", "\u200f12"])
def test_an_application_or_a_property_file_that_is_written_in_two_ways_is_made_once(carried_out, other):
    row = "building_permit,1405/06/01"
    files = carried_out(f"file_number,parcel_code\n12,1-1-1\n{other},1-1-1\n", "files")
    found = carried_out(f"key,service,opened_at\n12,{row}\n{other},{row}\n")

    assert (files.state, files.counts, count(PropertyFile)) == ("done", (1, 0, 0, 0), 1)
    assert (found.state, found.counts, count(ImportedApplication)) == ("done", (1, 0, 0, 0), 1)


def test_two_spellings_with_different_content_are_refused(carried_out):
    rows = "12,building_permit,1405/06/01\n'12,building_permit,1405/06/02\n"
    found = carried_out(f"key,service,opened_at\n{rows}")

    assert (found.state, found.counts, set(found.refused)) == ("done", (0, 0, 0, 2), {2, 3})


@pytest.mark.parametrize("text", ["\u202e", "\u200b", "'"])
def test_a_number_of_invisible_characters_is_none(carried_out, text):
    found = carried_out(f"key,service,opened_at\n{text},building_permit,1405/06/01\n")
    files = carried_out(f"file_number,parcel_code\n{text},1-1-1\n12,{text}\n", "files")

    assert (found.counts, found.refused[2][0]) == ((0, 0, 0, 1), "key")
    assert (files.counts, [one[0] for one in files.refused.values()]) == ((0, 0, 0, 2), ["file_number", "parcel_code"])


@pytest.mark.parametrize("shown", [tracking_code.spaced, lambda code: f"{code[:4]}-{code[4:]}"])
def test_stage_changes_under_two_spellings_of_a_tracking_code_belong_to_one_application(carried_out, shown):
    carried_out(TWO)
    mine, before = application("الف-12"), count(Application)
    rows = f"{mine.code},building_permit,inspection,1405/06/03\n{shown(mine.code)},building_permit,report,1405/06/04\n"

    found = carried_out(f"key,service,stage,at\n{rows}", "stages")

    assert (found.counts, count(Application)) == ((0, 1, 0, 0), before)
    assert states(mine)["report"] == "done"


def test_the_number_and_the_tracking_code_of_an_application_are_one(carried_out):
    carried_out(TWO)
    mine = application("الف-12")
    rows = f"الف-12,inspection,1405/06/03\n{mine.code},report,1405/06/04\n"

    found = carried_out(f"key,stage,at\n{rows}", "stages")

    assert found.counts == (0, 1, 0, 0)
    assert (states(mine)["inspection"], states(mine)["report"]) == ("done", "done")
    assert [step.stage for step in queries.steps(db.session(), mine.id)][1:] == ["inspection", "report"]


def test_a_wrong_row_under_the_tracking_code_refuses_the_rows_under_the_number(carried_out):
    carried_out(TWO)
    mine = application("الف-12")
    rows = f"الف-12,inspection,1405/06/03\n{mine.code},report,yesterday\n{mine.code},report,1405/06/04\n"

    found = carried_out(f"key,stage,at\n{rows}", "stages")

    assert (found.counts, set(found.refused)) == ((0, 0, 0, 3), {2, 3, 4})
    assert states(mine)["inspection"] == "here"


def states(of: Application) -> dict[str, str]:
    return {row.code: row.state for row in queries.stages(db.session(), of.id)}
