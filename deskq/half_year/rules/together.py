"""When two half-years in a row may have one report, and that no day is in two published reports. Pure."""

from collections.abc import Iterable, Sequence

from deskq.core.errors import N_, DomainError
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name

#: A half-year with fewer items is thin: its report may wait for that of the next half-year.
THIN = 30


class NoneThin(DomainError):
    slug = "none-thin"
    title = N_(
        "Both half-years have enough messages for a report of their own. Two have one report only where one of them "
        "has "
        "fewer than %(n)s."
    )


class InOtherReport(DomainError):
    slug = "in-other-report"
    title = N_(
        "The report “%(other)s” is published and covers some of these days. If they were in two reports, the "
        "numbers that "
        "are hidden could be worked out from both."
    )


def check_thin(items: Sequence[int]) -> None:
    """``items``: those of each of the two half-years."""
    if len(items) > 1 and min(items) >= THIN:
        raise NoneThin(n=THIN)


def overlapping(half: Half, published: Iterable[Half]) -> Half | None:
    """Another published report that shares a half-year with this one. A withdrawn one counts: its figures are still
    read."""
    own = set(half.parts)
    return next((other for other in published if other != half and own & set(other.parts)), None)


def check_apart(half: Half, published: Iterable[Half], shown: dict[int, Name]) -> None:
    """``shown``: {code of a report: its title}."""
    other = overlapping(half, published)
    if other is not None:
        raise InOtherReport(other=shown[other.code])


def pairs_with(half: Half) -> tuple[Half, Half]:
    """The two reports that a half-year may share: with the one before it, and with the one after it."""
    return half.before.pair, half.pair
