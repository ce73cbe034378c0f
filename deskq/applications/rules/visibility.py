"""Who sees an application and who may do its stages."""

from collections.abc import Collection
from typing import Protocol

from deskq.messages.rules.visibility import SEES_ALL, Viewer

#: Roles that may do at the counter what a sheet allows there (R7).
AT_DESK = ("clerk", "supervisor")


class Seen(Protocol):
    @property
    def taken_by_id(self) -> int | None: ...


def sees(viewer: Viewer, application: Seen, units: Collection[int]) -> bool:
    """``units``: of all its stages. Who opened it sees it, every unit of its way, and roles that see all."""
    mine = viewer.units | viewer.under
    return viewer.role in SEES_ALL or application.taken_by_id == viewer.person_id or bool(mine & set(units))


def may_do(viewer: Viewer, unit_id: int, at_desk: bool) -> bool:
    """Whether a stage of this unit is theirs to do."""
    if unit_id in viewer.units | viewer.under:
        return True
    return at_desk and viewer.role in AT_DESK


def may_decide(viewer: Viewer, present_units: Collection[int]) -> bool:
    """Whether they may refuse, extend or note the withdrawal: where it lies now, and the supervisor of the desk."""
    mine = viewer.units | viewer.under
    return viewer.role == "supervisor" or bool(mine & set(present_units))


def may_extend(viewer: Viewer, present_units: Collection[int], state: str) -> bool:
    """Whether they may promise a later day: of an objection those who decide it."""
    return decides_objections(viewer) if state == "objected" else may_decide(viewer, present_units)


def may_receive(viewer: Viewer, units: Collection[int]) -> bool:
    """Whether they may mark documents as handed in: the desk, and the units of its stages."""
    return viewer.role in AT_DESK or bool((viewer.units | viewer.under) & set(units))


def decides_objections(viewer: Viewer) -> bool:
    return viewer.role in ("inspectorate", "executive")
