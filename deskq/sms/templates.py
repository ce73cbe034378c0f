"""Texts of the SMS. They contain no link, because Iranian gateways refuse links from lines without a permit; only where
the office has one, the request for a rating contains the link."""

from collections.abc import Iterator
from dataclasses import dataclass

from deskq.core.text.names import Name, listed
from deskq.core.text.persian import persian_digits
from deskq.office.rules import Place
from deskq.sms import rules
from deskq.sms.rating_port import PAGE, REPLY, RatingMethod


@dataclass(frozen=True, slots=True)
class SmsContent:
    """What an SMS may contain. ``place``: where to go (called, missed); ``ahead``: people before (near); ``way``: how
    to rate; ``state``: how the visit ended (rate)."""

    event: str
    language: str
    office: Name
    code: str
    ahead: int = 0
    place: Place | None = None
    way: RatingMethod | None = None
    state: str = "done"

    @property
    def sentence(self) -> str:
        """The key of the sentence that this SMS says."""
        if self.event == rules.NEAR and not self.ahead:
            return "next"
        return f"rate {self.state}" if self.event == rules.RATE else self.event


def text(content: SmsContent) -> str:
    """One part where possible: first the name of the office is left out, then the room, never the counter."""
    return rules.first_single_part(_versions(content))


def _versions(content: SmsContent) -> Iterator[str]:
    sentences = PERSIAN if content.language == "fa" else ENGLISH
    office = content.office.in_language(content.language)
    for where in _destinations(content):
        sentence = sentences[content.sentence].format(
            code=_isolated(_digits(content.code, content.language)),
            ahead=_digits(content.ahead, content.language),
            where=where,
        )
        yield f"{office}\n{sentence}"
        yield sentence


def _destinations(content: SmsContent) -> Iterator[str]:
    """Where to go, or how to rate, from the longest wording to the shortest."""
    if content.event == rules.RATE:
        method, link = content.way or (PAGE, "")
        yield link or (PERSIAN if content.language == "fa" else ENGLISH)[method]
        return
    if content.place is None:
        yield ""
        return
    fa = content.language == "fa"
    counter = f"باجهٔ {_digits(content.place.counter, 'fa')}" if fa else f"counter {content.place.counter}"
    floor, room = (name.in_language(content.language) for name in (content.place.floor, content.place.room))
    for further in ((room, floor), (floor,), ()):
        yield listed((_digits(part, content.language) for part in (counter, *further)), content.language)


def _digits(text: object, language: str) -> str:
    return persian_digits(text) if language == "fa" else str(text)


def _isolated(code: str) -> str:
    """Isolate a code (Unicode LRI, PDI) so that it keeps its own direction within the sentence."""
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
