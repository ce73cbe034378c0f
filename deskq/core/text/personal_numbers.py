"""Finds what identifies a person in free text: telephone numbers, national IDs, bank cards, accounts, email addresses.

Digits of every script count, with up to three characters between them that are no letters. Not found: digits spelled
as words, digits set apart like an amount (9,121,234,567), and landline numbers without their area code, which look like
any number of eight digits.
"""

import re
import unicodedata
from collections.abc import Iterator

from deskq.core.text.national_id import is_national_id
from deskq.core.text.persian import clean

MOBILE, PHONE, NATIONAL_ID, CARD, EMAIL = "mobile", "phone", "national_id", "card", "email"
KINDS = (MOBILE, NATIONAL_ID, CARD, PHONE, EMAIL)

# No pattern searches the same characters from every start, so the time grows with the length of a text, not its square.
_EMAIL = re.compile(r"[^\s@<>(),;:]@[^\s@<>(),;:]+\.[a-z]{2,}", re.IGNORECASE)
_ACCOUNT = re.compile(r"\bir[\s\-]?(?:[0-9][\s\-]?){24}", re.IGNORECASE)
#: A day of either calendar, in the order year, month, day: its groups of digits belong to no number.
_DAY = re.compile(r"(?<![0-9])(?:1[34]|19|20)[0-9]{2}([/.\-])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])")
#: A time of day, and an amount with its thousands set apart: they belong to no number either.
_TIME = re.compile(r"(?<![0-9:])(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:])")
_AMOUNT = re.compile(r"(?<![0-9])[1-9][0-9]{0,2}([,،٬])[0-9]{3}(?:\1[0-9]{3}){1,6}(?!\1?[0-9])")
_RUN = re.compile(r"(?:\+\(*)?[0-9]+(?:[\W_]{1,3}[0-9]+)*")
_GROUP = re.compile(r"(\+?)[\s(]*([0-9]+)")
_MOBILE = re.compile(r"(?:(?:00)?98)?0?9[0-9]{9}")
_LANDLINE = re.compile(r"(?:00980?|0)[1-8][0-9]{9}")
_ABROAD = re.compile(r"00[1-9][0-9]{7,13}")
_LONGEST = 18  #: digits: of a mobile number with 0098 and 0, or of a number abroad with 00


def found(text: str) -> str:
    """The kind of personal number or address in a text, the most personal first (see ``KINDS``), or ""."""
    plain = "".join(map(_ascii_digit, clean(text)))
    kinds = {EMAIL if _EMAIL.search(plain) else "", CARD if _ACCOUNT.search(plain) else ""}
    for other in (_DAY, _TIME, _AMOUNT):
        plain = other.sub(" x ", plain)
    for run in _RUN.findall(plain):
        kinds.update(_kind(digits, plus) for plus, digits in _numbers(run))
    return next((kind for kind in KINDS if kind in kinds), "")


def _ascii_digit(character: str) -> str:
    return str(unicodedata.decimal(character)) if character.isdecimal() else character


def _numbers(run: str) -> Iterator[tuple[bool, str]]:
    """Every number that neighbouring groups of digits can make: (whether + stands before it, its digits)."""
    groups = [(plus == "+", digits) for plus, digits in _GROUP.findall(run)]
    for start, (plus, _) in enumerate(groups):
        digits = ""
        for _, more in groups[start:]:
            digits += more
            if len(digits) > _LONGEST:
                break
            yield plus, digits


def _kind(digits: str, plus: bool) -> str:
    if _MOBILE.fullmatch(digits):
        return MOBILE
    if is_national_id(digits):
        return NATIONAL_ID
    if _LANDLINE.fullmatch(digits) or _ABROAD.fullmatch(digits) or (plus and 8 <= len(digits) <= 15):
        return PHONE
    return CARD if len(digits) == 16 and _is_luhn(digits) else ""


def _is_luhn(digits: str) -> bool:
    """The check digit of payment cards (ISO/IEC 7812)."""
    doubled = (sum(divmod(int(digit) * 2, 10)) for digit in digits[-2::-2])
    return digits[0] != "0" and (sum(doubled) + sum(map(int, digits[-1::-2]))) % 10 == 0
