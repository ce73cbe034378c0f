"""When the last backup was made: a small file in instance/, which ``flask backup`` writes and the set-up reads."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

NAME = "last_backup"


def note(folder: Path, at: datetime) -> None:
    """A folder that cannot be written costs nothing but this note."""
    with suppress(OSError):
        (folder / NAME).write_text(at.astimezone(UTC).isoformat())


def made_at(folder: Path) -> datetime | None:
    """None when none was made from this folder, or nobody can tell."""
    try:
        return datetime.fromisoformat((folder / NAME).read_text().strip())
    except (OSError, ValueError):
        return None
