"""Recordings replace the engine, piece by piece, whole or composed of parts."""

from pathlib import Path

import pytest

from deskq.core import outages
from deskq.voice import phrases, programs, sound
from deskq.voice.engines import Espeak
from tests.voice.conftest import CALL


@pytest.fixture
def record(tools: None, tmp_path: Path):
    """``record("fa", "number-42")`` adds a recording (a word of another voice) to the folder."""

    def put(language: str, *names: str, text: str = "test test") -> None:
        folder = tmp_path / "recorded" / language
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            words = ["espeak-ng", "-v", "en", "--stdin", "--stdout"]
            (folder / f"{name}.wav").write_bytes(programs.run(words, text.encode()))

    return put


@pytest.fixture
def recorded(make_voice, tmp_path: Path):
    (tmp_path / "recorded").mkdir()
    return make_voice(VOICE_RECORDINGS=str(tmp_path / "recorded"))


def clips(voice, code: str = "42"):
    return [voice.clip(piece, "fa") for piece in (phrases.number(code, "fa"), *phrases.phrase(CALL, "fa").pieces[1:])]


def names(clip) -> list[str]:
    return [file.stem for file in clip.recordings]


def test_only_what_is_recorded_is_replaced_by_a_clip_of_its_own(record, recorded):
    engines = clips(recorded)
    record("fa", "counter-3")

    number, counter, floor = clips(recorded)

    assert (names(number), names(counter), names(floor)) == ([], ["counter-3"], [])
    assert [clip.key for clip in (number, floor)] == [engines[0].key, engines[2].key]
    assert counter.key != engines[1].key
    record("fa", "counter-3", text="another voice")
    record("fa", "place-طبقه-همکف")
    _, again, floor = clips(recorded)
    assert again.key != counter.key
    assert names(floor) == ["place-طبقه-همکف"]


def test_a_number_is_put_together_when_every_part_is_there_by_the_longest_recordings(record, recorded):
    def of_number() -> list[str]:
        return names(clips(recorded, "345")[0])

    record("fa", "number", "300", "40")
    assert of_number() == []
    record("fa", "and", "5")
    assert of_number() == ["number", "300", "and", "40", "and", "5"]
    record("fa", "40-and")
    assert of_number() == ["number", "300", "and", "40-and", "5"]
    record("fa", "number-345")
    assert of_number() == ["number-345"]


def test_parts_are_heard_one_after_another(record, recorded):
    record("fa", "number", "40", "and", "2")
    clip = clips(recorded)[0]

    assert recorded.make(clip)

    whole = programs.decoded(recorded.cache.read(clip.key, "mp3"))
    part = sound.trimmed(programs.decoded(clip.recordings[0]))
    assert whole.seconds == pytest.approx(4 * part.seconds, abs=0.3)


def test_a_broken_recording_is_named_to_the_manager_until_it_is_recorded_again_and_the_engine_speaks(
    record, recorded, tmp_path
):
    record("fa", "number-42")
    (tmp_path / "recorded" / "fa" / "number-42.wav").write_bytes(b"no sound")
    clip = clips(recorded)[0]

    assert recorded.make(clip)

    spoken = sound.trimmed(Espeak(140).speak("شمارهٔ ۴۲", "fa"))
    assert programs.decoded(recorded.cache.read(clip.key, "opus")).seconds == pytest.approx(spoken.seconds, abs=0.15)
    (known,) = outages.current()
    assert (known.part, known.problem.slug) == ("recordings", "broken-recording")
    assert known.problem.values["file"] == "number-42.wav"
    record("fa", "number-42")
    recorded.make(clips(recorded)[0])
    assert outages.current() == []


def test_a_folder_that_is_not_there_is_told(make_voice):
    make_voice(VOICE_RECORDINGS="/nowhere/at/all").check()

    assert [known.problem.slug for known in outages.current() if known.part == "recordings"] == ["no-folder"]
