"""Which unit reads the messages of a unit that has nobody: the next one above that has somebody, else the intake."""

from collections.abc import Collection, Mapping

from deskq.units.escalation_path import path_to_top

#: Verbs of the history: the unit has nobody, and another one reads for it; it has somebody again.
COVER, OWN_AGAIN = "cover", "own_again"
#: Who reads what no unit reads: they see all messages anyway.
LAST_RESORT = frozenset({"operator", "supervisor", "executive"})


def reading_unit(
    unit_id: int, parents: Mapping[int, int | None], staffed: Collection[int], intake: int | None
) -> int | None:
    """The unit whose people read what arrives for ``unit_id``: itself, the next above with somebody (``staffed``), else
    the intake. None: no unit has anybody; what ``LAST_RESORT`` is for."""
    found = next((above for above in path_to_top(parents, unit_id) if above in staffed), None)
    if found is None and intake in staffed:
        return intake
    return found


def covered_units(
    own: Collection[int], parents: Mapping[int, int | None], staffed: Collection[int], intake: int | None, role: str
) -> set[int]:
    """Units without anybody that a person of the units ``own`` with this role reads for."""
    found = set()
    for unit_id in parents:
        if unit_id in staffed:
            continue
        reads = reading_unit(unit_id, parents, staffed, intake)
        if reads in own or (reads is None and role in LAST_RESORT):
            found.add(unit_id)
    return found
