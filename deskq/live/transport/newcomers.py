"""Connections that are open and have asked for nothing yet, by network address: with too many, the oldest is closed.

Those who mean something ask within milliseconds of connecting, so a newcomer is never refused: a hall whose screens and
phones all come from one address, and all reconnect at once, is served even while somebody there opens silent ones.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from deskq.core.addresses import limit_key


@dataclass(slots=True, eq=False)
class Newcomer:
    """``end`` closes the connection; it must neither wait nor fail."""

    address: str
    end: Callable[[], object]


@dataclass(slots=True)
class Newcomers:
    """Connections that have not asked for anything yet: at most ``most`` of each address."""

    most: int
    _open: dict[str, dict[Newcomer, None]] = field(default_factory=dict)  # oldest first

    def enter(self, address: str | None, end: Callable[[], object]) -> Newcomer:
        made = Newcomer(limit_key(address), end)
        others = self._open.setdefault(made.address, {})
        others[made] = None
        if len(others) > self.most:
            oldest = next(iter(others))
            self.leave(oldest)
            oldest.end()
        return made

    def leave(self, one: Newcomer) -> None:
        """A connection has asked for something, or is closed; may be called again."""
        others = self._open.get(one.address, {})
        others.pop(one, None)
        if not others:
            self._open.pop(one.address, None)

    def count(self, address: str) -> int:
        return len(self._open.get(limit_key(address), ()))
