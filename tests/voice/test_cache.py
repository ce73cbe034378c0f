"""The clip cache: atomic writes, limited size, one process makes each clip."""

import os
import time

import pytest

from deskq.voice import cache
from deskq.voice.cache import Cache

MADE = {"opus": b"O" * 1000, "mp3": b"M" * 1000}


@pytest.fixture
def kept(tmp_path) -> Cache:
    return Cache(tmp_path / "clips", 100_000)


def test_a_clip_is_read_as_it_was_kept(kept):
    kept.keep("a", MADE)

    assert kept.has("a")
    assert (kept.read("a", "opus"), kept.read("a", "mp3")) == (MADE["opus"], MADE["mp3"])


def test_what_was_never_made_is_not_there(kept):
    assert not kept.has("a")
    assert kept.read("a", "opus") is None


@pytest.mark.parametrize("damage", [b"", b"O" * 999, b"X" * 1000])
def test_a_damaged_file_is_thrown_away_with_its_clip(kept, tmp_path, damage):
    kept.keep("a", MADE)
    (tmp_path / "clips" / "a.opus").write_bytes(damage)

    assert kept.read("a", "opus") is None
    assert not kept.has("a")
    assert list((tmp_path / "clips").iterdir()) == []


def test_a_clip_without_its_checksums_was_never_finished(kept, tmp_path):
    kept.keep("a", MADE)
    (tmp_path / "clips" / "a.json").write_text("half a li")

    assert not kept.has("a")


def test_a_reader_leaves_a_clip_alone_while_it_is_written(kept, monkeypatch):
    looks = []
    write = kept._write

    def look_and_write(path, data):
        looks.append((kept.has("a"), kept.read("a", "opus"), kept.read("a", "mp3")))
        write(path, data)

    monkeypatch.setattr(kept, "_write", look_and_write)
    kept.keep("a", MADE)

    assert looks == [(False, None, None)] * 3
    assert kept.has("a")


def test_beyond_its_room_the_oldest_clips_go(tmp_path):
    small = Cache(tmp_path / "clips", 20_000)
    for number in range(30):
        small.keep(f"clip-{number}", MADE)
        os.utime(tmp_path / "clips" / f"clip-{number}.json", (number, number))

    there = [number for number in range(30) if small.has(f"clip-{number}")]

    assert there[-1] == 29
    assert there == list(range(30 - len(there), 30))
    assert sum(file.stat().st_size for file in (tmp_path / "clips").iterdir()) <= 20_000


def test_a_clip_that_is_used_stays_and_one_that_is_not_goes(tmp_path):
    small = Cache(tmp_path / "clips", 20_000)
    for number in range(8):
        small.keep(f"clip-{number}", MADE)
        os.utime(tmp_path / "clips" / f"clip-{number}.json", (number, number))
    assert small.read("clip-0", "opus") is not None

    for number in range(8, 10):
        small.keep(f"clip-{number}", MADE)

    assert small.has("clip-0")
    assert not small.has("clip-1")


def test_one_process_makes_a_clip(tmp_path):
    mine, other = Cache(tmp_path, 100_000), Cache(tmp_path, 100_000)

    assert mine.claim("a")
    assert not other.claim("a")
    mine.release("a")
    assert other.claim("a")


def test_a_start_tidies_up_after_a_process_that_was_killed(tmp_path):
    dead, fresh = Cache(tmp_path, 100_000), Cache(tmp_path, 100_000)
    dead.claim("a")
    (tmp_path / "half.part").write_bytes(b"half a clip")
    for left in tmp_path.iterdir():
        os.utime(left, (1, 1))

    fresh.tidy()

    assert fresh.claim("a")
    assert [file.name for file in tmp_path.iterdir()] == ["a.making"]


def test_a_start_leaves_alone_what_another_process_is_writing(tmp_path):
    other, fresh = Cache(tmp_path, 100_000), Cache(tmp_path, 100_000)
    other.claim("a")
    (tmp_path / "whole-soon.part").write_bytes(b"half a clip")

    fresh.tidy()

    assert {file.name for file in tmp_path.iterdir()} == {"a.making", "whole-soon.part"}
    assert not fresh.claim("a")


def test_a_process_that_died_over_a_clip_does_not_keep_it_for_ever(tmp_path, monkeypatch):
    dead, other = Cache(tmp_path, 100_000), Cache(tmp_path, 100_000)
    dead.claim("a")
    assert not other.claim("a")
    later = time.monotonic() + cache.CLAIM_LASTS + 1
    monkeypatch.setattr(cache, "monotonic", lambda: later)

    assert other.claim("a")
