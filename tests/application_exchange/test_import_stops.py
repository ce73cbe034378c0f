"""An import that stops in the middle: by a server that ends, by a person who cancels it, by a file that is gone."""

import pytest
from sqlalchemy import func, select

from deskq.application_exchange import staging, work
from deskq.application_exchange.models import ImportedApplication
from deskq.application_exchange.service import carry_out, imports
from deskq.core.extensions import db
from tests.application_exchange.conftest import HEAD, quiet

MANY = HEAD + "".join(f"{n},building_permit,1405/06/{1 + n % 30:02},,,,,,,\n" for n in range(130))


def test_a_server_that_stops_in_the_middle_goes_on_with_the_same_result(checked, outcome, office, monkeypatch):
    begun = checked(MANY)
    imports.carry_out(office, "person:1", begun.id)
    piece = carry_out.piece

    def dies(*arguments):
        if arguments[3] >= 80:
            raise KeyboardInterrupt
        return piece(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(carry_out, "piece", dies)
        with pytest.raises(KeyboardInterrupt):
            work.go_on(office, begun.id, quiet)
    assert db.session.scalar(select(func.count()).select_from(ImportedApplication)) == 80
    work.go_on(office, begun.id, quiet)

    assert (outcome(begun.id).state, outcome(begun.id).counts) == ("done", (130, 0, 0, 0))
    assert db.session.scalar(select(func.count()).select_from(ImportedApplication)) == 130


def test_a_cancelled_import_keeps_whole_applications_and_can_go_on(checked, outcome, office):
    begun = checked(MANY)
    imports.carry_out(office, "person:1", begun.id)

    def cancel(done: int, total: int) -> None:
        if done == 40:
            imports.cancel(office, "person:1", begun.id)

    work.go_on(office, begun.id, cancel)
    stopped = outcome(begun.id)
    kept = db.session.scalar(select(func.count()).select_from(ImportedApplication))
    imports.carry_out(office, "person:1", begun.id)
    work.go_on(office, begun.id, quiet)

    assert (stopped.state, stopped.counts, kept) == ("cancelled", (40, 0, 0, 0), 40)
    assert (outcome(begun.id).state, outcome(begun.id).counts) == ("done", (130, 0, 0, 0))


def test_a_file_that_is_gone_is_said(checked, outcome, office):
    begun = checked(MANY)
    row = db.session.get(work.ApplicationImport, begun.id)
    staging.Files(row.token).remove()
    imports.carry_out(office, "person:1", begun.id)

    work.go_on(office, begun.id, quiet)

    assert outcome(begun.id).state == "failed"
    assert "upload it again" in outcome(begun.id).problem
