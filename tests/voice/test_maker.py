"""Clips are made in the background, each once; a request meanwhile waits a short time."""

import threading
from time import monotonic

import pytest

from deskq.queue.views.read_aloud import Sentence
from deskq.voice import phrases, programs
from deskq.voice.clip_service import MOST_AHEAD, Clip, ClipQueue
from deskq.voice.engines import Espeak
from deskq.voice.jobs import jobs
from tests.tools.steps import should_be
from tests.voice.conftest import CALL


def start(voice) -> None:
    """Run the voice's background jobs, each in a thread."""
    voice.begin()
    for job in jobs(voice):
        threading.Thread(target=_run, args=(job,), daemon=True).start()


def _run(job) -> None:
    while True:
        job.wake.wait()
        job.wake.clear()
        job.function()


def key(address: str) -> str:
    return address.removeprefix("/voice/").removesuffix(".opus")


@pytest.mark.parametrize(("kind", "begins"), [("opus", b"OggS"), ("mp3", (b"ID3", b"\xff"))])
def test_a_call_is_made_in_the_background_and_waited_for_in_both_languages(voice, kind, begins):
    start(voice)
    voice.ahead([phrases.ahead("42", "fa")], "fa")
    made = voice.clip(phrases.ahead("42", "fa"), "fa")
    assert voice.wait(made.key, "opus", 10)

    first, second = voice.speech(CALL, ["fa", "en"])

    assert (first["language"], second["language"]) == ("fa", "en")
    assert set(first["clips"]).isdisjoint(second["clips"])
    assert (len(first["clips"]), first["clips"][0]) == (3, made.address)
    for address in first["clips"]:
        assert voice.wait(key(address), kind, 10).startswith(begins)


class Counting(Espeak):
    spoken: list[str] = []

    def speak(self, text, language, aside=False):
        self.spoken.append(text)
        return super().speak(text, language, aside)


def test_a_clip_is_spoken_once_however_often_it_is_called(voice, monkeypatch):
    monkeypatch.setattr(Counting, "spoken", [])
    voice.engine = Counting(140)
    start(voice)

    for _ in range(3):
        (said,) = voice.speech(CALL, ["fa"])
    for address in said["clips"]:
        assert voice.wait(key(address), "opus", 10)
    voice.speech(CALL, ["fa"])

    assert sorted(Counting.spoken) == sorted(piece.text for piece in phrases.phrase(CALL, "fa").pieces)


class FailingFirst(Espeak):
    """Fails the first time each text is to be spoken, as on a machine that stands still; ``HOPELESS`` always."""

    HOPELESS = "nine"
    asked: list[str] = []

    def speak(self, text, language, aside=False):
        self.asked.append(text)
        if text == self.HOPELESS or self.asked.count(text) == 1:
            raise programs.failed("espeak-ng")
        return super().speak(text, language, aside)


@pytest.mark.parametrize("aside", [False, True])
def test_a_clip_that_failed_is_tried_once_more_after_the_others(voice, monkeypatch, aside):
    monkeypatch.setattr(FailingFirst, "asked", [])
    voice.engine = FailingFirst(140)
    pieces = [Sentence(text) for text in ("one", FailingFirst.HOPELESS, "two")]
    queue = voice.later if aside else voice.calls
    for piece in pieces:
        queue.add(voice.clip(piece, "en"))

    voice.make_waiting(aside)

    assert FailingFirst.asked == ["one", "nine", "two", "one", "nine", "two"]
    assert [voice.cache.has(voice.clip(piece, "en").key) for piece in pieces] == [True, False, True]


@pytest.mark.parametrize("name", ["unknown", "../../etc/passwd", "0" * 31, "0" * 33, "Z" * 32, "0" * 32 + "\n"])
def test_what_is_no_clip_is_not_waited_for_and_one_that_nobody_makes_only_so_long(voice, name):
    begun = monotonic()

    assert voice.wait(name, "opus", 5) is None
    assert voice.wait("0" * 32, "wav", 5) is None
    assert voice.wait("0" * 32, "opus", 0.1) is None
    should_be(monotonic() - begun, 1)


def test_the_clip_queue_holds_each_clip_once_and_drops_the_oldest():
    line = ClipQueue()
    for number in [*range(MOST_AHEAD + 10), 20, 20]:
        line.add(Clip(str(number), "", "fa"))

    taken = [clip.key for clip in iter(line.take, None)]

    assert taken == [str(number) for number in range(10, MOST_AHEAD + 10)]


def test_a_folder_that_cannot_be_written_silences_the_voice_and_stops_no_server(make_voice, tmp_path, caplog):
    (tmp_path / "file").touch()
    voice = make_voice(tmp_path / "file" / "clips", VOICE_ENGINE="espeak")

    voice.begin()

    assert "cannot be used" in caplog.text
