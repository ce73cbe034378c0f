"""Encryption of backup files: AES-256-GCM in chunks, each with its number, so that truncated or reordered files are
detected.

Layout: ``MAGIC``, id of the key (8 hexadecimal digits), 16 random bytes; then chunks of 1 MiB, each with a tag of
16 bytes. Each file has a key of its own, derived (HKDF-SHA256) from the key of backups and the random bytes. The nonce
of a chunk is its number and whether it is the last: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015).
"""

import hashlib
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"deskq-backup-1\n"
KEY_ID, SALT, TAG = 8, 16, 16  #: bytes
CHUNK = 1024 * 1024


class CannotOpen(Exception):
    """The file cannot be decrypted; the message says why."""


def key_id(key: str) -> str:
    """A short identifier of a key that does not reveal it."""
    return hashlib.sha256(b"deskq backup key id" + key.encode()).hexdigest()[:KEY_ID]


def is_encrypted(file: BinaryIO) -> bool:
    """Whether the file begins with the magic number. The position in the file is kept."""
    start = file.read(len(MAGIC))
    file.seek(0)
    return start == MAGIC


class Writer:
    """A file object into which ``tarfile`` writes. ``finish`` writes the last chunk and does not close ``file``."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self._header = MAGIC + key_id(key).encode() + os.urandom(SALT)
        self._file, self._cipher, self._number, self._waiting = file, _cipher(key, self._header), 0, bytearray()
        file.write(self._header)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > CHUNK:  # one chunk remains for ``finish``
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, chunk: bytes, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), chunk, self._header))
        self._number += 1


class Reader:
    """A file object from which ``tarfile`` reads the decrypted content. Raises ``CannotOpen`` if the file was
    changed."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self._header = file.read(len(MAGIC) + KEY_ID + SALT)
        used = self._header[len(MAGIC) : len(MAGIC) + KEY_ID].decode("ascii", "replace")
        if len(self._header) < len(MAGIC) + KEY_ID + SALT:
            raise CannotOpen("The backup is incomplete.")
        if not key:
            raise CannotOpen(
                f"The backup is encrypted. Its key ({used}) is neither in DESKQ_BACKUP_KEY nor in backup_key."
            )
        if used != key_id(key):
            raise CannotOpen(f"The backup was encrypted with another key: {used} is needed, {key_id(key)} is here.")
        self._file, self._cipher, self._number = file, _cipher(key, self._header), 0
        self._sealed, self._open = file.read(CHUNK + TAG), b""

    def read(self, size: int) -> bytes:
        while len(self._open) < size and self._sealed:
            self._open += self._next()
        given, self._open = self._open[:size], self._open[size:]
        return given

    def drain(self) -> None:
        """Read to the end, so that a truncated file is detected."""
        self._open = b""
        while self._sealed:
            self._next()

    def _next(self) -> bytes:
        sealed, self._sealed = self._sealed, self._file.read(CHUNK + TAG)
        try:
            chunk = self._cipher.decrypt(_nonce(self._number, last=not self._sealed), sealed, self._header)
        except (InvalidTag, ValueError):
            raise CannotOpen("The backup is incomplete, or was changed after it was written.") from None
        self._number += 1
        return chunk


def _cipher(key: str, header: bytes) -> AESGCM:
    salt = header[-SALT:]
    return AESGCM(HKDF(SHA256(), 32, salt, b"deskq backup file").derive(key.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])
