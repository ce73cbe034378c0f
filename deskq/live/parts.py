"""States in parts: a part that all screens of a room have from their last state is named, not sent again.

A part is named after its content, so that a screen can tell whether it has it; one that has not asks for the whole.
"""

from base64 import urlsafe_b64encode
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from deskq.live.screen_types import State

#: Stands in a template where a part begins. In a page, and in a state that is sent whole, it is white space.
BREAK = "\f"
NAME_BYTES = 6


class PartLedger:
    """Knows for each room which parts all its screens have: those of the last state, unless a screen that came since
    received another one."""

    def __init__(self) -> None:
        self._held: dict[str, set[str]] = {}

    def whole(self, room: str, state: State) -> State:
        """The state with all its parts, for one screen that has joined ``room`` and now receives it."""
        parts = split(state["html"])
        names = {name for name, _ in parts}
        self._held[room] = self._held.get(room, names) & names
        return _in_parts(state, parts)

    def changed(self, room: str, state: State) -> State:
        """The state for all screens in ``room``."""
        parts = split(state["html"])
        held = self._held.get(room, set())
        self._held[room] = {name for name, _ in parts}
        return _in_parts(state, [name if name in held else (name, html) for name, html in parts])


def split(html: str) -> list[tuple[str, str]]:
    """The parts in their order, each with its name."""
    return [(_name(part), part) for part in html.split(BREAK)]


@lru_cache(4000)
def _name(part: str) -> str:
    return urlsafe_b64encode(blake2b(part.encode(), digest_size=NAME_BYTES).digest()).decode()


def _in_parts(state: State, parts: list[Any]) -> State:
    return {**{key: value for key, value in state.items() if key != "html"}, "parts": parts}
