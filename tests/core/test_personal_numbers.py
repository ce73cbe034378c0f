"""Personal numbers and addresses in free text are found in any spelling, and other numbers are not taken for them."""

from time import process_time

import pytest

from deskq.core.text.personal_numbers import CARD, EMAIL, MOBILE, NATIONAL_ID, PHONE, found
from tests.tools.steps import should_be

LONG = "برای پیگیری با شهروند تماس بگیرید: {} (بعد از ظهر)"


@pytest.mark.parametrize(
    "text",
    [
        "09121234567", "۰۹۱۲۱۲۳۴۵۶۷", "٠٩١٢١٢٣٤٥٦٧", "०९१२१२३४५६७", "０９１２１２３４５６７", "9121234567",
        "0912 123 4567", "0912-123-45-67", "0912.123.4567", "0912_123_4567", "(0912) 123 4567",
        "0912\u200c123\u200c4567", "0912 - 123 - 4567", "+989121234567",
        "+98 912 123 4567", "+98 (0) 912 123 4567", "00989121234567",
        "0098 912 123 4567", "989121234567", "\u202a0912\u202c1234567", "۰۹۱۲ 123 ٤٥٦٧", "تلفن۰۹۱۲۱۲۳۴۵۶۷است",
        "1405/09/03 0912 123 4567", "12 09121234567", "09121234567 09351234567",
        "0912:1234567", "0912\u2212123\u22124567", "0912|123|4567", "0912 [123] 4567", "0912~123~4567", "912,123,4567",
        "12:30 0912 123 4567", "0\ufe0f\u20e39121234567",
    ],
)  # fmt: skip
def test_a_mobile_number_is_found_in_any_spelling(text):
    assert found(text) == MOBILE
    assert found(LONG.format(text)) == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "02188776655", "۰۲۱-۸۸۷۷۶۶۵۵", "(021) 8877 6655", "0098 21 8877 6655", "+98 21 88776655", "+1 415 555 2670",
        "004989123456",
    ],
)  # fmt: skip
def test_a_landline_or_a_number_abroad_is_a_phone_number(text):
    assert found(text) == PHONE


@pytest.mark.parametrize("text", ["0013542419", "۰۴۹۹۳۷۰۸۹۹", "001-354241-9", "کد ملی: ۰۰۸ ۴۵۷ ۵۹۴۸"])
def test_a_national_id_is_known_by_its_check_digit(text):
    assert found(text) == NATIONAL_ID


@pytest.mark.parametrize("text", ["4111 1111 1111 1111", "۵۵۵۵-۵۵۵۵-۵۵۵۵-۴۴۴۴", "IR06 0120 0000 0000 1234 5678 90"])
def test_a_bank_card_and_an_account_are_found(text):
    assert found(text) == CARD


@pytest.mark.parametrize("text", ["sara@example.ir", "نشانی: Sara.Ahmadi+1@mail.example.com."])
def test_an_email_address_is_found(text):
    assert found(text) == EMAIL


def test_the_most_personal_is_named_first():
    assert found("sara@example.ir, 02188776655, 0912 123 4567") == MOBILE


@pytest.mark.parametrize(
    "text",
    [
        "", "نامهٔ ۱۲", "تماس با ۱۳۷", "۱۴۰۵/۰۹/۰۳ ساعت ۱۰:۳۰", "از 1405/09/12 - 1405/09/15", "1405/09/2 - 1405/09/15",
        "2026-09-12 12:30 2026-10-11", "پیام 4821 9876 1234", "پروندهٔ ۱۲۳۴۵۶۷", "پلاک ۱۲، واحد ۳، طبقهٔ ۴", "0684159415",
        "4111 1111 1111 1112", "B-042, C-7", "7:30-14:15", "@ shift 2", "12, 13, 14, 15", "1,250,000 ریال",
        "1111111111", "9,125,000,000 ریال", "۹٬۱۲۵٬۰۰۰٬۰۰۰ ریال", "9:15-10:30:14", "09:15, 10:30, 11:45",
        "1:500 | 1:2000",
    ],
)  # fmt: skip
def test_other_numbers_are_not_taken_for_personal_ones(text):
    assert found(text) == ""


@pytest.mark.parametrize("brackets", ["", "(", "((((("])
def test_a_plus_counts_however_many_brackets_follow_it(brackets):
    assert found(f"+{brackets}4930123456") == PHONE


@pytest.mark.parametrize(("repeated", "end"), [("a", ""), ("(", ""), ("+(", ""), ("111,", "1")])
def test_a_long_text_takes_no_longer_than_its_length(repeated, end):
    """Twelve times the longest message. What grew with the square of the length took eight seconds and more."""
    text = repeated * (60_000 // len(repeated)) + end
    started = process_time()

    found(text)

    should_be(process_time() - started, 4)
