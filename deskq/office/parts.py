"""The parts of the town that an office may use, and which it does. Pure."""

from collections.abc import Collection
from typing import Final

#: In the order in which they are set up.
PARTS: Final = ("queue", "messages", "applications", "boxes", "half_year")


def unused(stored: str) -> frozenset[str]:
    """The parts that an office does not use, from its column."""
    return frozenset(stored.split())


def used(stored: str) -> frozenset[str]:
    """The parts that an office uses, from its column."""
    return frozenset(PARTS) - unused(stored)


def stored(used: Collection[str]) -> str:
    """The column for an office that uses these parts. A new part is used until somebody says otherwise, so the others
    are stored."""
    return " ".join(part for part in PARTS if part not in used)
