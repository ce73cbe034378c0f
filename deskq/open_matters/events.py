"""Events of the public page of open matters."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class MeToo:
    """One more person said that a matter concerns them too; ``people``: their number. Nobody is named."""

    kind: ClassVar[str] = "message.me_too"
    message: int
    people: int
