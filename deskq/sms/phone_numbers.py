"""Phone numbers: any spelling is normalised to E.164; how numbers are shown and masked."""

import re
from functools import cache
from typing import Any

from deskq.core.errors import N_
from deskq.core.text import persian

REGION, COUNTRY = "IR", 98
MAX_LENGTH = 40
MOBILE = f"+{COUNTRY}9"
WITHOUT_SIGN = re.compile("989[0-9]{9}")  # 98...: country code without the plus sign
#: As nearly all mobile numbers are written. The library takes long to read one, and reads this as it is.
USUAL = re.compile(rf"(?:\+{COUNTRY}|0)(9[0-9]{{9}})")
COUNTRY_PREFIX = re.compile(
    rf"^(\+|00){COUNTRY}0?|^{COUNTRY}(?=[0-9]{{10}}$)"
)  # prefix of a landline number dialled from abroad
LANDLINE = re.compile("(?!09|00)[0-9]{8,11}")
INCOMPLETE = N_("This number is not complete. A mobile number has eleven digits, for example 0912 345 6789.")
NOT_MOBILE = N_("We can only text mobile numbers in this country, for example 0912 345 6789.")
NO_NUMBER = N_("Please enter a mobile number, for example 0912 345 6789.")


class InvalidNumber(ValueError):
    """Not a number that an SMS can be sent to; the message is a msgid."""


@cache
def _library() -> Any:
    """Imported with the first number: an office without SMS saves its memory."""
    import phonenumbers

    return phonenumbers


def parse_mobile(text: str) -> str:
    """+989123456789 from ۰۹۱۲ ۳۴۵ ۶۷۸۹, 0098 912..., +98 (0) 912... and the like; raises ``InvalidNumber``."""
    typed = _normalised(text)
    if not typed or len(typed) > MAX_LENGTH or any(char.isalpha() for char in typed):
        raise InvalidNumber(NO_NUMBER)
    if WITHOUT_SIGN.fullmatch(digits := typed.replace(" ", "")):
        typed = f"+{digits}"
    library = _library()
    number = _parsed(library, typed)
    if number.country_code != COUNTRY:
        raise InvalidNumber(NOT_MOBILE)
    if library.is_possible_number_with_reason(number) == library.ValidationResult.TOO_SHORT or _is_incomplete_mobile(
        number
    ):
        raise InvalidNumber(INCOMPLETE)
    if library.number_type(number) != library.PhoneNumberType.MOBILE:
        raise InvalidNumber(NOT_MOBILE)
    return str(library.format_number(number, library.PhoneNumberFormat.E164))


def _parsed(library: Any, typed: str) -> Any:
    if usual := USUAL.fullmatch(typed):
        return library.PhoneNumber(country_code=COUNTRY, national_number=int(usual[1]))
    try:
        return library.parse(typed, REGION)
    except library.NumberParseException:
        raise InvalidNumber(NO_NUMBER) from None


def parse_any(text: str) -> str:
    """A mobile number in E.164, or the digits of a landline as dialled within the country; raises ``InvalidNumber``."""
    try:
        return parse_mobile(text)
    except InvalidNumber:
        digits = COUNTRY_PREFIX.sub("0", re.sub(r"[\s().\-–/]", "", _normalised(text)))
        if LANDLINE.fullmatch(digits):
            return digits
        raise


def parse_optional(text: str, wrong: dict[str, str]) -> str:
    """``parse_any`` of a field that may be empty. A number that is none is named in ``wrong``, at ``phone``."""
    try:
        return parse_any(text) if text.strip() else ""
    except InvalidNumber:
        wrong["phone"] = NO_NUMBER
        return ""


def _normalised(text: str) -> str:
    return persian.ascii_digits(persian.clean(text)).replace(persian.ZWNJ, "")


def _is_incomplete_mobile(number: Any) -> bool:
    """Starts like a mobile number but has the wrong number of digits."""
    digits = str(number.national_number)
    return digits.startswith("9") and len(digits) != 10


def is_mobile(number: str) -> bool:
    """Whether SMS reach it; ``number`` as returned by ``parse_any``."""
    return number.startswith(MOBILE)


def local(number: str) -> str:
    """09123456789 from E.164: the spelling used by people and gateways in Iran."""
    return "0" + number.removeprefix(f"+{COUNTRY}")


def spaced(number: str) -> str:
    """The number in groups: 0912 345 6789."""
    spelled = local(number)
    return f"{spelled[:4]} {spelled[4:7]} {spelled[7:]}"


def masked(number: str) -> str:
    """0912***6789: enough for the owner to recognise; logs and screens show only this."""
    spelled = local(number)
    return f"{spelled[:4]}***{spelled[-4:]}"
