"""The lines of the anchor file. Each is signed by a key of its own, which the line before it names.

A key is deleted when it has signed. Who takes over the server can continue the file, and change nothing before: the
keys that signed it do not exist any more. All is proved with the first public key alone.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

START = "0" * 64  #: stands for the line before the first
FINGERPRINT = 40  #: hexadecimal digits: 160 bits
#: What text can raise that is no line of this file; a number too large for the databases too.
NO_LINE = (
    ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError, InvalidSignature,
)  # fmt: skip
LARGEST = 2**31 - 1  #: of the id of an office; of a sequence: its square


@dataclass(frozen=True, slots=True)
class Anchor:
    """One line. ``heads``: {office: (sequence, hash)} of the end of each journal ``at`` that time. ``key`` (public,
    hexadecimal) signs it, and ``next`` will sign the line after it."""

    at: datetime
    heads: Mapping[int, tuple[int, str]]
    key: str
    next: str
    line: str


class BrokenChain(Exception):
    """The file is not what was written. ``line``: number of the first wrong line, from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


def public(private: str) -> str:
    """The public key of a private one, both hexadecimal."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).public_key().public_bytes_raw().hex()


def new_key() -> str:
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def fingerprint(key: str) -> str:
    """The fingerprint of a public key, in groups of four for paper."""
    digits = hashlib.sha256(bytes.fromhex(key)).hexdigest()[:FINGERPRINT]
    return " ".join(digits[start : start + 4] for start in range(0, FINGERPRINT, 4))


def is_fingerprint_of(typed: str, key: str) -> bool:
    """Whether this is its fingerprint, with or without spaces."""
    return "".join(typed.split()).lower() == fingerprint(key).replace(" ", "")


def signed_line(
    at: datetime, heads: Mapping[int, tuple[int, str]], before: str | None, private: str, after: str
) -> str:
    """The line after ``before`` (None: the first), signed with ``private``; ``after`` is the next public key."""
    content = {
        "at": at.isoformat(),
        "heads": {str(office): list(head) for office, head in heads.items()},
        "key": public(private),
        "next": after,
        "previous": _digest(before),
    }
    signature = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private)).sign(_signed(content))
    return _text({**content, "signature": signature.hex()})


def read(lines: Iterable[str]) -> list[Anchor]:
    """Every line, proved from the first to the last. Raises ``BrokenChain``."""
    anchors: list[Anchor] = []
    for number, line in enumerate(lines, 1):
        try:
            anchors.append(_proved(line, anchors[-1] if anchors else None))
        except NO_LINE as error:
            raise BrokenChain(number) from error
    return anchors


def _proved(line: str, before: Anchor | None) -> Anchor:
    content = json.loads(line)
    signature = bytes.fromhex(content.pop("signature"))
    if content["previous"] != _digest(before.line if before else None) or (before and content["key"] != before.next):
        raise ValueError(line)
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(content["key"])).verify(signature, _signed(content))
    heads = {int(office): (int(sequence), str(digest)) for office, (sequence, digest) in content["heads"].items()}
    at = datetime.fromisoformat(content["at"])
    if at.tzinfo is None or not all(0 < one <= LARGEST and 0 <= heads[one][0] <= LARGEST**2 for one in heads):
        raise ValueError(line)
    return Anchor(at, heads, content["key"], content["next"], line)


def _digest(line: str | None) -> str:
    return START if line is None else hashlib.sha256(line.encode()).hexdigest()


def _signed(content: Mapping[str, object]) -> bytes:
    return b"deskq journal anchor\0" + _text(content).encode()


def _text(content: Mapping[str, object]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"))
