"""What the hall page asks of parts above it: promises of the office that are late."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deskq.core.ports import Port


@dataclass(frozen=True, slots=True)
class LatePromise:
    """All in the language of the page. ``who``: the person or unit that answers for it."""

    what: str
    who: str
    when: str
    address: str


def _none(_office_id: int) -> Sequence[LatePromise]:
    return ()


#: ``bound(office_id)``: the earliest first.
PORT: Port[Callable[[int], Sequence[LatePromise]]] = Port("late_promises", _none)
