"""The modes in which the desk takes an application (R2), and the shares of heirs. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from typing import Literal, Protocol

from deskq.core.errors import N_, DomainError

#: With a date, or done at once. Sending the visitor elsewhere needs no application: service/refer.py.
Mode = Literal["date", "at_once"]
SHARE = re.compile(r"([0-9]{1,6}) ?/ ?([0-9]{1,6})")


class NotAtOnce(DomainError):
    slug = "application-not-at-once"
    title = N_(
        "The stage “%(stage)s” is done by somebody else, so this cannot be done at once. Please open it with a date."
    )


class MissingAtOnce(DomainError):
    slug = "documents-missing-at-once"
    title = N_("A document is missing, so this cannot be done at once. Please open it with a date.")


class Stage(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def optional(self) -> bool: ...
    @property
    def kind(self) -> str: ...


def blocking(stages: Sequence[Stage], mine: Collection[str]) -> str | None:
    """Code of the first stage for which an application cannot be done at once: it is none of ``mine`` (codes) or waits
    for somebody else. None where it can be."""
    return next((one.code for one in stages if not one.optional and (one.kind != "work" or one.code not in mine)), None)


def share_of(typed: str) -> Fraction | None:
    """A share as it stands in a certificate of heirs, "1/8"; None where it is no share of one whole."""
    found = SHARE.fullmatch(typed)
    if found is None or not int(found[2]):
        return None
    share = Fraction(int(found[1]), int(found[2]))
    return share if 0 < share <= 1 else None


def exceed_whole(shares: Iterable[Fraction]) -> bool:
    """Whether the shares are together more than the whole."""
    return sum(shares, Fraction(0)) > 1
