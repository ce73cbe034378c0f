"""Events of the public page of open matters."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MeToo:
    """Somebody said that a matter concerns them too; ``people`` have said so. Nobody is named."""

    kind: ClassVar[str] = "message.me_too"
    message: int
    people: int
