"""The server's keys in backups: which are included, how they are checked, and how they are restored."""

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
from deskq.ops.backup.verify import InvalidBackup

#: File in instance/. It is not part of any backup.
BACKUP_KEY = "backup_key"
PERSONAL_DATA_KEYS = (archive.DATA_KEY, archive.BLIND_KEY)


def to_back_up() -> dict[str, str]:
    """The server's secret key, without which printed codes stop working; and the keys of personal data, unless the
    environment sets them: who keeps them apart from the database keeps them apart from backups too."""
    return {
        name: current_app.config[name.upper()]
        for name in archive.KEYS
        if name not in PERSONAL_DATA_KEYS or not _in_environment(name)
    }


def backup_key(make: bool = False) -> str:
    """The key of scheduled backups: DESKQ_BACKUP_KEY, or instance/backup_key. If there is none, it is created
    (``make``), or "" is returned."""
    given: str = current_app.config["BACKUP_KEY"]
    path = config.INSTANCE / BACKUP_KEY
    return given or (config.kept_secret(BACKUP_KEY) if make or path.exists() else "")


def read_valid(folder: Path) -> dict[str, str]:
    """The keys of an unpacked backup, checked for their format."""
    return {name: _read_valid_key(folder / name) for name in archive.KEYS if (folder / name).exists()}


def _read_valid_key(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
        for key in field_encryption.split(text) if path.name == archive.DATA_KEY and text else (text,):
            secret_keys.check(key)
    except (UnicodeDecodeError, secret_keys.WeakKey):
        raise InvalidBackup("The key in this backup is not a valid deskq key.") from None
    return text


def check_decrypts(database: Path, keys: Mapping[str, str]) -> None:
    """A SQLite backup that contains a key of personal data must contain all that were used."""
    if archive.DATA_KEY in keys:
        missing = _missing_keys(create_engine(f"sqlite:///{database}", poolclass=NullPool), keys[archive.DATA_KEY])
        if missing:
            raise InvalidBackup(f"The key in this backup cannot decrypt its personal data (key needed: {missing}).")


def restore(keys: Mapping[str, str]) -> None:
    """Restore the keys, with which QR codes, signatures, device cookies and personal data were made."""
    for name, key in keys.items():
        if key != current_app.config[name.upper()]:
            _replace(name, key)


def _replace(name: str, key: str) -> None:
    if _in_environment(name):
        click.echo(
            f"DESKQ_{name.upper()} is not the key of this backup. Set it to the value now in instance/{name}.", err=True
        )
    path = config.INSTANCE / name
    if path.exists():
        before = previous_path(path)
        path.rename(before)
        click.echo(f"The previous key was kept as {before}.")
    key_rotation.write_keys(path, key)


def report_missing_keys(keys: Mapping[str, str]) -> None:
    """Report personal data that the present keys cannot decrypt, and which key is needed."""
    if archive.DATA_KEY not in keys:
        click.echo(
            "This backup has no key for personal data. DESKQ_DATA_KEY and DESKQ_BLIND_KEY must be the same as before."
        )
    here = current_app.config["DATA_KEY"]
    missing = _missing_keys(db.engine, here if _in_environment(archive.DATA_KEY) else keys.get(archive.DATA_KEY, here))
    if missing:
        click.echo(f"The keys here cannot decrypt personal data. Add the key {missing} to DESKQ_DATA_KEY.", err=True)


def _missing_keys(engine: Engine, data_keys: str) -> str:
    """Ids of keys that were used in the database and are not among these."""
    with engine.connect() as connection:
        used = key_rotation.keys_used(connection, db.metadata)
    return ", ".join(sorted(used - {field_encryption.key_id(text) for text in field_encryption.split(data_keys)}))


def previous_path(path: Path) -> Path:
    """The name under which the file at ``path`` is kept, in case the restore was a mistake."""
    return path.with_name(f"{path.name}.before-{clock.local(clock.now()):%Y%m%d-%H%M%S-%f}")


def _in_environment(name: str) -> bool:
    return bool(os.environ.get(f"DESKQ_{name.upper()}", "").strip())
