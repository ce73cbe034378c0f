"""Speech engines behind one port (text and language in, samples out), chosen by DESKQ_VOICE_ENGINE."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from deskq.core.outages import Outage
from deskq.voice import programs, sound
from deskq.voice.sound import Sound

PLACE = re.compile(r"\{(language|text|speed)\}")


class Engine(Protocol):
    """``identity`` is part of each clip's key: another engine or speed makes other clips."""

    @property
    def identity(self) -> str: ...
    def problem(self) -> Outage | None:
        """The outage that prevents all speech; checked when the server starts."""

    def speak(self, text: str, language: str, aside: bool = False) -> Sound:
        """Raises ``programs.Failed``, or ``sound.Unheard`` when the sound is empty."""


@dataclass(frozen=True)
class Espeak:
    """espeak-ng, ``speed`` in words per minute. The text goes to its standard input, never onto the command line."""

    speed: int

    @property
    def identity(self) -> str:
        return f"espeak-ng {self.speed}"

    def problem(self) -> Outage | None:
        return programs.absent("espeak-ng")

    def speak(self, text: str, language: str, aside: bool = False) -> Sound:
        words = ["espeak-ng", "-v", language, "-s", str(self.speed), "-b", "1", "--stdin", "--stdout"]
        return sound.from_wav(programs.run(words, text.encode(), aside))


@dataclass(frozen=True)
class Command:
    """Any program: ``{language}`` and ``{text}`` in its arguments are filled in; without ``{text}`` it reads its
    standard input. It writes a sound of any format to its standard output. No shell is involved."""

    template: str
    speed: int

    @property
    def identity(self) -> str:
        return f"{self.template} {self.speed}"

    def problem(self) -> Outage | None:
        return programs.absent(self._words("", "")[0])

    def speak(self, text: str, language: str, aside: bool = False) -> Sound:
        words = self._words(text, language)
        return programs.decoded(programs.run(words, text.encode(), aside), aside)

    def _words(self, text: str, language: str) -> list[str]:
        fills = {"language": language, "text": text, "speed": str(self.speed)}
        return [PLACE.sub(lambda found: fills[found[1]], word) for word in shlex.split(self.template)]


def chosen(settings: Mapping[str, Any]) -> Engine | None:
    """The engine of the settings; None when the office wants no voice."""
    speed = int(settings["VOICE_SPEED"])
    if settings["VOICE_ENGINE"] == "command":
        return Command(settings["VOICE_COMMAND"], speed)
    return Espeak(speed) if settings["VOICE_ENGINE"] == "espeak" else None
