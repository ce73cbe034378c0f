"""Clips have one loudness and no silence at their ends; inaudible ones are rejected."""

import io
import math
import re
import subprocess
import wave
from array import array

import pytest

from deskq.voice import programs, sound
from deskq.voice.engines import Espeak
from deskq.voice.sound import Sound, Unheard

RATE = 8000


def tone(seconds: float, height: int = 8000) -> "array[int]":
    return array("h", [int(height * math.sin(n * 0.35)) for n in range(int(seconds * RATE))])


def quiet(seconds: float) -> "array[int]":
    return array("h", bytes(2 * int(seconds * RATE)))


def test_the_quiet_before_and_after_goes_and_that_within_stays():
    word = Sound(quiet(1) + tone(0.3) + quiet(0.5) + tone(0.2) + quiet(2), RATE)

    assert sound.trimmed(word).seconds == pytest.approx(1.08, abs=0.03)


@pytest.mark.parametrize("samples", [quiet(2), array("h"), tone(0.05), tone(1, height=100)])
def test_what_is_silent_or_shorter_than_a_word_is_not_heard(samples):
    with pytest.raises(Unheard):
        sound.trimmed(Sound(samples, RATE))


def stereo() -> bytes:
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((2, 2, RATE, 0, "NONE", ""))
        file.writeframes(tone(1).tobytes())
    return made.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"no sound at all" * 100, stereo()], ids=["empty", "cut off", "words", "two channels"]
)
def test_what_is_no_sound_file_of_one_channel_is_not_heard(data):
    with pytest.raises(Unheard):
        sound.from_wav(data)


def test_pauses_do_not_make_a_word_louder():
    word, slow = tone(0.5), tone(0.5) + quiet(1.5) + tone(0.5)

    assert sound.gain(Sound(slow, RATE)) == pytest.approx(sound.gain(Sound(word, RATE)), abs=0.3)


@pytest.mark.usefixtures("tools")
def test_clips_of_every_kind_are_of_one_loudness_and_never_too_loud(tmp_path):
    texts = {"شمارهٔ ۴۲،": "fa", "طبقهٔ همکف.": "fa", "Number 345,": "en", "to counter 3,": "en"}
    spoken = [sound.trimmed(Espeak(140).speak(text, language)) for text, language in texts.items()]
    faint = Sound(array("h", [sample // 8 for sample in spoken[0].samples]), spoken[0].rate)

    measured = [
        loudness(data, kind, tmp_path) for one in (*spoken, faint) for kind, data in programs.encoded(one).items()
    ]

    assert all(abs(lufs - sound.LOUDNESS) < 2 and peak <= 0 for lufs, peak in measured), measured


def loudness(data: bytes, kind: str, folder) -> tuple[float, float]:
    """LUFS and true peak by ffmpeg's meter (EBU R128); silence is added because the meter looks at 3 seconds."""
    file = folder / f"clip.{kind}"
    file.write_bytes(data)
    words = ["ffmpeg", "-nostdin", "-hide_banner", "-i", file, "-af", "apad=pad_dur=1,ebur128=peak=true"]
    words += ["-f", "null", "-"]
    said = subprocess.run(words, capture_output=True, text=True, check=True).stderr
    return float(re.findall(r"I:\s+(\S+) LUFS", said)[-1]), float(re.findall(r"Peak:\s+(\S+) dBFS", said)[-1])
