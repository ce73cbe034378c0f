"""Places that nearly every town hall has, offered where the table is still empty."""

from dataclasses import dataclass

from deskq.building.rules.kinds import KINDS
from deskq.core.text.names import Name


@dataclass(frozen=True, slots=True)
class RoomTemplate:
    kind: str
    name: Name


TEMPLATES = tuple(
    RoomTemplate(kind, KINDS[kind].name)
    for kind in (
        *("information", "pay", "archive", "complaints", "meeting"),
        *("toilet", "toilet_accessible", "lift", "stairs", "prayer", "mother", "water", "parking", "entrance"),
    )
)
