"""The spoken text of a call and its caption: «شمارهٔ ۴۲، به باجهٔ ۳، طبقهٔ همکف». Pure.

A phrase consists of pieces, each a clip of its own, so that with most calls only the number is new. A piece has a name,
under which a recording may replace it, and may be composed of smaller recorded parts.
"""

import re
from dataclasses import dataclass

from deskq.core.text.names import Name
from deskq.core.text.persian import ascii_digits, persian_digits, search_key
from deskq.voice import numbers

NOWHERE = Name("", "")
CODE = re.compile(r"(\D*)(\d*)", re.DOTALL)
COMMA = {"fa": "،", "en": ","}
NUMBER = {"fa": "شمارهٔ {}", "en": "Number {}"}
COUNTER = {"fa": "به باجهٔ {}", "en": "to counter {}"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A call as plain values. ``hall`` is the waiting room: it is not spoken, because people sit in it."""

    code: str
    counter: int
    room: Name
    floor: Name
    hall: Name = NOWHERE


@dataclass(frozen=True, slots=True)
class Piece:
    """``name`` of its recording, ``text`` for the engine, ``parts``: names of smaller recordings that together say the
    same."""

    name: str
    text: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    language: str
    caption: str
    pieces: tuple[Piece, ...]


def phrase(call: Spoken, language: str) -> Phrase:
    """The whole call in one language."""
    places = _places(call, language)
    counter = COUNTER[language].format(numbers.speech_text(call.counter, language))
    pieces = [
        number(call.code, language),
        Piece(f"counter-{call.counter}", counter, _with("counter", call.counter, language)),
        *(Piece(_place_name(place), numbers.in_text(place, language)) for place in places),
    ]
    first = [_ended(piece, COMMA[language]) for piece in pieces[:-1]]
    return Phrase(language, caption(call, language), (*first, _ended(pieces[-1], ".")))


def number(code: str, language: str) -> Piece:
    """The number of a ticket; prefix letters spelled, without leading zeros."""
    letters, value = _split(code)
    text = NUMBER[language].format(spelled(code, language))
    letter_parts = tuple(f"letter-{char.lower()}" for char in letters)
    units = numbers.units(value, language)
    name = "-".join(["number", *(char.lower() for char in letters), str(value)])
    return Piece(name, text, ("number", *letter_parts, *units) if units else ())


def spelled(code: str, language: str) -> str:
    """A code by itself, as a call says it."""
    letters, value = _split(code)
    return " ".join([*(numbers.letter(char, language) for char in letters), numbers.speech_text(value, language)])


def ahead(code: str, language: str) -> Piece:
    """The piece of a number that will be called later: always followed by the counter."""
    return _ended(number(code, language), COMMA[language])


def caption(call: Spoken, language: str) -> str:
    """What the board shows while it is spoken. A code with letters is kept together in both directions."""
    shown = call.code if call.code.isdecimal() else f"\u2066{call.code}\u2069"
    words = [NUMBER[language].format(shown), COUNTER[language].format(call.counter), *_places(call, language)]
    text = f"{COMMA[language]} ".join(words)
    return persian_digits(text) if language == "fa" else text


def _split(code: str) -> tuple[list[str], int]:
    found = CODE.search(ascii_digits(code))
    assert found is not None  # it matches anything
    return [char for char in found[1] if char.isalpha()], int(found[2] or 0)


def _places(call: Spoken, language: str) -> list[str]:
    room = call.room if call.room != call.hall else NOWHERE
    return [text for name in (room, call.floor) if (text := name.fa if language == "fa" else name.en)]


def _place_name(text: str) -> str:
    return "place-" + re.sub(r"[^\w]+", "-", search_key(text)).strip("-")


def _with(word: str, value: int, language: str) -> tuple[str, ...]:
    units = numbers.units(value, language)
    return (word, *units) if units else ()


def _ended(piece: Piece, mark: str) -> Piece:
    return Piece(piece.name, piece.text + mark, piece.parts)
