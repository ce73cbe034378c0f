"""What a text message from a citizen means: a tracking code asks, a digit rates, anything else is a message."""

import re
from datetime import timedelta

from deskq.core.text import persian

ASKS, WRONG, RATES, SAYS = "asks", "wrong", "rates", "says"
#: ``wrong``: as long as a tracking code, with a digit that cannot be right.
MEANINGS = (ASKS, WRONG, RATES, SAYS)
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


def followup_kind(text: str) -> str | None:
    """The follow-up an SMS of one word asks for, or None."""
    return FOLLOWUP_WORDS.get(persian.search_key(text[:LONGEST]).strip(" .!«»\"'"))
