"""The words of the messages. No link stands in them: the secret of a ticket is kept as a hash only, and gateways of the
country refuse texts with links from lines that have no permit."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskq.notify import rules
from deskq.office.rules import Place
from deskq.persian import Name, persian_digits


@dataclass(frozen=True, slots=True)
class Told:
    """What a message may say. ``place`` is where to go (called and missed), ``ahead`` the people before (near)."""

    event: str
    language: str
    office: Name
    code: str
    ahead: int = 0
    place: Place | None = None


def text(told: Told) -> str:
    """One part where it can be: first the name of the office is left out, then the room, never the counter."""
    return rules.fitting(_versions(told))


def _versions(told: Told) -> Iterator[str]:
    words = PERSIAN if told.language == "fa" else ENGLISH
    office = told.office.in_language(told.language)
    for where in _wheres(told):
        sentence = words[told.event if told.event != rules.NEAR or told.ahead else "next"].format(
            code=_apart(_digits(told.code, told.language)), ahead=_digits(told.ahead, told.language), where=where
        )
        yield f"{office}\n{sentence}"
        yield sentence


def _wheres(told: Told) -> Iterator[str]:
    """Where to go, from the longest way of saying it to the shortest."""
    if told.place is None:
        yield ""
        return
    fa = told.language == "fa"
    counter = f"باجهٔ {_digits(told.place.counter, 'fa')}" if fa else f"counter {told.place.counter}"
    comma = "، " if fa else ", "
    floor, room = (name.in_language(told.language) for name in (told.place.floor, told.place.room))
    for further in ((room, floor), (floor,), ()):
        yield comma.join(_digits(part, told.language) for part in (counter, *further) if part)


def _digits(text: object, language: str) -> str:
    return persian_digits(text) if language == "fa" else str(text)


def _apart(code: str) -> str:
    """A code keeps its own direction in the sentence."""
    return f"\u2066{code}\u2069"


PERSIAN = {
    rules.NEAR: "شمارهٔ {code}: {ahead} نفر پیش از شما. لطفاً نزدیک باشید.",
    "next": "شمارهٔ {code}: نفر بعدی شمایید. لطفاً نزدیک باشید.",
    rules.CALLED: "شمارهٔ {code}: نوبت شماست؛ {where}.",
    rules.MISSED: "شمارهٔ {code} خوانده شد و نبودید. بیایید به {where}.",
}
ENGLISH = {
    rules.NEAR: "Number {code}: {ahead} ahead of you. Please be near.",
    "next": "Number {code}: you are next. Please be near.",
    rules.CALLED: "Number {code}: your turn, {where}.",
    rules.MISSED: "Number {code} was called, you were missed. Come to {where}.",
}
