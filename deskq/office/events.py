"""Events of the office's configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class OfficeChanged:
    """Services, counters, priority classes, hours or settings were edited. ``what`` is the table; ``changes`` are
    {column: [before, after]} as JSON values: before is null for a new row, after is null for a deleted one."""

    kind: ClassVar[str] = "office.changed"
    free_texts: ClassVar[Mapping[str, str]] = {"changes": "shown"}
    what: str
    row: int
    changes: dict[str, list[Any]] = field(default_factory=dict)
