"""Speech as samples: silence, start and end, loudness."""

import io
import math
import sys
import wave
from array import array
from dataclasses import dataclass
from operator import mul

LOUDNESS = -18.0  # LUFS of every clip, whatever its source
MOST_GAIN = 30.0  # decibels; anything quieter is noise
SHORTEST = 0.12  # seconds; no word is shorter
SILENT = 250  # of 32,767
FRAME = 0.01
BLOCK = 0.1
LEAD, TAIL = 0.02, 0.06  # seconds of silence kept around the word


class Unheard(Exception):
    """The sound is broken, silent, or shorter than a word."""


@dataclass(frozen=True)
class Sound:
    """16-bit samples of one channel."""

    samples: "array[int]"
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate


def from_wav(data: bytes) -> Sound:
    """From a WAV file with 16 bits and one channel; its header may be that of a pipe, without a length."""
    try:
        with wave.open(io.BytesIO(data)) as file:
            if file.getsampwidth() != 2 or file.getnchannels() != 1:
                raise Unheard("not 16 bits of one channel")
            return from_raw(file.readframes(len(data)), file.getframerate())
    except (wave.Error, EOFError, OSError, ValueError) as error:
        raise Unheard("no sound file") from error


def from_raw(data: bytes, rate: int) -> Sound:
    samples = array("h", data[: len(data) // 2 * 2])
    if sys.byteorder == "big":
        samples.byteswap()
    return Sound(samples, rate)


def trimmed(sound: Sound) -> Sound:
    """The sound without the silence before and after; ``Unheard`` when nothing is left."""
    size = max(1, int(sound.rate * FRAME))
    loud = [
        start for start in range(0, len(sound.samples), size) if _peak(sound.samples[start : start + size]) > SILENT
    ]
    if not loud or loud[-1] + size - loud[0] < SHORTEST * sound.rate:
        raise Unheard("silent or too short")
    begin = max(0, loud[0] - int(LEAD * sound.rate))
    return Sound(sound.samples[begin : loud[-1] + size + int(TAIL * sound.rate)], sound.rate)


def gain(sound: Sound) -> float:
    """Gain in decibels to LOUDNESS, by ITU-R BS.1770 without its filter: the mean power of the blocks that are not
    pauses."""
    size = max(1, int(sound.rate * BLOCK))
    powers = [_power(sound.samples[start : start + size]) for start in range(0, len(sound.samples), size)]
    mean = sum(powers) / len(powers)
    spoken = [power for power in powers if power >= mean / 10]
    loudness = 10 * math.log10(max(sum(spoken) / len(spoken), 1e-9)) - 0.691
    return min(LOUDNESS - loudness, MOST_GAIN)


def joined(sounds: list[Sound]) -> Sound:
    """Several sounds of one rate as one, each levelled first."""
    samples = array("h")
    for one in sounds:
        factor = 10 ** (gain(one) / 20)
        samples.extend(max(-32768, min(32767, int(sample * factor))) for sample in one.samples)
    return Sound(samples, sounds[0].rate)


def _peak(samples: "array[int]") -> int:
    return max(max(samples), -min(samples))


def _power(samples: "array[int]") -> float:
    return float(sum(map(mul, samples, samples)) / len(samples) / 32768**2)
