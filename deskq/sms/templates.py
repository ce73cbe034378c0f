"""The words of the messages. No link stands in them, for gateways of the country refuse texts with links from lines
without a permit; but where the office has one, the question how it was carries the link to its rating."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskq.core.text.names import Name
from deskq.core.text.persian import persian_digits
from deskq.office.rules import Place
from deskq.sms import rules
from deskq.sms.rating_port import PAGE, REPLY, Way


@dataclass(frozen=True, slots=True)
class SmsContent:
    """What a message may say. ``place`` is where to go (called and missed), ``ahead`` the people before (near), ``way``
    how to rate, and ``state`` how the visit ended (rate)."""

    event: str
    language: str
    office: Name
    code: str
    ahead: int = 0
    place: Place | None = None
    way: Way | None = None
    state: str = "done"

    @property
    def sentence(self) -> str:
        """The key of its words."""
        if self.event == rules.NEAR and not self.ahead:
            return "next"
        return f"rate {self.state}" if self.event == rules.RATE else self.event


def text(told: SmsContent) -> str:
    """One part where it can be: first the name of the office is left out, then the room, never the counter."""
    return rules.fitting(_versions(told))


def _versions(told: SmsContent) -> Iterator[str]:
    words = PERSIAN if told.language == "fa" else ENGLISH
    office = told.office.in_language(told.language)
    for where in _wheres(told):
        sentence = words[told.sentence].format(
            code=_apart(_digits(told.code, told.language)), ahead=_digits(told.ahead, told.language), where=where
        )
        yield f"{office}\n{sentence}"
        yield sentence


def _wheres(told: SmsContent) -> Iterator[str]:
    """Where to go, or how to rate, from the longest way of saying it to the shortest."""
    if told.event == rules.RATE:
        way, link = told.way or (PAGE, "")
        yield link or (PERSIAN if told.language == "fa" else ENGLISH)[way]
        return
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
    "rate done": "شمارهٔ {code}: مراجعه‌تان چطور بود؟ {where}",
    "rate cancelled": "شمارهٔ {code}: بی‌خدمت رفتید؛ چطور بود؟ {where}",
    "rate absent": "شمارهٔ {code}: نوبتتان گذشت؛ چطور بود؟ {where}",
    "rate expired": "شمارهٔ {code}: نوبتتان نرسید؛ چطور بود؟ {where}",
    REPLY: "از ۱ تا ۵ (بهترین) پیامک کنید.",
    PAGE: "در صفحهٔ نوبتتان بگویید.",
}
ENGLISH = {
    rules.NEAR: "Number {code}: {ahead} ahead of you. Please come nearer.",
    "next": "Number {code}: you are next. Please come nearer.",
    rules.CALLED: "Number {code}: it is your turn, {where}.",
    rules.MISSED: "We called number {code} but could not find you. Come to {where}.",
    "rate done": "Number {code}: how was your visit? {where}",
    "rate cancelled": "Number {code}: you left early. How was it? {where}",
    "rate absent": "Number {code}: we couldn't find you. How was it? {where}",
    "rate expired": "Number {code}: we could not call you. How was it? {where}",
    REPLY: "Text 1 to 5 (best).",
    PAGE: "Tell us on its page.",
}
