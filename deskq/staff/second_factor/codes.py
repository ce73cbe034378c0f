"""Uses up a code inside of a transaction: one of the app, or a recovery code."""

import secrets
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, delete, insert

from deskq.core.db import field_encryption
from deskq.core.transactions import Transaction
from deskq.staff import passwords
from deskq.staff.events import RecoveryCodeUsed
from deskq.staff.second_factor import rules, totp
from deskq.staff.second_factor.models import RecoveryCode, SecondFactor


class RecoveryCodes(NamedTuple):
    """New recovery codes, with what is stored of them."""

    shown: list[str]
    salt: bytes
    hashes: list[str]


def new_recovery_codes() -> RecoveryCodes:
    """Ten slow hashes: call it outside of a transaction."""
    shown, salt = rules.new_recovery_codes(), secrets.token_bytes(16)
    return RecoveryCodes(shown, salt, [passwords.hash_code(code, salt) for code in shown])


def hashed(code: str, factor: SecondFactor | None) -> str:
    """The slow hash of a recovery code, made before the transaction; "" for a code of the app."""
    if factor is None or not rules.is_recovery_code(code):
        return ""
    return passwords.hash_code(code, bytes.fromhex(factor.salt))


def use(tx: Transaction, factor: SecondFactor, code: str, code_hash: str) -> bool:
    """Use up a code; False for a wrong one. ``code_hash`` is that of ``hashed``."""
    if code_hash:
        return _use_recovery_code(tx, factor.person_id, code_hash)
    if field_encryption.readable(factor.secret) is None:
        raise field_encryption.CannotDecrypt
    step = totp.matching_step(factor.secret, code, tx.at, factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    return True


def _use_recovery_code(tx: Transaction, person_id: int, code_hash: str) -> bool:
    mine = (RecoveryCode.person_id == person_id, RecoveryCode.code_hash == code_hash)
    gone = cast(CursorResult[Any], tx.session.execute(delete(RecoveryCode).where(*mine)))
    if gone.rowcount != 1:
        return False
    tx.record(RecoveryCodeUsed(person_id))
    return True


def store(tx: Transaction, factor: SecondFactor, codes: RecoveryCodes) -> None:
    """Put these recovery codes in place of all older ones."""
    tx.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == factor.person_id))
    factor.salt = codes.salt.hex()
    tx.session.flush()
    rows = [{"person_id": factor.person_id, "code_hash": one} for one in codes.hashes]
    tx.session.execute(insert(RecoveryCode), rows)
