"""The doctor says when the journal was not verified for long, is not whole, or contradicts its anchors."""

from datetime import timedelta

import pytest

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.journal_proof import jobs, key_file, note, store
from deskq.journal_proof.note import JournalCheck
from tests.journal_proof.conftest import day, folder
from tests.journal_proof.rewriting import cut, rewrite

__all__ = ["day", "folder"]


@pytest.fixture
def more_settings(folder) -> dict[str, object]:
    return {"ANCHOR_FOLDER": str(folder)}


@pytest.mark.parametrize(
    ("days", "is_whole", "state", "advice"),
    [(1, True, "ok", ""), (20, True, "warning", "flask verify-journal"), (1, False, "error", "Keep this database")],
)
def test_the_last_verification_is_told(doctor, instance, days, is_whole, state, advice):
    note.write(instance, JournalCheck(clock.now() - timedelta(days=days), is_whole))

    (found,) = doctor("journal")

    assert (found.state, advice in found.advice) == (state, True)


def test_no_verification_and_no_anchor_yet_are_pointed_out(states):
    assert (states("journal"), states("anchors")) == (["warning"], ["warning"])


def test_anchors_on_the_disk_of_the_database_are_pointed_out_and_an_old_one_is_wrong(states, day, later):
    day()

    assert states("anchors") == ["ok", "hint"]
    later(days=2)
    assert states("anchors") == ["error"]


def test_a_demo_office_is_not_anchored_and_need_not_be(app, states):
    app.config["DEMO"] = True

    jobs.DailyAnchor().round()

    assert states("anchors") == ["hint"]


@pytest.mark.parametrize(("change", "said"), [(rewrite, "was rewritten"), (cut, "is shorter")])
def test_a_journal_that_contradicts_its_anchors_is_wrong(office, errs, day, change, said):
    day()
    day()
    last = journal.position(db.session(), office)[0]
    change(office, last if change is rewrite else last - 1, **({"code": "Z9"} if change is rewrite else {}))

    errs("anchors", said, "anchor-key --new")


def test_anchors_that_somebody_removed_are_missed(doctor, day, folder):
    day()
    (folder / store.NAME).unlink()

    assert "missing at the end" in doctor("anchors")[0].text


def test_a_lost_key_of_anchors_is_named(errs, day, instance):
    day()
    (instance / key_file.NAME).unlink()

    errs("anchors", "anchor_key")
