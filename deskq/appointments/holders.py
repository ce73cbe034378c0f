"""Whom an appointment belongs to: a mobile number in any spelling; of a national ID only a keyed hash is kept."""

import hashlib
import hmac
from dataclasses import dataclass

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.sms import phone_numbers


@dataclass(frozen=True, slots=True)
class Who:
    """``phone`` in E.164; ``id_hash`` names the same person again without telling the number."""

    phone: str
    id_hash: str | None = None


def who(phone: str, national_id: str, key: str) -> Who:
    """What was typed, as it is kept; ``BadFields`` names what cannot be right. The national ID may be left out."""
    number = mobile(phone)
    wrong = {}
    if number is None:
        wrong["phone"] = phone_numbers.NO_NUMBER
    identity = id_digits(national_id)
    if national_id and not is_national_id(identity):
        wrong["national_id"] = N_("This national ID is not valid. Please check its ten digits.")
    if number is None or wrong:
        raise InvalidInput(wrong)
    return Who(number, hashed_id(identity, key) if identity else None)


def mobile(typed: str) -> str | None:
    """E.164 of a mobile number of this country in any spelling, or None."""
    try:
        return phone_numbers.read(typed)
    except phone_numbers.WrongNumber:
        return None


def hashed_id(digits: str, key: str) -> str:
    """Keyed: without the server's secret the ten digits could be found by trying them all."""
    return hmac.new(key.encode(), b"national id\0" + digits.encode(), hashlib.sha256).hexdigest()
