"""Encryption of personal fields with a key that is never in the database, and blind indexes for finding them.

AES-256-GCM with a random nonce per value. The column and the key id are associated data, so a value that was changed
or copied into another column cannot be decrypted. Format: ``s1.<key id>.<base64>``; the id allows key rotation
(``ops/key_rotation.py``). The empty text stays empty: it hides nothing, and shows that ``retention`` erased the field.
"""

import base64
import hashlib
import hmac
import os
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Text
from sqlalchemy.exc import DontWrapMixin
from sqlalchemy.types import TypeDecorator

from deskq.core.errors import N_, DomainError

VERSION = "s1"
NONCE = 12  #: bytes
KEY_ID = 8  #: hexadecimal digits


class CannotDecrypt(DontWrapMixin, DomainError):
    """An encrypted value that cannot be decrypted; never contains the value."""

    slug, status = "cannot-open", 503
    title = N_("This personal detail cannot be decrypted right now.")


class KeyMissing(CannotDecrypt):
    slug = "data-key-missing"
    title = N_("This personal detail cannot be decrypted because its key is missing. Please tell the administrator.")


class WasAltered(CannotDecrypt):
    slug = "not-as-sealed"
    title = N_("This personal detail cannot be decrypted because it was altered after saving.")


class Unreadable(str):
    """A dash shown in place of a value that cannot be decrypted; ``why`` is a msgid. It is never stored, because the
    value may be readable again later."""

    why: str

    def __new__(cls, why: str) -> "Unreadable":
        dash = super().__new__(cls, "—")
        dash.why = why
        return dash


def readable(text: str | None) -> str | None:
    """The text, or None when it could not be decrypted."""
    return None if isinstance(text, Unreadable) else text


class Keyring(NamedTuple):
    """The keys of a process: ``keys`` by key id, the id of the one that encrypts, the key of blind indexes."""

    keys: dict[str, bytes]
    first: str
    blind: bytes


_ring: list[Keyring] = []


def use_keys(data_keys: str, blind_key: str) -> None:
    """Set the keys of this process. ``data_keys`` separated by commas: the first encrypts, all of them decrypt."""
    texts = split(data_keys)
    keys = {key_id(text): _derived(text, "seal") for text in texts}
    _ring[:] = [Keyring(keys, key_id(texts[0]), _derived(blind_key, "blind index"))]


def split(data_keys: str) -> list[str]:
    return [text.strip() for text in data_keys.split(",") if text.strip()]


def key_id(text: str) -> str:
    """An id for a key that reveals nothing of it."""
    return _derived(text, "key id").hex()[:KEY_ID]


def known() -> set[str]:
    """Ids of the keys that can decrypt here."""
    return set(_keys().keys)


def current_prefix() -> str:
    """The prefix of every value encrypted with the current key."""
    return f"{VERSION}.{_keys().first}."


def encrypt(text: str, context: str) -> str:
    """The text, encrypted for ``context`` (table.column)."""
    if isinstance(text, Unreadable):
        raise CannotDecrypt
    if not text:
        return ""
    prefix, nonce = current_prefix(), os.urandom(NONCE)
    sealed = _cipher(_keys().keys[_keys().first]).encrypt(nonce, text.encode(), _bound(prefix, context))
    return prefix + base64.urlsafe_b64encode(nonce + sealed).decode()


def decrypt(sealed: str, context: str) -> str:
    """The text that was encrypted for this ``context``; else ``KeyMissing`` or ``WasAltered``."""
    if not sealed:
        return ""
    version, _, rest = sealed.partition(".")
    key, _, body = rest.partition(".")
    if version != VERSION:
        raise WasAltered
    if key not in _keys().keys:
        raise KeyMissing
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        cipher, bound = _cipher(_keys().keys[key]), _bound(f"{version}.{key}.", context)
        return str(cipher.decrypt(raw[:NONCE], raw[NONCE:], bound), "utf-8")
    except (_invalid(), ValueError):
        raise WasAltered from None


def blind(text: str, context: str) -> str:
    """A keyed hash (64 hexadecimal digits) by which an equal text of the same ``context`` is found. Normalise the text
    before: a number as it is stored, a name by ``persian.search_key``."""
    if not text:
        return ""
    return hmac.new(_keys().blind, f"{context}\0{text}".encode(), hashlib.sha256).hexdigest()


class EncryptedText(TypeDecorator[str]):
    """A column whose text is encrypted. The database cannot compare or sort it (except with ""): add a ``blind`` column
    for that. In a migration it is ``sa.Text()``."""

    impl = Text
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else encrypt(value, self.context)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        try:
            return None if value is None else decrypt(value, self.context)
        except CannotDecrypt as refusal:
            return Unreadable(refusal.title)


def _keys() -> Keyring:
    if not _ring:
        raise KeyMissing
    return _ring[0]


@cache
def _cipher(key: bytes) -> Any:
    """Imported with the first value: an office that encrypts nothing saves eight megabytes."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def _invalid() -> type[Exception]:
    from cryptography.exceptions import InvalidTag

    return InvalidTag


def _derived(text: str, purpose: str) -> bytes:
    """HKDF-SHA256 (RFC 5869) without salt, of one block."""
    extracted = hmac.digest(bytes(32), text.encode(), "sha256")
    return hmac.digest(extracted, f"deskq {purpose}".encode() + b"\x01", "sha256")


def _bound(prefix: str, context: str) -> bytes:
    return f"{prefix}{context}".encode()
