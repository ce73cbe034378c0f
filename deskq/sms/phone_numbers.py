"""Mobile numbers: every spelling a visitor or a machine may use comes down to one, E.164; and how they are shown."""

import re
from functools import cache
from typing import Any

from deskq.core.errors import N_
from deskq.core.text import persian

REGION, COUNTRY = "IR", 98
LONGEST = 40
MOBILE = f"+{COUNTRY}9"
BARE = re.compile("989[0-9]{9}")  # 98..., the country's code without its sign
ABROAD = re.compile(rf"^(\+|00){COUNTRY}0?|^{COUNTRY}(?=[0-9]{{10}}$)")  # how a landline begins when rung from outside
LANDLINE = re.compile("(?!09|00)[0-9]{8,11}")
INCOMPLETE = N_("This number is not complete. A mobile number has eleven digits, for example 0912 345 6789.")
NOT_MOBILE = N_("We can only text mobile numbers in this country, for example 0912 345 6789.")
NO_NUMBER = N_("Please enter a mobile number, for example 0912 345 6789.")


class WrongNumber(ValueError):
    """Not a number that a text message can be sent to; the message is the msgid of what is wrong."""


@cache
def _library() -> Any:
    """Asked for with the first number: an office that sends no messages saves its memory."""
    import phonenumbers

    return phonenumbers


def read(text: str) -> str:
    """+989123456789 of ۰۹۱۲ ۳۴۵ ۶۷۸۹, 0098 912..., +98 (0) 912... and the like; ``WrongNumber`` otherwise."""
    typed = _typed(text)
    if not typed or len(typed) > LONGEST or any(char.isalpha() for char in typed):
        raise WrongNumber(NO_NUMBER)
    if BARE.fullmatch(digits := typed.replace(" ", "")):
        typed = f"+{digits}"
    library = _library()
    try:
        number = library.parse(typed, REGION)
    except library.NumberParseException:
        raise WrongNumber(NO_NUMBER) from None
    if number.country_code != COUNTRY:
        raise WrongNumber(NOT_MOBILE)
    if library.is_possible_number_with_reason(number) == library.ValidationResult.TOO_SHORT or _starts_well(number):
        raise WrongNumber(INCOMPLETE)
    if library.number_type(number) != library.PhoneNumberType.MOBILE:
        raise WrongNumber(NOT_MOBILE)
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def read_any(text: str) -> str:
    """The same, or the digits of a landline as they are dialled in the country."""
    try:
        return read(text)
    except WrongNumber:
        digits = ABROAD.sub("0", re.sub(r"[\s().\-–/]", "", _typed(text)))
        if LANDLINE.fullmatch(digits):
            return digits
        raise


def _typed(text: str) -> str:
    return persian.ascii_digits(persian.clean(text)).replace(persian.ZWNJ, "")


def _starts_well(number: Any) -> bool:
    """Begins as mobile numbers do, but has not as many digits."""
    digits = str(number.national_number)
    return digits.startswith("9") and len(digits) != 10


def is_mobile(number: str) -> bool:
    """Whether texts reach it, of a number as ``read_any`` gives it."""
    return number.startswith(MOBILE)


def local(number: str) -> str:
    """09123456789 of an E.164 number: the spelling that people and gateways of the country use."""
    return "0" + number.removeprefix(f"+{COUNTRY}")


def masked(number: str) -> str:
    """0912***6789: enough for its owner to know it again, and all that logs and screens ever see."""
    spelled = local(number)
    return f"{spelled[:4]}***{spelled[-4:]}"
