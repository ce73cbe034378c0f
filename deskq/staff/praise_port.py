"""Praise a clerk has received: a port for templates (``ports.praise``), because praise depends on this feature."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from deskq.core.ports import Port


def _none() -> Sequence[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Praise:
    """``received()``: praise for the person who is signed in."""

    received: Callable[[], Any] = _none


PORT: Port[Praise] = Port("praise", Praise())
