"""Results of the last scheduled backup and the last restore drill, in a small file in instance/."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

NAME = "scheduled_backups.json"
Task = Literal["backup", "drill"]


@dataclass(frozen=True, slots=True)
class Result:
    """Result of the last attempts of a task. ``file``, ``size`` (bytes) and ``seconds``: of the last successful
    attempt. ``fault`` (see ``words``) and its ``values``: of the last attempt, None if it succeeded."""

    tried_at: datetime | None = None
    succeeded_at: datetime | None = None
    fault: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    file: str = ""
    size: int = 0
    seconds: float = 0.0


def read(instance: Path) -> dict[Task, Result]:
    """The stored results. If the file is missing or damaged they are empty, so both tasks are due."""
    try:
        found = json.loads((instance / NAME).read_text(encoding="utf-8"))
        return {"backup": _result(found["backup"]), "drill": _result(found["drill"])}
    except (OSError, ValueError, TypeError, KeyError):
        return {"backup": Result(), "drill": Result()}


def note(instance: Path, task: Task, result: Result) -> None:
    """Store a result. Raises ``OSError`` if the folder cannot be written."""
    known = {**read(instance), task: result}
    part = instance / f".{NAME}.part"
    part.write_text(json.dumps({name: asdict(one) for name, one in known.items()}, default=_iso), encoding="utf-8")
    os.replace(part, instance / NAME)


def failed(before: Result, at: datetime, fault: str, values: Mapping[str, Any]) -> Result:
    """The result after a failed attempt."""
    return replace(before, tried_at=at, fault=fault, values=values)


def _iso(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()


def _result(found: dict[str, Any]) -> Result:
    times = {name: found[name] and datetime.fromisoformat(found[name]) for name in ("tried_at", "succeeded_at")}
    return Result(**{**found, **times})
