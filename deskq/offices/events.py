"""Events of accounts in several offices."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class AccountAdded:
    """A person who signs in with an account of another office got one in this office."""

    personal: ClassVar[bool] = True
    kind: ClassVar[str] = "person.account-added"
    person: int
    principal: int
    role: str = ""
