"""When the last backup was made: a small file in instance/, which ``flask backup`` writes and the set-up reads."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

NAME = "last_backup"


def note(folder: Path, at: datetime) -> None:
    """Store the time. If the folder cannot be written, only this note is lost."""
    with suppress(OSError):
        (folder / NAME).write_text(at.astimezone(UTC).isoformat())


def made_at(folder: Path) -> datetime | None:
    """Time of the last backup; None if none was made from this folder, or the file cannot be read."""
    try:
        return datetime.fromisoformat((folder / NAME).read_text().strip())
    except (OSError, ValueError):
        return None
