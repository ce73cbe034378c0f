"""What follows a visit: a port for templates (``ports.followup``), because complaints depend on this feature."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from deskq.core.ports import Port


def _nothing(ticket: Any) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Followup:
    """``offered(ticket)``: whether a complaint or thanks may follow; ``address_qr(ticket)``: the QR code of its page;
    ``served_by(ticket)``: the sealed name of the person who served it, for a confidential report."""

    offered: Callable[[Any], Any] = _nothing
    address_qr: Callable[[Any], Any] = _nothing
    served_by: Callable[[Any], Any] = _nothing


PORT: Port[Followup] = Port("followup", Followup())
