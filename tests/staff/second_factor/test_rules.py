"""Which codes are right: those of the app's clock, each once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from deskq.staff.second_factor import rules, totp

#: RFC 6238, appendix B, SHA-1: the last six of its eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
RFC = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (2000000000, "279037"), (20000000000, "353130")]
NOON = datetime(2026, 11, 24, 8, 30, 10, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "code"), RFC)
def test_the_codes_are_those_of_the_standard(seconds, code):
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)

    assert totp.matching_step(RFC_SECRET, code, at, 0) == seconds // 30


@pytest.mark.parametrize(("drift", "right"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_clock_may_be_one_step_ahead_or_behind(drift, right):
    secret = totp.new_secret()
    shown = pyotp.TOTP(secret).at(NOON, counter_offset=drift)
    # A code of two steps away may by chance be one of the three that are right.
    near = {pyotp.TOTP(secret).at(NOON, counter_offset=step) for step in (-1, 0, 1)}

    assert (totp.matching_step(secret, shown, NOON, 0) is not None) == (right or shown in near)


def test_a_used_step_and_those_before_it_are_refused():
    secret = totp.new_secret()
    now = int(NOON.timestamp()) // rules.STEP
    app = pyotp.TOTP(secret)

    assert totp.matching_step(secret, app.at(NOON), NOON, now) is None
    assert totp.matching_step(secret, app.at(NOON, counter_offset=-1), NOON, now) is None
    assert totp.matching_step(secret, app.at(NOON, counter_offset=1), NOON, now) == now + 1


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "۱۲۳", "\ud800", "１２３４５６７"])
def test_other_texts_are_no_codes(typed):
    assert totp.matching_step(totp.new_secret(), rules.typed(typed), NOON, 0) is None


def test_codes_are_read_in_persian_digits_and_with_spaces():
    assert rules.typed("۱۲۳ ۴۵۶") == "123456"
    assert rules.typed("1234 5678-9012 3456") == "1234567890123456"


def test_recovery_codes_are_ten_different_ones_of_sixteen_digits():
    codes = rules.new_recovery_codes()

    assert len(set(codes)) == 10
    assert all(rules.is_recovery_code(code) for code in codes)
    assert rules.is_recovery_code(rules.typed("1234 5678 9012 3456"))
    assert not rules.is_recovery_code("123456")


def test_the_address_in_the_qr_code_names_office_and_person():
    address = totp.address("JBSWY3DPEHPK3PXPJBSWY3DP", "karimi", "میز خدمت: شهر")

    assert address.startswith("otpauth://totp/")
    assert "secret=JBSWY3DPEHPK3PXPJBSWY3DP" in address
    assert "karimi" in address
    assert address.count(":") == 2  # of otpauth: and between office and person
