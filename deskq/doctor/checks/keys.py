"""The keys of the server: present, readable by their owner only, and those that the personal data were made with."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import Column, Table, func, select, type_coerce
from sqlalchemy.types import Text

import config
from deskq.core.db import field_encryption
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.doctor.finding import Finding
from deskq.ops import key_rotation
from deskq.ops.backup import staging

#: {file in instance/: setting that replaces it, None if there is none}. The first three must exist.
FILES = {
    "secret_key": "DESKQ_SECRET_KEY",
    "data_key": "DESKQ_DATA_KEY",
    "blind_key": "DESKQ_BLIND_KEY",
    "backup_key": "DESKQ_BACKUP_KEY",
    "anchor_key": None,
}
NEEDED = ("secret_key", "data_key", "blind_key")
#: Where deploy/deskq.service reads the settings.
SETTINGS_FILE = Path("/etc/deskq/deskq.env")
OTHERS = stat.S_IRWXG | stat.S_IRWXO
WELL = N_("All keys are there, and only the user of deskq can read them.")
MISSING = N_("The file %(path)s is missing. At the next start deskq would make another key: codes and signatures fail.")
PUT_BACK = N_("Put it back before the next start: a copy made by flask backup contains it.")
UNREADABLE = N_("The file %(path)s cannot be read by the user of deskq.")
GIVE = N_("Give it to this user: %(command)s")
OPEN_FILE = N_("Other users of this machine can read %(path)s.")
OPEN_FOLDER = N_("Other users of this machine can change files in %(path)s.")
CLOSE = N_("Close it: %(command)s")
LEFT = N_("An interrupted restore has left unencrypted data and keys in %(path)s.")
DELETE = N_("Delete the folder: %(command)s")
DECRYPTS = N_("The keys fit the personal data in the database.")
WRONG_KEY = N_("Some personal data cannot be read: they were encrypted with another key (%(key)s).")
FIND_KEY = N_("Find the old key (a copy made by flask backup has it) and add it to DESKQ_DATA_KEY, after a comma.")


def check_files() -> Iterator[Finding]:
    found = [finding for name, setting in FILES.items() for finding in _of_file(name, setting)]
    if SETTINGS_FILE.exists():
        found += _of_mode(SETTINGS_FILE)
    folder = config.INSTANCE
    if stat.S_IMODE(folder.stat().st_mode) & (stat.S_IWGRP | stat.S_IWOTH):
        found.append(Finding("error", OPEN_FOLDER, _with_command(folder, "chmod 700"), CLOSE))
    found += [Finding("warning", LEFT, _with_command(path, "rm -r"), DELETE) for path in staging.leftovers(folder)]
    yield from found or [Finding("ok", WELL)]


def _of_file(name: str, setting: str | None) -> Iterator[Finding]:
    if setting is not None and os.environ.get(setting, "").strip():
        return
    path = config.INSTANCE / name
    if not path.exists():
        if name in NEEDED:
            yield Finding("error", MISSING, {"path": str(path)}, PUT_BACK)
        return
    if not os.access(path, os.R_OK):
        yield Finding("error", UNREADABLE, _with_command(path, "chown deskq"), GIVE)
    yield from _of_mode(path)


def _of_mode(path: Path) -> list[Finding]:
    if not stat.S_IMODE(path.stat().st_mode) & OTHERS:
        return []
    return [Finding("error", OPEN_FILE, _with_command(path, "chmod 600"), CLOSE)]


def _with_command(path: Path, command: str) -> dict[str, str]:
    return {"path": str(path), "command": f"{command} {path}"}


def check_decrypts() -> Iterator[Finding]:
    """The oldest and the newest value of each encrypted column; all of them would take minutes."""
    known = {field_encryption.key_id(text) for text in field_encryption.split(current_app.config["DATA_KEY"])}
    used = {key for table, column in key_rotation.columns(db.metadata) for key in _keys_of(table, column)}
    foreign = sorted(used - known)
    if foreign:
        yield Finding("error", WRONG_KEY, {"key": ", ".join(foreign)}, FIND_KEY)
    else:
        yield Finding("ok", DECRYPTS)


def _keys_of(table: Table, column: Column[Any]) -> Iterator[str]:
    raw, key = type_coerce(column, Text), list(table.primary_key.columns)[-1]
    start = len(field_encryption.VERSION) + 2
    one = select(func.substr(raw, start, field_encryption.KEY_ID)).where(raw.startswith(f"{field_encryption.VERSION}."))
    for order in (key.asc(), key.desc()):
        found = db.session().scalar(one.order_by(order).limit(1))
        if found:
            yield found
