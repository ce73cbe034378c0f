"""Who sees which message and which action is allowed to whom."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from deskq.message_settings.kinds import REPORT

#: They see every message that is no report.
SEES_ALL = frozenset({"operator", "supervisor", "inspectorate", "executive"})
REFERS = frozenset({"operator", "supervisor", "inspectorate", "executive"})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with the units they act for today, their own and those of people on leave they cover. ``under``:
    units below those they head. ``reports_of``: units whose confidential reports they read (``queries.viewers``)."""

    person_id: int
    role: str
    units: frozenset[int]
    under: frozenset[int] = frozenset()
    reports_of: frozenset[int] = frozenset()
    #: The units they head today, themselves or as a substitute.
    heads: frozenset[int] = frozenset()
    #: Units that have nobody, for which they read (``rules.cover``); never confidential reports.
    covers: frozenset[int] = frozenset()

    @property
    def works_for(self) -> frozenset[int]:
        """All units whose messages are theirs to work on."""
        return self.units | self.under | self.covers


class Seen(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def about_unit_id(self) -> int | None: ...
    @property
    def taken_by_id(self) -> int | None: ...
    @property
    def restricted(self) -> bool: ...


def is_restricted(message: Seen) -> bool:
    """Whether the inspectorate alone reads it: confidential reports always, complaints about staff until it has passed
    them on."""
    return message.kind == REPORT or message.restricted


def sees(viewer: Viewer, message: Seen, past_units: Collection[int] = ()) -> bool:
    """Restricted: only where it is read, by the inspectorate, never by members of the unit it names, not even its
    head or who registered it. Others: by the unit, units that had it, who registered it, and roles that see all."""
    if is_restricted(message):
        return message.unit_id in viewer.reports_of and message.about_unit_id not in viewer.units
    if viewer.role in SEES_ALL:
        return True
    return handles(viewer, message) or bool(viewer.units & set(past_units)) or _took(viewer, message)


def may_see_similar(role: str, kind: str, with_inspectorate: bool, restricted: bool = False) -> bool:
    """Whether intake may show this as a similar message: roles that see all are shown all that is not restricted; a
    clerk requests only, and none that may be about a colleague."""
    if kind == REPORT or restricted:
        return False
    return role in SEES_ALL or (kind == "request" and not with_inspectorate)


def names_clerk(viewer: Viewer, message: Seen, clerk_unit: int | None) -> bool:
    """Whether they may know who served the visit: the inspectorate, except members of the clerk's own unit where
    the message is against the clerk."""
    against = message.kind in ("complaint", REPORT)
    return viewer.role == "inspectorate" and not (against and clerk_unit in viewer.units)


def _took(viewer: Viewer, message: Seen) -> bool:
    return message.taken_by_id == viewer.person_id


def handles(viewer: Viewer, message: Seen) -> bool:
    """Whether it is theirs to work on: accept, answer, extend, pass on."""
    if is_restricted(message):
        return sees(viewer, message)
    return message.unit_id in viewer.works_for


def refers(viewer: Viewer, message: Seen) -> bool:
    """Whether they may send it to a unit."""
    return sees(viewer, message) and (viewer.role in REFERS or handles(viewer, message))


def may(viewer: Viewer, message: Seen, verb: str) -> bool:
    """Whether an action is allowed to them, whatever the state. Who registered a message may correct its
    classification."""
    if verb == "refer":
        return refers(viewer, message)
    if verb in ("link", "sort", "reveal"):
        return refers(viewer, message) or (verb == "sort" and _took(viewer, message))
    return handles(viewer, message)
