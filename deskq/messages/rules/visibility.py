"""Who sees which message, and who may do what with it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from deskq.message_settings.kinds import REPORT

#: They see every message that is no report.
SEES_ALL = frozenset({"operator", "supervisor", "inspectorate", "executive"})
REFERS = frozenset({"operator", "supervisor", "inspectorate", "executive"})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person with the units whose matters are theirs: their own, and those of whom they stand in for today; ``under``
    are the units they are above of. ``reports_of``: those whose confidential reports they read (``queries.viewer``)."""

    person_id: int
    role: str
    units: frozenset[int]
    under: frozenset[int] = frozenset()
    reports_of: frozenset[int] = frozenset()
    #: The units they head today, themselves or in somebody's stead.
    heads: frozenset[int] = frozenset()


class Seen(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def unit_id(self) -> int: ...
    @property
    def about_unit_id(self) -> int | None: ...
    @property
    def taken_by_id(self) -> int | None: ...


def sees(viewer: Viewer, message: Seen, past_units: Collection[int] = ()) -> bool:
    """A report is read only where it lies, by those of the inspectorate who do not belong to the unit it names: neither
    the unit, nor its head, nor whoever took it. Other messages: by their unit, by units that had them, by whoever
    typed them in, and by those who look after all."""
    if message.kind == REPORT:
        return message.unit_id in viewer.reports_of and message.about_unit_id not in viewer.units
    if viewer.role in SEES_ALL:
        return True
    return handles(viewer, message) or bool(viewer.units & set(past_units)) or _took(viewer, message)


def may_see_similar(role: str, kind: str, with_inspectorate: bool) -> bool:
    """Whether whoever takes messages in is told that the like was said before: those who look after all hear of all but
    reports; a clerk of requests, which are about the town, and of nothing that may be about who works here."""
    if kind == REPORT:
        return False
    return role in SEES_ALL or (kind == "request" and not with_inspectorate)


def names_clerk(viewer: Viewer, message: Seen, clerk_unit: int | None) -> bool:
    """Whether they are told who served the visit it is about: the inspectorate is, and nobody of the clerk's own unit
    where something is held against the clerk."""
    against = message.kind in ("complaint", REPORT)
    return viewer.role == "inspectorate" and not (against and clerk_unit in viewer.units)


def _took(viewer: Viewer, message: Seen) -> bool:
    return message.taken_by_id == viewer.person_id


def handles(viewer: Viewer, message: Seen) -> bool:
    """Whether it is theirs to work on: accept, answer, extend, pass on."""
    if message.kind == REPORT:
        return sees(viewer, message)
    return message.unit_id in viewer.units | viewer.under


def refers(viewer: Viewer, message: Seen) -> bool:
    """Whether they may send it to a unit."""
    return sees(viewer, message) and (viewer.role in REFERS or handles(viewer, message))


def may(viewer: Viewer, message: Seen, verb: str) -> bool:
    """Whether a button is theirs, in whatever state the message is. Who typed a message in may still put it right."""
    if verb == "refer":
        return refers(viewer, message)
    if verb in ("link", "sort", "reveal"):
        return refers(viewer, message) or (verb == "sort" and _took(viewer, message))
    return handles(viewer, message)
