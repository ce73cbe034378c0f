"""An import that stops in the middle: by a server that ends, by a person who cancels it, by a file that is gone."""

import pytest
from sqlalchemy import func, select

from deskq.application_exchange import examine, jobs, staging, work
from deskq.application_exchange.models import ImportedApplication
from deskq.application_exchange.service import carry_out, imports
from deskq.core.errors import Busy
from deskq.core.extensions import db
from tests.application_exchange.conftest import HEAD, quiet

MANY = HEAD + "".join(f"{n},building_permit,1405/06/{1 + n % 30:02},,,,,,,\n" for n in range(130))


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(ImportedApplication)) or 0


@pytest.fixture
def begun(checked, office):
    """An import of many rows that is to be carried out."""
    one = checked(MANY)
    imports.carry_out(office, "person:1", one.id)
    return one


@pytest.mark.parametrize("error", [KeyboardInterrupt, Busy], ids=["the server ends", "the database is locked"])
def test_an_import_that_stops_in_the_middle_goes_on_with_the_same_result(begun, outcome, office, monkeypatch, error):
    piece = carry_out.piece

    def stops(*arguments):
        if arguments[3] >= 80:
            raise error
        return piece(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(carry_out, "piece", stops)
        with pytest.raises(error):
            work.go_on(office, begun.id, quiet)
    assert (outcome(begun.id).state, count()) == ("running", 80)
    work.go_on(office, begun.id, quiet)

    assert (outcome(begun.id).state, outcome(begun.id).counts) == ("done", (130, 0, 0, 0))
    assert count() == 130


def test_a_cancelled_import_keeps_whole_applications_and_can_go_on(begun, outcome, office):
    def cancel(done: int, total: int) -> None:
        if done == 40:
            imports.cancel(office, "person:1", begun.id)

    work.go_on(office, begun.id, cancel)
    stopped = outcome(begun.id)
    kept = count()
    imports.carry_out(office, "person:1", begun.id)
    work.go_on(office, begun.id, quiet)

    assert (stopped.state, stopped.counts, kept) == ("cancelled", (40, 0, 0, 0), 40)
    assert (outcome(begun.id).state, outcome(begun.id).counts) == ("done", (130, 0, 0, 0))


def test_a_file_that_is_gone_is_said(begun, outcome, office):
    staging.Files(db.session.get(work.ApplicationImport, begun.id).token).remove()

    work.go_on(office, begun.id, quiet)

    assert outcome(begun.id).state == "failed"
    assert "upload it again" in outcome(begun.id).problem


def test_a_fault_ends_one_import_and_the_next_one_is_carried_out(app, checked, outcome, office, monkeypatch):
    first, second = checked(MANY), checked(MANY)
    for one in (first, second):
        imports.carry_out(office, "person:1", one.id)
    piece = carry_out.piece

    def fails(*arguments):
        if arguments[1] == first.id:
            raise ZeroDivisionError
        return piece(*arguments)

    monkeypatch.setattr(carry_out, "piece", fails)
    with pytest.raises(ZeroDivisionError):
        jobs.work_on()
    jobs.work_on()

    assert (outcome(first.id).state, outcome(second.id).state) == ("failed", "done")
    assert "fault in deskq" in outcome(first.id).problem


def test_reasons_are_kept_when_the_server_stops_after_a_piece(checked, outcome, office, monkeypatch):
    begun = checked(MANY.replace("building_permit,1405/06/05", "no_such_service,1405/06/05"))
    imports.carry_out(office, "person:1", begun.id)
    piece = carry_out.piece

    def dies(*arguments):
        piece(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(carry_out, "piece", dies)
        with pytest.raises(KeyboardInterrupt):
            work.go_on(office, begun.id, quiet)
    work.go_on(office, begun.id, quiet)

    assert outcome(begun.id).counts == (125, 0, 0, 5)
    assert len(outcome(begun.id).refused) == 5


def test_a_reason_that_was_not_written_to_the_end_is_written_again(checked, outcome, office):
    begun = checked(MANY.replace("building_permit,1405/06/05", "no_such_service,1405/06/05"))
    imports.carry_out(office, "person:1", begun.id)
    files = staging.Files(db.session.get(work.ApplicationImport, begun.id).token)
    files.refused.write_text('\n[6, "service", "There is')
    imports.cancel(office, "person:1", begun.id)

    assert outcome(begun.id).refused == {}
    group = examine.Group("4", refused={6: ("service", examine.UNKNOWN_SERVICE)})
    staging.note_refused(files, [group])
    staging.note_refused(files, [group])

    assert outcome(begun.id).refused == {6: ("service", examine.UNKNOWN_SERVICE)}


def test_the_page_goes_on_with_an_import_whose_command_was_killed(checked, outcome, office):
    begun = checked(MANY)
    imports.carry_out(office, "import command", begun.id, command=True)
    jobs.work_on()
    assert outcome(begun.id).state == "running"  # the command works on it

    imports.cancel(office, "person:1", begun.id)
    imports.carry_out(office, "person:1", begun.id)
    jobs.work_on()

    assert outcome(begun.id).state == "done"
