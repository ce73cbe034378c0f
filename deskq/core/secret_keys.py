"""Secrets in files of instance/: made on the first run, readable by their owner only; and what makes a key weak."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

SHORTEST = 32  #: characters
RESTORE_HINT = "Put back what was in it (a copy made by `flask backup` has it)."
FEW_CHARACTERS = 8  #: different ones in a key; 32 random hexadecimal digits have about 14


class WeakKey(ValueError):
    """A key that can be guessed."""


class DamagedKeyFile(ValueError):
    """A file that should contain a secret and contains nothing, or no text."""


def check(key: str) -> None:
    """Length alone is no strength: few different characters, or the same ones over and over, can be guessed."""
    if len(key) < SHORTEST:
        raise WeakKey(f"is too short: at least {SHORTEST} random characters.")
    if len(set(key)) < FEW_CHARACTERS or key in (key + key)[1:-1]:
        raise WeakKey(
            "can be guessed: it repeats itself. "
            "`python3 -c 'import secrets; print(secrets.token_urlsafe(32))'` makes a good one."
        )


def kept(path: Path, size: int = 32) -> str:
    """The secret in this file, made of ``size`` random bytes on the first run; two processes may begin at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        with NamedTemporaryFile("w", dir=path.parent) as file, suppress(FileExistsError):
            file.write(secrets.token_urlsafe(size))
            file.flush()
            os.fsync(file.fileno())
            os.link(file.name, path)
        sync_folder(path.parent)
    try:
        secret = path.read_text().strip()
    except UnicodeDecodeError:
        raise DamagedKeyFile(f"{path} is damaged. {RESTORE_HINT}") from None
    if not secret:
        raise DamagedKeyFile(f"{path} is empty. {RESTORE_HINT}")
    return secret


def sync_folder(folder: Path) -> None:
    """Wait until the names of its files are on the disk too: a power cut must not take away a key that was used."""
    known = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(known)
    finally:
        os.close(known)
