"""What a text message from a citizen means: a tracking code asks, a digit rates, anything else is a message."""

import re
from datetime import timedelta

from deskq import persian

ASKS, WRONG, RATES, SAYS = "asks", "wrong", "rates", "says"
#: ``wrong``: as long as a tracking code, with a digit that cannot be right.
MEANINGS = (ASKS, WRONG, RATES, SAYS)
CODE_LENGTH = 12
#: So many of one number within so long are taken; the gateway brings the others again later.
MOST, WITHIN = 12, timedelta(hours=1)
LONGEST = 2000
#: {the one word of a text: the door it opens beside a rating by text}
DOORS = {"شکایت": "complaint", "complaint": "complaint", "تقدیر": "praise", "praise": "praise"}


def meaning(text: str, is_code: bool) -> str:
    """``is_code``: the text is a tracking code that may exist (see ``tracking``)."""
    digits = re.sub(r"[\s\-–_.]", "", persian.ascii_digits(persian.clean(text)).replace(persian.ZWNJ, ""))
    if is_code:
        return ASKS
    if re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", digits):
        return WRONG
    return RATES if re.fullmatch(r"[1-5]", digits) else SAYS


def door(text: str) -> str | None:
    """The door that the text asks for, in a word alone."""
    return DOORS.get(persian.key(text[:LONGEST]).strip(" .!«»\"'"))
