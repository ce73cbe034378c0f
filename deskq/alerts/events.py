"""Events of alerts: raised, ended, shown, texted; settings or duty list changed. They contain no names or phone
numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """``sort``: the kind of alert. ``subject``: the id of its message, corrective action, service, counter or
    device; 0 for a printer that is no device, and for backups."""

    kind: ClassVar[str] = "alert.raised"
    alert: int
    sort: str
    subject: int


@dataclass(frozen=True, slots=True)
class AlertEnded:
    kind: ClassVar[str] = "alert.ended"
    alert: int
    sort: str


@dataclass(frozen=True, slots=True)
class AlertsShown:
    """Alerts of one kind were shown on the live pages of their recipients."""

    kind: ClassVar[str] = "alert.shown"
    sort: str
    alerts: list[int]


@dataclass(frozen=True, slots=True)
class AlertsTexted:
    """One SMS about alerts of one kind was put into the outbox for each person on duty; ``people``: how many."""

    kind: ClassVar[str] = "alert.texted"
    sort: str
    alerts: list[int]
    people: int


@dataclass(frozen=True, slots=True)
class AlertSettingsChanged:
    """``changes`` are {field: [before, after]}."""

    kind: ClassVar[str] = "alert.settings_changed"
    free_texts: ClassVar[Mapping[str, str]] = {"changes": "typed"}
    sort: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class DutyListChanged:
    """``verb``: added, changed, removed or tested."""

    kind: ClassVar[str] = "alert.duty_changed"
    person: int
    verb: str
