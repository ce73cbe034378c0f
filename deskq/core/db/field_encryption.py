"""Personal fields at rest: sealed with a key that is never in the database, and found again by a blind index.

Sealed is AES-256-GCM with a nonce of its own for each value. The column it belongs to and the key are authenticated
with it, so a value that was changed, or put into another column, does not open. ``s1.<key id>.<base64>``: the id tells
which key, so that keys can be changed (rotation.py). The empty text stays empty: there is nothing to hide, and what is
erased by ``retention`` is seen to be erased.
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


class CannotOpen(DontWrapMixin, DomainError):
    """A sealed value that cannot be read here; never what it says."""

    slug, status = "cannot-open", 503
    title = N_("This personal detail cannot be decrypted right now.")


class KeyMissing(CannotOpen):
    slug = "data-key-missing"
    title = N_("This personal detail cannot be decrypted because its key is missing. Please tell the administrator.")


class NotAsSealed(CannotOpen):
    slug = "not-as-sealed"
    title = N_("This personal detail cannot be decrypted because it was altered after saving.")


class Unreadable(str):
    """What stands in a list in place of a value that does not open: a dash, and ``why`` (a msgid). It is never stored:
    the value it stands for may open again."""

    why: str

    def __new__(cls, why: str) -> "Unreadable":
        dash = super().__new__(cls, "—")
        dash.why = why
        return dash


def readable(text: str | None) -> str | None:
    """None in place of what does not open: a number that cannot be read is as good as none."""
    return None if isinstance(text, Unreadable) else text


class Keyring(NamedTuple):
    """The keys of a process: by id, the id of the one that seals, and the key of blind indexes."""

    sealers: dict[str, bytes]
    first: str
    blind: bytes


_ring: list[Keyring] = []


def use_keys(data_keys: str, blind_key: str) -> None:
    """The keys of this process. ``data_keys`` separated by commas: the first seals, all of them open."""
    texts = split(data_keys)
    sealers = {key_id(text): _derived(text, "seal") for text in texts}
    _ring[:] = [Keyring(sealers, key_id(texts[0]), _derived(blind_key, "blind index"))]


def split(data_keys: str) -> list[str]:
    return [text.strip() for text in data_keys.split(",") if text.strip()]


def key_id(text: str) -> str:
    """Names a key, and says nothing of it."""
    return _derived(text, "key id").hex()[:KEY_ID]


def known() -> set[str]:
    """Ids of the keys that open here."""
    return set(_keys().sealers)


def sealing_prefix() -> str:
    """How everything begins that is sealed with the present key."""
    return f"{VERSION}.{_keys().first}."


def encrypt(text: str, context: str) -> str:
    """The text, sealed for ``context`` (table.column)."""
    if isinstance(text, Unreadable):
        raise CannotOpen
    if not text:
        return ""
    prefix, nonce = sealing_prefix(), os.urandom(NONCE)
    sealed = _cipher(_keys().sealers[_keys().first]).encrypt(nonce, text.encode(), _bound(prefix, context))
    return prefix + base64.urlsafe_b64encode(nonce + sealed).decode()


def decrypt(sealed: str, context: str) -> str:
    """The text that was sealed for this very ``context``; or ``KeyMissing``, ``NotAsSealed``."""
    if not sealed:
        return ""
    version, _, rest = sealed.partition(".")
    key, _, body = rest.partition(".")
    if version != VERSION:
        raise NotAsSealed
    if key not in _keys().sealers:
        raise KeyMissing
    try:
        raw = base64.b64decode(body, altchars=b"-_", validate=True)
        cipher, bound = _cipher(_keys().sealers[key]), _bound(f"{version}.{key}.", context)
        return str(cipher.decrypt(raw[:NONCE], raw[NONCE:], bound), "utf-8")
    except (_invalid(), ValueError):
        raise NotAsSealed from None


def blind(text: str, context: str) -> str:
    """64 hexadecimal digits by which an equal text of the same ``context`` is found, and from which it cannot be read
    without the key. Give it one spelling: a number as it is stored, a name by ``persian.search_key``."""
    if not text:
        return ""
    return hmac.new(_keys().blind, f"{context}\0{text}".encode(), hashlib.sha256).hexdigest()


class SealedText(TypeDecorator[str]):
    """A column whose text is sealed on its way in. It cannot be compared or sorted by the database (except with "");
    keep a ``blind`` beside it for that. In a migration it is ``sa.Text()``."""

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
        except CannotOpen as refusal:
            return Unreadable(refusal.title)


def _keys() -> Keyring:
    if not _ring:
        raise KeyMissing
    return _ring[0]


@cache
def _cipher(key: bytes) -> Any:
    """Asked for with the first value: an office that seals nothing saves eight megabytes."""
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
