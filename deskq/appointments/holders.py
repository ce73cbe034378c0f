"""The holder of an appointment: a mobile number, and of a national ID only a keyed hash."""

import hashlib
import hmac
from dataclasses import dataclass

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.national_id import id_digits, is_national_id
from deskq.sms import phone_numbers


@dataclass(frozen=True, slots=True)
class Holder:
    """``phone`` in E.164; ``id_hash`` identifies the same person again without storing the national ID."""

    phone: str
    id_hash: str | None = None


def read_holder(phone: str, national_id: str, key: str) -> Holder:
    """The input in the form it is stored; ``InvalidInput`` names the wrong fields. The national ID is optional."""
    number = mobile(phone)
    wrong = {}
    if number is None:
        wrong["phone"] = phone_numbers.NO_NUMBER
    identity = id_digits(national_id)
    if national_id and not is_national_id(identity):
        wrong["national_id"] = N_("This national ID is not valid. Please check its ten digits.")
    if number is None or wrong:
        raise InvalidInput(wrong)
    return Holder(number, hashed_id(identity, key) if identity else None)


def mobile(typed: str) -> str | None:
    """E.164 of a mobile number of this country in any spelling, or None."""
    try:
        return phone_numbers.parse_mobile(typed)
    except phone_numbers.InvalidNumber:
        return None


def hashed_address(network: str, key: str) -> str:
    """Keyed hash of a network address, which has no more than a few billion values."""
    return hmac.new(key.encode(), b"booking address\0" + network.encode(), hashlib.sha256).hexdigest()


def hashed_id(digits: str, key: str) -> str:
    """Keyed, because ten digits without a secret key could be found by trying them all."""
    return hmac.new(key.encode(), b"national id\0" + digits.encode(), hashlib.sha256).hexdigest()
