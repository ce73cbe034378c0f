"""External programs of the voice: espeak-ng, ffmpeg and others, each with a time-out."""

import contextlib
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from deskq.core.errors import N_
from deskq.core.outages import Outage
from deskq.voice import sound
from deskq.voice.sound import Sound

PATIENCE = 5.0  # seconds a program may take
RATE = 24_000
#: {kind of file: how it is encoded}. Opus for the browsers of today, MP3 for those that cannot.
KINDS = {
    "opus": ("-ar", "48000", "-c:a", "libopus", "-b:a", "32k", "-application", "voip", "-f", "ogg"),
    "mp3": ("-ar", "24000", "-c:a", "libmp3lame", "-b:a", "48k", "-f", "mp3"),
}
ABSENT = N_("The program %(program)s is not installed. Calls are shown with a chime but not spoken.")
FAILED = N_("The program %(program)s does not work properly. Calls are shown with a chime but not spoken.")


class Failed(Exception):
    """A clip could not be made; ``problem`` is shown to the manager."""

    def __init__(self, problem: Outage) -> None:
        super().__init__(problem.slug)
        self.problem = problem


def absent(program: str) -> Outage | None:
    """The outage that a program is not installed, if so."""
    return None if shutil.which(program) else Outage("absent", ABSENT, {"program": program})


def run(words: list[str], stdin: bytes = b"", aside: bool = False) -> bytes:
    """The program's output; ``Failed`` when it is not installed, too slow, or ends with an error. ``aside``: at lower
    priority."""
    program = Path(words[0]).name
    if aside and shutil.which("nice"):
        words = ["nice", "-n", "10", *words]
    try:
        done = subprocess.run(words, input=stdin, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
    except FileNotFoundError as error:
        raise Failed(Outage("absent", ABSENT, {"program": program})) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise failed(program) from error
    return done.stdout


def failed(program: str) -> Failed:
    return Failed(Outage("failed", FAILED, {"program": program}))


def decoded(source: Path | bytes, aside: bool = False) -> Sound:
    """A sound in any format that ffmpeg reads."""
    name, stdin = ("pipe:0", source) if isinstance(source, bytes) else (f"file:{source}", b"")
    raw = ["-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"]
    return sound.from_raw(run(["ffmpeg", "-v", "error", "-i", name, *raw], stdin, aside), RATE)


def encoded(spoken: Sound, aside: bool = False) -> dict[str, bytes]:
    """Every file kind of a sound, levelled to one loudness, by one run of ffmpeg."""
    level = f"volume={sound.gain(spoken):.2f}dB,alimiter=limit=0.89:level=false"
    with TemporaryDirectory(prefix="deskq-voice-") as folder:
        words = ["ffmpeg", "-v", "error", "-f", "s16le", "-ar", str(spoken.rate), "-ac", "1", "-i", "pipe:0"]
        for kind, how in KINDS.items():
            words += ["-af", level, *how, f"{folder}/clip.{kind}"]
        run(words, spoken.samples.tobytes(), aside)
        made = {}
        for kind in KINDS:
            with contextlib.suppress(OSError):
                made[kind] = Path(folder, f"clip.{kind}").read_bytes()
    if set(made) != set(KINDS) or not all(made.values()):
        raise failed("ffmpeg")
    return made
