"""The escalation path: units form a tree, without cycles."""

from collections.abc import Iterator, Mapping

from deskq.core.errors import N_, InvalidInput


def path_to_top(parents: Mapping[int, int | None], unit_id: int | None) -> Iterator[int]:
    """The unit and all above it, each once."""
    seen = set[int]()
    while unit_id is not None and unit_id not in seen:
        seen.add(unit_id)
        yield unit_id
        unit_id = parents.get(unit_id)


def check_parent(parents: Mapping[int, int | None], unit_id: int, parent_id: int | None) -> None:
    """``InvalidInput`` when ``parent_id`` is the unit itself or below it."""
    if unit_id in path_to_top(parents, parent_id):
        raise InvalidInput({"parent_id": N_("This unit is already below it. A unit cannot be above itself.")})


def tree(parents: Mapping[int, int | None]) -> list[tuple[int, int]]:
    """(unit, depth), each after its parent, in the order given."""
    found: list[tuple[int, int]] = []

    def add(above: int | None, depth: int) -> None:
        for unit_id, parent_id in parents.items():
            if parent_id == above:
                found.append((unit_id, depth))
                add(unit_id, depth + 1)

    add(None, 0)
    return found
