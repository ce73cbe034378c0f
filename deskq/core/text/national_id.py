"""Iranian national IDs (کد ملی): reading typed ones and checking the check digit."""

import re

from deskq.core.text.persian import ZWNJ, ascii_digits, clean


def id_digits(typed: str) -> str:
    """The digits of an ID in any spelling, also with the direction marks that chat programs put around numbers."""
    return re.sub(rf"[\s\-–./{ZWNJ}]", "", ascii_digits(clean(typed)))


def is_national_id(digits: str) -> bool:
    """Ten digits, not all alike; the last is a check digit (modulo 11) over the first nine."""
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:-1])) % 11
    return int(digits[-1]) == (remainder if remainder < 2 else 11 - remainder)
