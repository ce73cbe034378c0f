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


@pytest.fixture
def fill(tmp_path):
    """``fill(30)``: a small cache in which so many clips were kept, one after the other."""

    def keep_all(count: int) -> Cache:
        small = Cache(tmp_path / "clips", 20_000)
        for number in range(count):
            small.keep(f"clip-{number}", MADE)
            os.utime(tmp_path / "clips" / f"clip-{number}.json", (number, number))
        return small

    return keep_all


def test_a_clip_is_read_as_it_was_kept_and_is_not_there_without_its_checksums(kept, tmp_path):
    assert not kept.has("a")
    assert kept.read("a", "opus") is None
    kept.keep("a", MADE)

    assert kept.has("a")
    assert (kept.read("a", "opus"), kept.read("a", "mp3")) == (MADE["opus"], MADE["mp3"])
    (tmp_path / "clips" / "a.json").write_text("half a li")
    assert not kept.has("a")


@pytest.mark.parametrize("damage", [b"", b"O" * 999, b"X" * 1000])
def test_a_damaged_file_is_thrown_away_with_its_clip(kept, tmp_path, damage):
    kept.keep("a", MADE)
    (tmp_path / "clips" / "a.opus").write_bytes(damage)

    assert kept.read("a", "opus") is None
    assert not kept.has("a")
    assert list((tmp_path / "clips").iterdir()) == []


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


def test_beyond_its_room_the_oldest_clips_go(fill, tmp_path):
    small = fill(30)

    there = [number for number in range(30) if small.has(f"clip-{number}")]

    assert there[-1] == 29
    assert there == list(range(30 - len(there), 30))
    assert sum(file.stat().st_size for file in (tmp_path / "clips").iterdir()) <= 20_000


def test_a_clip_that_is_used_stays_and_one_that_is_not_goes(fill):
    small = fill(8)
    assert small.read("clip-0", "opus") is not None

    for number in range(8, 10):
        small.keep(f"clip-{number}", MADE)

    assert small.has("clip-0")
    assert not small.has("clip-1")


def test_one_process_makes_a_clip_and_does_not_keep_it_for_ever_if_it_died(tmp_path, monkeypatch):
    mine, other = Cache(tmp_path, 100_000), Cache(tmp_path, 100_000)

    assert mine.claim("a")
    assert not other.claim("a")
    mine.release("a")
    assert other.claim("a")
    assert not mine.claim("a")
    later = time.monotonic() + cache.CLAIM_LASTS + 1
    monkeypatch.setattr(cache, "monotonic", lambda: later)
    assert mine.claim("a")


@pytest.mark.parametrize("is_killed", [True, False], ids=["killed", "writing"])
def test_a_start_tidies_up_after_a_process_that_was_killed_and_leaves_alone_what_another_writes(tmp_path, is_killed):
    other, fresh = Cache(tmp_path, 100_000), Cache(tmp_path, 100_000)
    other.claim("a")
    (tmp_path / "clip.part").write_bytes(b"half a clip")
    if is_killed:
        for left in tmp_path.iterdir():
            os.utime(left, (1, 1))

    fresh.tidy()

    assert fresh.claim("a") is is_killed
    assert {file.name for file in tmp_path.iterdir()} == ({"a.making"} if is_killed else {"a.making", "clip.part"})
