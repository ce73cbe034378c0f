"""The anchor file of this server: reads it, appends to it, and begins a new one."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from flask import current_app

import config
from deskq.core import secret_keys
from deskq.journal_proof import chain, key_file
from deskq.journal_proof.chain import Anchor
from deskq.journal_proof.key_file import AnchorKey

NAME = "journal-anchors.jsonl"


class AnchorsCut(Exception):
    """Lines are missing at the end of the file, or all of it."""


class WrongKey(Exception):
    """instance/anchor_key does not belong to the file, or is damaged."""


def path() -> Path:
    return Path(current_app.config["ANCHOR_FOLDER"] or config.INSTANCE) / NAME


def lines(file: Path) -> list[str]:
    """Whole lines; none if there is no file. What a power cut left of a last line is not counted."""
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    return text.split("\n")[:-1]


def anchors() -> list[Anchor]:
    """All anchors of this server, proved, the oldest first. Raises ``BrokenChain``, ``AnchorsCut``, ``WrongKey`` or
    ``OSError``."""
    found, key = chain.read(lines(path())), _key()
    if key is None:
        if found:
            raise WrongKey
        return []
    # A power cut between the line and its key leaves one line more than was counted.
    if len(found) < key.count:
        raise AnchorsCut
    if found and (found[0].key != key.root or not _private(key, found[-1].next)):
        raise WrongKey
    return found


def append(at: datetime, heads: Mapping[int, tuple[int, str]]) -> None:
    """Add the anchor of this time. A power cut at any moment loses at most this one. Errors as ``anchors``."""
    found = anchors()
    key = _key() or _new_key()
    private = _private(key, found[-1].next) if found else key.keys[0]
    after = chain.new_key()
    line = chain.signed_line(at, heads, found[-1].line if found else None, private, chain.public(after))
    key_file.write(config.INSTANCE, AnchorKey([private, after], len(found), key.root))
    _append_line(path(), line)
    key_file.write(config.INSTANCE, AnchorKey([after], len(found) + 1, key.root))


def begin_anew(at: datetime) -> Path | None:
    """Another key and an empty file, as after a restored backup or a lost key. The old file is kept; returns it."""
    old, kept = path(), None
    if old.exists():
        kept = old.with_name(f"{old.stem}.until-{at:%Y%m%d-%H%M%S}{old.suffix}")
        old.rename(kept)
    _new_key()
    return kept


def root() -> str | None:
    """The public key of the first anchor; None before it."""
    key = _key()
    return key.root if key is not None else None


def _new_key() -> AnchorKey:
    private = chain.new_key()
    key = AnchorKey([private], 0, chain.public(private))
    key_file.write(config.INSTANCE, key)
    return key


def _key() -> AnchorKey | None:
    try:
        return key_file.read(config.INSTANCE)
    except ValueError:
        raise WrongKey from None


def _private(key: AnchorKey, public: str) -> str:
    """The private key that belongs to a public one; "" if there is none."""
    return next((one for one in key.keys if chain.public(one) == public), "")


def _append_line(file: Path, line: str) -> None:
    """To the disk, after what is whole."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        whole = os.pread(descriptor, os.fstat(descriptor).st_size, 0).rfind(b"\n") + 1
        os.ftruncate(descriptor, whole)
        os.pwrite(descriptor, f"{line}\n".encode(), whole)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    secret_keys.sync_folder(file.parent)
