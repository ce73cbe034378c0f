"""Makes sound clips in the background: those of calls at once, those wanted later in idle time.

No action waits for it. What it cannot make is not spoken, only shown and chimed.
"""

import hashlib
import json
import logging
import re
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from deskq.core import outage_log, outages
from deskq.voice import engines, phrases, programs, sound
from deskq.voice.cache import Cache
from deskq.voice.phrases import Piece, Spoken
from deskq.voice.recordings import Recordings
from deskq.voice.sound import Sound

log = logging.getLogger(__name__)
OUTAGE = "voice"
CLIP_VERSION = 1  # increase when clips are made differently
KEY = re.compile(r"[0-9a-f]{32}")
MOST_AHEAD = 500
POLL_SECONDS = 0.02  # seconds between checks for a clip that is being made


@dataclass(frozen=True, slots=True)
class Clip:
    """One piece of speech as a file; its address is ``/voice/<key>.opus``, or ``.mp3``."""

    key: str
    text: str
    language: str
    recordings: tuple[Path, ...] = ()

    @property
    def address(self) -> str:
        return f"/voice/{self.key}.opus"


class ClipQueue:
    """A queue of clips to make, each once; the oldest is dropped when there are too many."""

    def __init__(self) -> None:
        self._clips: deque[Clip] = deque()
        self.news = threading.Event()

    def add(self, clip: Clip) -> None:
        if clip not in self._clips:
            if len(self._clips) >= MOST_AHEAD:
                self._clips.popleft()
            self._clips.append(clip)
        self.news.set()

    def take(self) -> Clip | None:
        return self._clips.popleft() if self._clips else None

    def __contains__(self, key: str) -> bool:
        return any(clip.key == key for clip in self._clips)


class Voice:
    """The voice of this process. ``speech`` may be asked before ``begin``; clips are made once it has begun."""

    def __init__(self, settings: Mapping[str, Any], folder: Path) -> None:
        self.engine = engines.chosen(settings)
        self.recordings = Recordings(settings["VOICE_RECORDINGS"] if self.engine else "")
        self.cache = Cache(folder, int(settings["VOICE_CACHE_MB"]) * 1024 * 1024)
        self.calls, self.later = ClipQueue(), ClipQueue()
        self._making: set[str] = set()
        self._free = threading.Event()  # no call waits for a clip
        self._free.set()
        self._unmade: dict[str, float] = {}
        self._running = False

    def check(self) -> None:
        """Check whether the voice can work at all, and report an outage if not."""
        if self.engine is not None:
            outages.report(OUTAGE, self.engine.problem() or programs.absent("ffmpeg"))
            self.recordings.check()

    def begin(self) -> None:
        """Prepare to make clips; they are made by ``make_waiting``."""
        if self.engine is None or self._running:
            return
        self._running = True
        try:
            self.cache.tidy()
        except OSError as error:  # a full or read-only disk silences the voice, and nothing else
            log.warning("the folder of clips cannot be used: %s", error)
        self.check()

    def speech(self, call: Spoken, languages: Iterable[str]) -> list[dict[str, Any]]:
        """The speech of a call, one item per language: {language, text, clips: [addresses]}. Queues the clips."""
        speech = []
        for language in languages:
            phrase = phrases.phrase(call, language)
            clips = [self.clip(piece, language) for piece in phrase.pieces] if self.engine else []
            self._order(clips, self.calls)
            speech.append({"language": language, "text": phrase.caption, "clips": [clip.address for clip in clips]})
        return speech

    def ahead(self, pieces: Iterable[Piece], language: str) -> None:
        """Queue pieces to be made in idle time."""
        if self.engine is not None:
            self._order([self.clip(piece, language) for piece in pieces], self.later)

    def clip(self, piece: Piece, language: str) -> Clip:
        assert self.engine is not None
        recorded = self.recordings.of(piece, language)
        source = [self.recordings.digest(file) for file in recorded] or [self.engine.identity, piece.text]
        digest = hashlib.sha256(json.dumps([CLIP_VERSION, language, *source]).encode()).hexdigest()
        return Clip(digest[:32], piece.text, language, recorded)

    def wait(self, key: str, kind: str, seconds: float) -> bytes | None:
        """A file of a clip; waits up to ``seconds`` for one that is being made, here or by another process."""
        if not KEY.fullmatch(key) or kind not in programs.KINDS:
            return None
        begun = monotonic()
        while (found := self.cache.read(key, kind)) is None:
            if monotonic() - begun > seconds or self._unmade.get(key, 0.0) > begun - seconds:
                return None
            threading.Event().wait(POLL_SECONDS)
        return found

    def make(self, clip: Clip, aside: bool = False) -> bool:
        """Speak, level, encode and store one clip. False when that failed, which is reported as an outage."""
        try:
            self.cache.keep(clip.key, programs.encoded(self._sound_of(clip, aside), aside))
        except programs.Failed as failure:
            return self._failed(clip, failure.problem)
        except (sound.Unheard, OSError) as error:
            outage_log.failed(OUTAGE, f"has no audible clip for {clip.text!r}: {error}", logging.WARNING)
            return self._failed(clip, programs.failed(self.engine.identity.split()[0] if self.engine else "").problem)
        self._unmade.pop(clip.key, None)
        outages.report(OUTAGE, None)
        return True

    def _failed(self, clip: Clip, problem: outages.Outage) -> bool:
        self._unmade[clip.key] = monotonic()
        outages.report(OUTAGE, problem)
        return False

    def _sound_of(self, clip: Clip, aside: bool) -> Sound:
        recorded = self._recorded(clip.recordings, aside) if clip.recordings else None
        if recorded is not None:
            return recorded
        assert self.engine is not None
        return sound.trimmed(self.engine.speak(clip.text, clip.language, aside))

    def _recorded(self, files: tuple[Path, ...], aside: bool) -> Sound | None:
        heard = []
        for file in files:
            try:
                heard.append(sound.trimmed(programs.decoded(file, aside)))
            except (programs.Failed, sound.Unheard):
                self.recordings.report_unreadable(file)
                return None
        self.recordings.report_readable(files)
        return sound.joined(heard)

    def _order(self, clips: Iterable[Clip], queue: ClipQueue) -> None:
        for clip in clips:
            if clip.key not in self._making and not self.cache.has(clip.key):
                if queue is self.calls and self._running:
                    self._free.clear()
                queue.add(clip)

    def make_waiting(self, aside: bool) -> None:
        """Make every clip that waits: those of calls, or ``aside`` those that will be wanted later. One that fails is
        tried a second time after the others, because nothing asks for it again before the next call."""
        queue = self.later if aside else self.calls
        failed: set[str] = set()
        while clip := queue.take():
            if aside:
                self._free.wait()
            try:
                made = self._make_once(clip, aside)
            except Exception:
                outage_log.failed(OUTAGE, "failed to create a clip and goes on with the next one", with_trace=True)
                continue
            if not made and clip.key not in failed:
                failed.add(clip.key)
                self._unmade.pop(clip.key, None)  # a screen that asks for it meanwhile waits
                queue.add(clip)
        if not aside:
            self._free.set()

    def _make_once(self, clip: Clip, aside: bool) -> bool:
        """Unless it exists by now, or another thread or process makes it. False when it failed."""
        if clip.key in self._making or self.cache.has(clip.key) or not self.cache.claim(clip.key):
            return True
        self._making.add(clip.key)
        try:
            return self.make(clip, aside)
        finally:
            self._making.discard(clip.key)
            self.cache.release(clip.key)
