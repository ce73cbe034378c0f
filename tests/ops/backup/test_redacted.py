"""An office with a text struck out of its journal is backed up, restored, verified and replayed as any other."""

import tarfile

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.journal_texts import MARK
from deskq.core.transactions import transaction
from deskq.messages.events import SenderRevealed
from tests.ops.backup.conftest import run, take
from tests.queue import invariants

WHY = "شمارهٔ او ۰۹۱۲۱۲۳۴۵۶۷ است"


def test_a_redacted_journal_goes_through_a_backup_and_a_restore(app, office, elsewhere, tmp_path, monkeypatch):
    with monkeypatch.context() as before, transaction(office, "person:3") as tx:
        before.setattr("deskq.core.journal_texts.checked", lambda event: event)
        row = tx.record(SenderRevealed(1, WHY))
    take(office, "before")
    run(app, "backup", tmp_path / "before.tar")
    assert run(app, "redact-journal", row, "why").exit_code == 0
    take(office, "after")
    run(app, "backup", tmp_path / "after.tar")

    restored = run(elsewhere, "restore", tmp_path / "after.tar")

    assert restored.exit_code == 0, restored.output
    with elsewhere.app_context():
        invariants.check(db.session(), office)
        assert db.session().get_one(journal.Entry, (office, row)).facts["why"] == MARK
        db.session.remove()
    assert "rows with a text struck out: 1" in run(elsewhere, "verify-journal").output
    assert WHY.encode() in contents(tmp_path / "before.tar"), "as the command says, earlier backups still have it"
    assert WHY.encode() not in contents(tmp_path / "after.tar")


def contents(backup) -> bytes:
    with tarfile.open(backup) as tar:
        return tar.extractfile("deskq.sqlite").read()
