"""The weekly trial notices a backup that cannot be restored, or that is not of this office."""

from datetime import timedelta
from pathlib import Path

import pytest

import config
from deskq.core import clock
from deskq.core.extensions import db
from deskq.ops.backup import encryption
from deskq.ops.scheduled_backup import state_file
from deskq.queue.new_ticket import NewTicket
from deskq.queue.service.issue import issue
from tests.ops.backup.conftest import take
from tests.tools.shared_app import replace_database


def drill_again(night) -> dict:
    """The next drill, of the backup that is there: a new one is not due in that minute."""
    known = state_file.read(config.INSTANCE)["drill"]
    long_ago = clock.now() - timedelta(days=8)
    state_file.note(config.INSTANCE, "drill", state_file.Result(long_ago, long_ago, file=known.file))
    return night()


@pytest.mark.parametrize("place", ["start", "middle", "end", "cut"])
def test_the_drill_notices_a_damaged_or_cut_backup(night, folder, place):
    file = folder / night()["backup"].file
    content = bytearray(file.read_bytes())
    if place == "cut":
        del content[-encryption.CHUNK - 5 if len(content) > 2**21 else 60 :]
    else:
        content[{"start": len(encryption.MAGIC) + 9, "middle": len(content) // 2, "end": -1}[place]] ^= 1
    file.write_bytes(content)

    known = drill_again(night)["drill"]

    assert known.fault == "drill-unreadable"
    assert known.succeeded_at is not None  # the last good one is still known


def test_the_drill_notices_another_key(night, instance):
    night()
    (instance / "backup_key").write_text("another key than the one with which it was written")

    known = drill_again(night)["drill"]

    assert known.fault == "drill-unreadable"
    assert "another key" in known.values["reason"]


def test_the_drill_notices_a_backup_of_another_journal(office, night, seeded_file):
    """Somebody put an older database in place, and the office worked on: entries with the same number differ."""
    take(office, "one")
    night()
    db.engine.dispose()
    replace_database(Path(db.engine.url.database), seeded_file)
    issue(office, "test", NewTicket("renewal_levy", "the secret of a ticket for another service"))

    assert drill_again(night)["drill"].fault == "drill-other-journal"
