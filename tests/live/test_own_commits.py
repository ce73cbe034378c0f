"""What this process committed itself is sent without reading it again; what another one wrote is still read."""

import pytest

from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.core.transactions import transaction
from deskq.live import failed_offices
from deskq.live import follower as follower_module
from deskq.live.own_commits import OwnCommits
from tests.core.journal.conftest import Happened
from tests.live.noting_follower import by_another, following, north, wakers, write
from tests.tools.statements import statements

__all__ = ["by_another", "following", "north", "wakers", "write"]


def test_own_rows_are_sent_without_a_statement_and_are_those_of_the_database(following, write, office):
    write("one", "two")
    write("three")

    with statements() as sent:
        following.step()

    assert following.words == ["one", "two", "three"]
    assert sent == []
    stored = journal.after_sequence(db.session(), office, following.sent[0].sequence - 1, 10)
    assert [journal.columns_of(row) for row in following.sent] == [journal.columns_of(row) for row in stored]


def test_rows_of_another_process_between_are_read_each_once(following, write, by_another):
    write("one")
    following.step()
    by_another("two")
    write("three")

    following.step()
    write("four")
    following.step()

    assert following.words == ["one", "two", "three", "four"]


def test_what_another_process_announced_is_read_in_the_same_round(following, north, write, by_another):
    by_another("there", at=north)
    write("here")
    following.bus.look.set()

    following.step()

    assert following.words == ["here", "there"]


def test_what_another_process_did_not_announce_is_found_within_a_second(
    following, north, write, by_another, monkeypatch
):
    by_another("there", at=north)
    began = following._looked_at
    for passed in (0.1, 0.9, 1.1):
        monkeypatch.setattr(follower_module, "monotonic", lambda at=began + passed: at)
        write(f"{passed}")
        following.step()

    assert following.words == ["0.1", "0.9", "1.1", "there"]


@pytest.mark.parametrize("is_another", [False, True], ids=["of the office", "of another office"])
def test_a_transaction_that_wrote_other_rows_besides_is_read_in_the_same_round(
    following, office, north, write, is_another
):
    if is_another:
        write("here")
    with transaction(north if is_another else office, "test") as tx:
        tx.record(Happened("one"))
        journal.append(tx.connection, tx.head, tx.action, "test", Happened("two"))

    following.step()

    assert following.words == [*(["here"] if is_another else []), "one", "two"]


@pytest.mark.parametrize("is_another", [False, True], ids=["the same office writes", "another office writes"])
def test_own_rows_that_could_not_be_sent_come_again(following, office, north, write, monkeypatch, is_another):
    monkeypatch.setattr(failed_offices, "AGAIN", 0.0)
    following.fails = office
    write("one")
    with pytest.raises(OSError, match="not now"):
        following.step()

    following.fails = None
    write("two", at=north if is_another else office)
    following.step()

    assert following.words == (["two", "one"] if is_another else ["one", "two"])


def test_rows_are_not_taken_from_an_application_on_another_database(following, write, app, monkeypatch):
    monkeypatch.setattr(following, "app", object())

    write("one")

    assert following._own.offices() == []


def test_what_the_disk_refused_is_not_passed_over_when_sending_fails_too(following, office, write, monkeypatch):
    monkeypatch.setattr(failed_offices, "AGAIN", 0.0)

    def refuse(*known) -> None:
        raise OSError("no space")

    with monkeypatch.context() as patch:
        patch.setattr(following.on_disk, "wait", refuse)
        write("one")
        with pytest.raises(OSError, match="no space"):
            following.step()  # tries twice, because no time passes
    following.fails = office
    with pytest.raises(OSError, match="not now"):
        following.step()

    following.fails = None
    following.step()

    assert following.words == ["one"]


@pytest.mark.parametrize(
    ("added", "after", "taken"),
    [
        ([6, 5, 7], 4, [5, 6, 7]), ([4, 5, 6], 5, [6]), ([4, 5], 5, []), ([6], 4, []), ([5, 7], 4, []),
    ],
    ids=["told in any order", "one not sent before", "all sent before", "the first is missing", "one is missing"],
)  # fmt: skip
def test_rows_are_taken_in_order_without_those_sent_before_and_none_where_one_is_missing(added, after, taken):
    own = OwnCommits()
    for sequence in added:
        own.add(1, [{"office_id": 1, "sequence": sequence}])

    assert [row.sequence for row in own.take(1, after)] == taken
