"""A damaged key and files that nobody wrote are named in words, by the job, the doctor and the commands."""

import json

import pytest

import config
from deskq.core import clock, outages
from deskq.doctor.checks.journal import check_anchors
from deskq.journal_proof import chain, key_file, store
from tests.applications.conftest import BOTH
from tests.ops.backup.conftest import run

KEYS = {
    "no hexadecimal": lambda key: {**key, "keys": ["zz"]},
    "too short": lambda key: {**key, "keys": ["ab"]},
    "no key": lambda key: {**key, "keys": []},
    "endless count": lambda key: {**key, "count": float("inf")},
    "negative count": lambda key: {**key, "count": -3},
    "wrong root": lambda key: {**key, "root": "zz"},
    "null": lambda key: None,
}
FILES = ("[" * 200_000, "{}", "1", "null", "\0", '{"signature": 1}', "9" * 5000, "")


def damage(make) -> None:
    path = config.INSTANCE / key_file.NAME
    path.write_text(json.dumps(make(json.loads(path.read_text()))))


@pytest.mark.parametrize("name", KEYS)
def test_a_damaged_key_is_named(app, day, name):
    day()
    damage(KEYS[name])

    assert not day()

    (found,) = check_anchors()
    assert found.state == "error"
    assert "anchor_key" in found.values["key"]
    assert "anchors" in [one.part for one in outages.current()]
    for words in (("anchor-key",), ("verify-journal", "--anchors")):
        answer = run(app, *words)
        assert answer.exit_code == 1
        assert "The key in anchor_key does not belong to the anchors" in answer.output


def test_a_damaged_key_before_the_first_anchor_is_named(day):
    (config.INSTANCE / key_file.NAME).write_text(json.dumps({"keys": [], "count": 0, "root": "00"}))

    assert not day()


@pytest.mark.parametrize("text", FILES)
def test_a_file_that_nobody_wrote_is_named(app, day, folder, text):
    day()
    store.path().write_text(f"{text}\n")

    assert not day()

    (found,) = check_anchors()
    assert (found.state, found.values["line"]) == ("error", 1)
    assert run(app, "verify-journal", "--anchor-file", str(store.path())).exit_code == 1


@pytest.mark.parametrize(
    "heads",
    [{1: (2**70, "x")}, {1: (-5, "x")}, {2**70: (1, "x")}, {1: (float("inf"), "x")}, {1: (0, None), 0: (1, "x")}],
)
@BOTH
def test_numbers_that_no_journal_has_are_no_anchor(app, day, folder, heads):
    day()
    copy, key = folder / "copy.jsonl", chain.new_key()
    copy.write_text(chain.signed_line(clock.now(), heads, None, key, chain.public(key)) + "\n")

    answer = run(app, "verify-journal", "--anchor-file", str(copy))

    assert answer.exit_code == 1
    assert "line 1 is not what deskq wrote" in answer.output
