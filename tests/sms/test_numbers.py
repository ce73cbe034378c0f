"""Phone numbers in every spelling."""

import random

import pytest

from deskq.sms import phone_numbers
from tests.sms.conftest import NUMBER


@pytest.mark.parametrize(
    "typed",
    [
        *("09123456789", "۰۹۱۲۳۴۵۶۷۸۹", "٠٩١٢٣٤٥٦٧٨٩", "0912 345 6789", "0912-345-67-89", "(0912) 345.6789"),
        *("9123456789", "989123456789", "+989123456789", "+98 (0) 912 345 6789", "+98 0912 345 6789"),
        *("00989123456789", "۰۰۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹", "  09123456789\n", "\u202a09123456789\u202c"),
        *("۰۹۱۲\u200c۳۴۵\u200c۶۷۸۹", "\uff10\uff19\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19"),
    ],
)
def test_every_spelling_of_a_mobile_number_is_one_number(typed):
    assert phone_numbers.parse_mobile(typed) == NUMBER


@pytest.mark.parametrize(
    ("problem", "typed"),
    [
        *((phone_numbers.NO_NUMBER, typed) for typed in (
            "", "   ", "hello", "0912345678a", "09123456789 ext 5", "tel:+989123456789",
            "'; DROP TABLE visitor_phone; --", "0" * 41, "\x00", "😀",
        )),
        *((phone_numbers.INCOMPLETE, typed) for typed in ("0912345678", "091234567890", "0912", "137")),
        *((phone_numbers.NOT_MOBILE, typed) for typed in ("02188776655", "+4915112345678")),
    ],
)  # fmt: skip
def test_an_invalid_mobile_number_is_refused_with_the_reason(typed, problem):
    with pytest.raises(phone_numbers.InvalidNumber) as wrong:
        phone_numbers.parse_mobile(typed)

    assert str(wrong.value) == problem


@pytest.mark.parametrize(
    "typed",
    [
        *("02835221234", "۰۲۸ ۳۵۲۲ ۱۲۳۴", "\u202d028-3522-1234\u202c", "(028) 3522.1234", "+98 28 3522 1234"),
        *("+98 (0)28 3522 1234", "0098 28 3522 1234", "982835221234"),
    ],
)
def test_every_spelling_of_a_landline_is_one_number_and_a_local_one_needs_no_area_code(typed):
    assert phone_numbers.parse_any(typed) == "02835221234"
    assert phone_numbers.parse_any("۳۵۲۲ ۱۲۳۴") == "35221234"


@pytest.mark.parametrize(
    "typed",
    ["+1 202 555 0123", "001 202 555 0123", "abc 32212345", "3522 1234 ext 5", "0912345678", "00000000", "3522"],
)
def test_an_invalid_number_is_reported_and_not_changed(typed):
    with pytest.raises(phone_numbers.InvalidNumber):
        phone_numbers.parse_any(typed)


def test_a_number_is_shown_masked_and_gateways_receive_its_national_format():
    assert phone_numbers.masked(NUMBER) == "0912***6789"
    assert phone_numbers.local(NUMBER) == "09123456789"


def test_the_usual_spelling_says_what_every_other_says():
    rng = random.Random(7)
    for _ in range(500):
        digits = f"9{rng.randrange(10**9):09}"
        spellings = (f"0{digits}", f"+98{digits}", f"0{digits[:3]} {digits[3:]}", f"98{digits}")

        assert len({outcome(one) for one in spellings}) == 1, digits


def outcome(typed: str) -> str:
    try:
        return phone_numbers.parse_mobile(typed)
    except phone_numbers.InvalidNumber as wrong:
        return str(wrong)
