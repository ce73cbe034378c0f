"""What pages of the queue show of practice: a port for templates (``ports.practice``), because practice depends on this
feature."""

from typing import Protocol

from deskq.core.ports import Port


class PracticeStep(Protocol):
    """The next exercise of somebody who practises: how many of all are done. ``name`` and ``hint`` are msgids, empty
    when all are done."""

    @property
    def name(self) -> str: ...
    @property
    def hint(self) -> str: ...
    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...


class Practice(Protocol):
    def at_counter(self, counter_id: int) -> PracticeStep | None:
        """Of the clerk at this counter; None in a real hall."""

    def in_hall(self) -> PracticeStep | None:
        """Of who is signed in; None in a real hall."""


class NoPractice:
    def at_counter(self, counter_id: int) -> None:
        return None

    def in_hall(self) -> None:
        return None


PORT: Port[Practice] = Port("practice", NoPractice())
