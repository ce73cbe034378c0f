"""When every row of the journal was last verified, and with what result: a small file in instance/."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME = "journal_check.json"


@dataclass(frozen=True, slots=True)
class JournalCheck:
    at: datetime
    is_whole: bool


def write(instance: Path, check: JournalCheck) -> None:
    """If the folder cannot be written, only this note is lost."""
    with suppress(OSError):
        (instance / NAME).write_text(json.dumps({"at": check.at.isoformat(), "whole": check.is_whole}))


def read(instance: Path) -> JournalCheck | None:
    """None if the journal was never verified, or the note is damaged."""
    try:
        found = json.loads((instance / NAME).read_text())
        return JournalCheck(datetime.fromisoformat(found["at"]), bool(found["whole"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
