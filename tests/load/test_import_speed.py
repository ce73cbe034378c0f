"""A table of 50,000 applications, half of them answered, is read, checked and imported with its figures; the short form
imports 1,000 as fast."""

import resource
from time import process_time

import pytest

from deskq.application_exchange import work
from deskq.application_exchange.models import ApplicationImport
from deskq.application_exchange.service import imports
from deskq.application_exchange.staging import Files
from deskq.core import secrets
from deskq.core.extensions import db
from tests.tools.steps import should_be

HEAD = "key,service,opened_at,due_at,ended_at,file_number,parcel_code,name,phone\n"
#: Seconds of a busy processor for 50,000 rows (60 is the aim on an idle one), and for what does not grow with them.
LONGEST, ALWAYS = 75.0, 3.0
#: Above what the process had before.
MOST_KILOBYTES = 120 * 1024


def ended(n: int) -> str:
    return f"1405/08/{1 + n % 28:02} 11:{n % 60:02}" if n % 2 else ""


def table(rows: int) -> str:
    services = ("building_permit", "dig_permit", "completion")
    return HEAD + "".join(
        f"K{n},{services[n % 3]},1405/0{1 + n % 6}/{1 + n % 28:02} 09:{n % 60:02},1405/09/{1 + n % 28:02},"
        f"{ended(n)},F{n % 900},1-{n % 90 + 1}-{n % 400 + 1},متقاضی {n},0912{n:07}\n"
        for n in range(rows)
    )


@pytest.mark.parametrize("rows", [1000, pytest.param(50_000, marks=pytest.mark.soak)])
def test_a_long_table_is_imported_in_time_and_with_little_memory(app, office, rows):
    token = secrets.new()
    Files(token).source.write_text(table(rows))
    import_id = imports.begin(office, "test", "applications", "table.csv", token)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = process_time()

    work.go_on(office, import_id, lambda done, total: None)
    layout = work.fields.read(db.session.get(ApplicationImport, import_id).layout)
    imports.choose_columns(office, "test", import_id, layout)
    check_and_import(office, import_id)
    took = process_time() - begun

    db.session.rollback()
    found = db.session.get(ApplicationImport, import_id)
    print(f"{rows} rows: {took:.1f} s of the processor, {_more(before)} KB more")
    assert (found.state, found.made, found.refused) == ("done", rows, 0)
    should_be(took, LONGEST * rows / 50_000 + ALWAYS)
    assert _more(before) < MOST_KILOBYTES


def _more(before: int) -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before


def check_and_import(office: int, import_id: int) -> None:
    """The check, and then the import."""
    work.go_on(office, import_id, lambda done, total: None)
    imports.carry_out(office, "test", import_id)
    work.go_on(office, import_id, lambda done, total: None)
