"""Which changes of the set-up can be undone, and the reason if a change cannot. Pure."""

from collections.abc import Mapping
from typing import Any, Literal

from deskq.core.errors import N_

Changes = Mapping[str, list[Any]]
Shape = Literal["new", "deleted", "changed"]
#: {table: kinds of changes that can be undone here}. Other tables have pages of their own.
UNDOABLE: Mapping[str, frozenset[Shape]] = {
    "office": frozenset({"changed"}),
    "service": frozenset({"new", "changed"}),
    "service_group": frozenset({"new", "changed"}),
    "counter": frozenset({"new", "changed"}),
    "priority_class": frozenset({"new", "changed"}),
    "opening": frozenset({"new", "deleted"}),
    "special_day": frozenset({"new", "deleted", "changed"}),
}
UNDONE = N_("This change was undone already.")
ELSEWHERE = N_("This cannot be undone here. Please change it on its own page.")
CHANGED_SINCE = N_("It was changed again since. Please undo the later change first, or change it on its own page.")


def shape(changes: Changes, needed: str) -> Shape:
    """Whether a row was added, deleted or changed. ``needed`` is a column that is never empty."""
    pair = changes.get(needed)
    if pair is not None and pair[0] is None:
        return "new"
    return "deleted" if pair is not None and pair[1] is None else "changed"


def refusal(what: str, changes: Changes, needed: str, now: Mapping[str, Any] | None, undone: bool) -> str | None:
    """The reason why a change cannot be undone, as a msgid; None if it can. ``now``: present columns of the row, None
    if there is no row."""
    if undone:
        return UNDONE
    kind = shape(changes, needed)
    if not changes or kind not in UNDOABLE.get(what, ()):
        return ELSEWHERE
    if kind == "deleted":
        return None if now is None else CHANGED_SINCE
    if now is None or any(column not in now or now[column] != pair[1] for column, pair in changes.items()):
        return CHANGED_SINCE
    return None
