"""Events of webhooks."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class WebhookChanged:
    """``what``: added, paused, resumed or removed."""

    kind: ClassVar[str] = "webhook.changed"
    webhook: int
    what: str
