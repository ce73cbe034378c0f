"""What a card consists of, and which lines an office needs. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Button:
    """``name``: the words of the page itself, so that card and page never differ; ``key``: its shortcut."""

    name: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that a role does daily. ``how`` has ``%(a)s``, ``%(b)s`` … where its buttons are named. ``page``: the
    endpoint where it is done, with its name in the menu; ``parts``: of the town, of which the office needs one."""

    what: str
    how: str
    page: str
    page_name: str
    buttons: tuple[Button, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """``help``: whom this role asks."""

    lines: tuple[Line, ...]
    help: str


def for_office(card: Card, used: Collection[str], pages: Collection[str]) -> Card:
    """Without lines about parts that the office does not use, and about pages that are not there."""
    kept = tuple(line for line in card.lines if line.page in pages and (not line.parts or set(line.parts) & set(used)))
    return replace(card, lines=kept)
