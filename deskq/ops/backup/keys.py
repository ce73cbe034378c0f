"""The keys of an office in its copies: which go in, what they must prove, and how they are put back."""

import os
from collections.abc import Mapping
from pathlib import Path

import click
from flask import current_app
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import NullPool

import config
from deskq.core import clock, secret_keys
from deskq.core.db import field_encryption
from deskq.core.extensions import db
from deskq.ops import key_rotation
from deskq.ops.backup import archive
from deskq.ops.backup.verify import NotProven

APART = (archive.DATA_KEY, archive.BLIND_KEY)


def mine() -> dict[str, str]:
    """The server's key, without which codes on paper open nothing; and those of personal fields, unless the environment
    gives them: who keeps them apart from the database keeps them apart from its copies too."""
    return {name: current_app.config[name.upper()] for name in archive.KEYS if name not in APART or not _given(name)}


def proven(folder: Path) -> dict[str, str]:
    """The keys in an unpacked copy, each one that deskq could have made."""
    return {name: _proven(folder / name) for name in archive.KEYS if (folder / name).exists()}


def _proven(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
        for key in field_encryption.split(text) if path.name == archive.DATA_KEY and text else (text,):
            secret_keys.check(key)
    except (UnicodeDecodeError, secret_keys.WeakKey):
        raise NotProven("The key in this backup is not a valid deskq key.") from None
    return text


def prove_opens(database: Path, keys: Mapping[str, str]) -> None:
    """A SQLite copy that brings a key for its personal fields must bring all that were used."""
    if archive.DATA_KEY in keys:
        lacking = _lacking(create_engine(f"sqlite:///{database}", poolclass=NullPool), keys[archive.DATA_KEY])
        if lacking:
            raise NotProven(f"The key in this backup cannot decrypt its personal data (key needed: {lacking}).")


def restore(keys: Mapping[str, str]) -> None:
    """QR codes, marks, paired devices and personal fields are right by the keys they were made with."""
    for name, key in keys.items():
        if key != current_app.config[name.upper()]:
            _replace(name, key)


def _replace(name: str, key: str) -> None:
    if _given(name):
        click.echo(
            f"DESKQ_{name.upper()} is not the key of this backup. Set it to the value now in instance/{name}.", err=True
        )
    path = config.INSTANCE / name
    if path.exists():
        before = kept_beside(path)
        path.rename(before)
        click.echo(f"The previous key was kept as {before}.")
    key_rotation.put(path, key)


def tell_lacking(keys: Mapping[str, str]) -> None:
    """What has been put back but does not open is told, and by which key it would."""
    if archive.DATA_KEY not in keys:
        click.echo(
            "This backup has no key for personal data. DESKQ_DATA_KEY and DESKQ_BLIND_KEY must be the same as before."
        )
    here = current_app.config["DATA_KEY"]
    lacking = _lacking(db.engine, here if _given(archive.DATA_KEY) else keys.get(archive.DATA_KEY, here))
    if lacking:
        click.echo(f"The keys here cannot decrypt personal data. Add the key {lacking} to DESKQ_DATA_KEY.", err=True)


def _lacking(engine: Engine, data_keys: str) -> str:
    """Ids of keys that were used and are not among these."""
    with engine.connect() as connection:
        used = key_rotation.keys_used(connection, db.metadata)
    return ", ".join(sorted(used - {field_encryption.key_id(text) for text in field_encryption.split(data_keys)}))


def kept_beside(path: Path) -> Path:
    """The name under which what was at ``path`` is kept: the whole thing may have been a mistake."""
    return path.with_name(f"{path.name}.before-{clock.now().astimezone(clock.zone()):%Y%m%d-%H%M%S-%f}")


def _given(name: str) -> bool:
    return bool(os.environ.get(f"DESKQ_{name.upper()}", "").strip())
