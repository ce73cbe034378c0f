"""Meanings of an SMS from a citizen: a tracking code asks for the state, a digit rates, "ticket" with a service joins
today's queue, anything else is a message."""

import re
from dataclasses import dataclass
from datetime import timedelta

from deskq.core.text import persian

ASKS, WRONG, RATES, SAYS = "asks", "wrong", "rates", "says"
#: A ticket was taken; the service was not understood; no ticket is given now.
JOINS, JOIN_WHICH, JOIN_NOT = "joins", "join_which", "join_not"
JOINING = (JOINS, JOIN_WHICH, JOIN_NOT)
#: ``wrong``: as long as a tracking code, with a digit that cannot be right.
MEANINGS = (ASKS, WRONG, RATES, SAYS, *JOINING)
#: {first word of an SMS that asks for a ticket: its language}
JOIN_WORDS = {"نوبت": "fa", "ticket": "en", "join": "en"}
#: Minutes of the way if the SMS names none.
USUAL_WAY = 30
#: A longer SMS that begins with such a word is a message.
MOST_WORDS = 6
#: SMS of one number taken within this time; the gateway delivers the others again later.
MOST, WITHIN = 12, timedelta(hours=1)
LONGEST = 2000
#: {SMS of one word: the follow-up it asks for after a rating by SMS}
FOLLOWUP_WORDS = {"شکایت": "complaint", "complaint": "complaint", "تقدیر": "praise", "praise": "praise"}


def meaning(digits: str, is_code: bool, is_as_long: bool) -> str:
    """``digits``: the text without spaces and dashes; ``is_code``: it is a tracking code that may exist;
    ``is_as_long``: it has as many digits as one (see ``tracking``)."""
    if is_code:
        return ASKS
    if is_as_long:
        return WRONG
    return RATES if re.fullmatch(r"[1-5]", digits) else SAYS


def code_and_words(text: str) -> tuple[str | None, str]:
    """A tracking code at the beginning and the words after it; the code is None when there is none."""
    found = re.match(r"\s*((?:[0-9][\s\-–_.]*){11}[0-9])(?![0-9])[\s:،,.\-–]*", persian.ascii_digits(text))
    if found is None:
        return None, text
    return re.sub(r"[^0-9]", "", found[1]), text[found.end() :].strip()


def followup_kind(text: str) -> str | None:
    """The follow-up an SMS of one word asks for, or None."""
    return FOLLOWUP_WORDS.get(persian.search_key(text[:LONGEST]).strip(" .!«»\"'"))


@dataclass(frozen=True, slots=True)
class TicketRequest:
    """``service``: typed words for the service, as a search key; ``travel``: minutes of the way."""

    service: str
    travel: int
    language: str


def ticket_request(text: str) -> TicketRequest | None:
    """ "نوبت عوارض ۳۰": a ticket for the service whose name has that word, from thirty minutes away."""
    first, *rest = persian.search_key(text[:LONGEST]).split() or [""]
    if first not in JOIN_WORDS or len(rest) > MOST_WORDS:
        return None
    numbers = [int(word) for word in rest if re.fullmatch("[0-9]{1,3}", word)]
    words = " ".join(word for word in rest if not word.isdigit())
    return TicketRequest(words, numbers[-1] if numbers else USUAL_WAY, JOIN_WORDS[first])
