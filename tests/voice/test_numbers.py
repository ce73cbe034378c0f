"""Numbers as people say them: the phonemes of a number are those of its parts joined with «و»."""

import re
import shutil
import subprocess

import pytest

from deskq.voice import numbers
from tests.conftest import require

MARKS = re.compile(r"[',\s]|\(\w+\)")


@pytest.fixture(scope="module")
def phonemes():
    """``phonemes(texts, "fa")``: espeak-ng's phonemes of each text, without stress; one run for all."""
    require("espeak-ng", shutil.which("espeak-ng") is not None)

    def say(texts: list[str], language: str) -> list[str]:
        words = ["espeak-ng", "-v", language, "-q", "-x", "--stdin"]
        lines = "\n\n".join(f"{text}." for text in texts)
        done = subprocess.run(words, input=lines, capture_output=True, text=True, check=True)
        found = [MARKS.sub("", line) for line in done.stdout.splitlines() if line.strip()]
        assert len(found) == len(texts)
        return found

    return say


def parts(number: int) -> list[int]:
    """345 → 300, 40, 5."""
    hundreds, small = number // 100 * 100, number % 100
    low = [small] if small <= 20 else [small // 10 * 10, small % 10]
    return [part for part in (hundreds, *low) if part]


def test_one_to_999_are_hundreds_and_tens_and_units(phonemes):
    whole = phonemes([numbers.speech_text(number, "fa") for number in range(1, 1000)], "fa")

    alone = dict(enumerate(whole, 1))
    wrong = {n: said for n, said in alone.items() if said != "o".join(alone[part] for part in parts(n))}

    assert wrong == {}
    assert len({alone[n] for n in range(1, 1000)}) == 999


def test_the_small_parts_are_the_words_people_use(phonemes):
    """Guards the test above, which would pass even if the engine counted in another language."""
    words = {
        1: "jek", 3: "se", 11: "jAzdah", 18: "hidZdah", 20: "bist", 30: "si", 40: "tSehel", 50: "pandZAh",
        60: "Sast", 90: "navad", 100: "sa:d", 200: "divist", 300: "sisad", 500: "pAnsad", 900: "nohsa:d",
    }  # fmt: skip

    assert phonemes([numbers.speech_text(number, "fa") for number in words], "fa") == list(words.values())


def test_thousands_are_a_word_joined_with_one_and(phonemes):
    def said(some: list[int]) -> dict[int, str]:
        return dict(zip(some, phonemes([numbers.speech_text(number, "fa") for number in some], "fa"), strict=True))

    some = [1000, 1001, 1010, 1042, 1100, 1999, 2000, 2001, 2345, 5020, 9005, 9999]
    rest, head = said([number % 1000 for number in some if number % 1000]), said(list(range(2, 10)))

    assert said(some) == {
        n: head.get(n // 1000, "") + "hezAR" + (f"o{rest[n % 1000]}" if n % 1000 else "") for n in some
    }


def test_english_numbers_are_english(phonemes):
    words = {
        7: "sEv@n", 42: "fo@titu:", 101: "w0nhVndrI2d@nw0n", 345: "Tri:hVndrI2d@nfo@tifaIv", 1000: "w0nTaUz@nd",
    }  # fmt: skip

    assert phonemes([numbers.speech_text(number, "en") for number in words], "en") == list(words.values())


@pytest.mark.parametrize(
    ("letter", "language", "sound"),
    [
        ("ب", "fa", "be"), ("پ", "fa", "pe"), ("و", "fa", "vAv"), ("ا", "fa", "?alef"), ("ج", "fa", "dZim"),
        ("A", "fa", "eI"), ("w", "fa", "dVb@Lju:"), ("A", "en", "eI"), ("B", "en", "bi:"), ("ب", "en", "beI"),
    ],
)  # fmt: skip
def test_prefix_letters_are_spelled(phonemes, letter, language, sound):
    (said,) = phonemes([numbers.letter(letter, language)], language)

    assert said.lstrip("?") == sound.lstrip("?")


def test_rooms_and_floors_are_said_with_their_numbers(phonemes):
    ends = {"اتاق ۱۰۴": "sa:dotSAhAR", "طبقهٔ ۲": "do", "اتاق 1204": "hezARodivistotSAhAR"}

    said = phonemes([*(numbers.in_text(text, "fa") for text in ends), "اتاق صد و چهار"], "fa")

    for found, end in zip(said, ends.values(), strict=False):
        assert found.endswith(end)


@pytest.mark.parametrize(
    ("number", "language", "parts"),
    [
        (5, "fa", "5"), (20, "fa", "20"), (42, "fa", "40 and 2"), (345, "fa", "300 and 40 and 5"), (300, "fa", "300"),
        (1000, "fa", "1000"), (1001, "fa", "1000 and 1"), (2345, "fa", "2 1000 and 300 and 40 and 5"),
        (42, "en", "40 2"), (345, "en", "300 and 40 5"), (1000, "en", "1 1000"), (2005, "en", "2 1000 and 5"),
        (0, "fa", ""), (10_000, "fa", ""),
    ],
)  # fmt: skip
def test_a_number_can_be_told_by_recorded_parts(number, language, parts):
    assert numbers.units(number, language) == tuple(parts.split())


@pytest.mark.parametrize("language", ["fa", "en"])
def test_forty_recordings_or_so_say_every_number(language):
    assert len({part for number in range(1, 10_000) for part in numbers.units(number, language)}) <= 40
