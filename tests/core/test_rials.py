"""Amounts in rials: separators only before three digits, and no fractions."""

import pytest

from deskq.commissions.forms import VerdictForm
from deskq.core.errors import InvalidInput
from deskq.core.text.rials import read_rials
from deskq.web.forms import read

WRITTEN = {"1500": 1500, "۱۲٬۵۰۰٬۰۰۰": 12_500_000, "12,500,000": 12_500_000, "1.500.000": 1_500_000,
           " ۲۵۰ ۰۰۰ ": 250_000, "۱۲،۵۰۰": 12_500, "9" * 15: 10**15 - 1}  # fmt: skip
NONE = ["1.5", "1,500.75", "12,500.000", "5/5", "1٫5", "1,50", "1,5000", "0.500", "1500,000", "-0", "12x", "1e5"]
NONE += ["1_000", "9" * 16, "9" * 5000, "1500 ریال", ","]


@pytest.mark.parametrize(("typed", "amount"), WRITTEN.items())
def test_an_amount_is_read_with_and_without_separators(typed, amount):
    assert read_rials(typed) == amount
    assert read(VerdictForm, {"turn": "1", "amount": typed}).amount == amount


def test_nothing_is_no_amount():
    assert read_rials("") is None


@pytest.mark.parametrize("typed", NONE)
def test_what_is_not_surely_a_whole_amount_is_none_and_a_verdict_names_it(typed):
    assert read_rials(typed) is None
    with pytest.raises(InvalidInput) as refused:
        read(VerdictForm, {"turn": "1", "amount": typed})

    assert set(refused.value.fields) == {"amount"}
    assert "12,500,000" in refused.value.fields["amount"]
