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


def meaning(text: str, is_code: bool) -> str:
    """``is_code``: the text is a tracking code that may exist (see ``tracking``)."""
    digits = re.sub(r"[\s\-–_.]", "", persian.ascii_digits(persian.clean(text)).replace(persian.ZWNJ, ""))
    if is_code:
        return ASKS
    if re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", digits):
        return WRONG
    return RATES if re.fullmatch(r"[1-5]", digits) else SAYS
