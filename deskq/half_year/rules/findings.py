"""How many findings a report needs, on what they rest, and when they may be changed. Pure."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.published.rules.answers import LEAST

SUBJECT, CAUSE, MESSAGE, COMMENT = "subject", "cause", "message", "comment"
FIGURES, ITEMS = (SUBJECT, CAUSE), (MESSAGE, COMMENT)
KINDS = (*FIGURES, *ITEMS)
#: How many findings a report has at most, and at least where fewer than ``FEW_ITEMS`` items were received: there the
#: figures alone say little.
MOST, AT_LEAST, FEW_ITEMS = 5, 3, 150


class Source(NamedTuple):
    """On what a finding rests: the count of a subject or root cause (``code``), or one item (``item_id``)."""

    kind: str
    code: str
    item_id: int | None

    def __str__(self) -> str:
        """As the form sends it: "subject:asphalt", "message:12"."""
        return f"{self.kind}:{self.code or self.item_id}"


class Published(Protocol):
    @property
    def published_at(self) -> object | None: ...


class TooFewFindings(DomainError):
    slug = "too-few-findings"
    title = N_(
        "With so few messages, figures alone say little. Please write at least %(n)s findings, each with what it "
        "rests on."
    )


class EnoughFindings(DomainError):
    slug = "enough-findings"
    title = N_("A report has at most %(n)s findings. Please change or remove one of them.")


class FindingsPublished(DomainError):
    slug = "findings-published"
    title = N_(
        "The findings of this report are published. To change one, start a correction of the report on its page first."
    )


def needed(items: int) -> int:
    """How many findings a report on so many items needs; none where the items are too few to be published at all."""
    return AT_LEAST if LEAST <= items < FEW_ITEMS else 0


def check_enough(findings: int, items: int) -> None:
    if findings < needed(items):
        raise TooFewFindings(n=needed(items))


def check_may_change(versions: Sequence[Published]) -> None:
    """``versions`` of the report, the oldest first: its findings may be changed while the latest is a draft."""
    if versions and versions[-1].published_at is not None:
        raise FindingsPublished


def check_may_add(findings: Collection[object]) -> None:
    if len(findings) >= MOST:
        raise EnoughFindings(n=MOST)


def sources_of(sent: Sequence[str]) -> list[Source]:
    """The sources that a form sent; ``InvalidInput`` for what names none."""
    found = []
    for text in dict.fromkeys(sent):
        kind, _, what = text.partition(":")
        is_item = kind in ITEMS and what.isascii() and what.isdigit() and len(what) < 19
        if not is_item and (kind not in FIGURES or not what):
            raise InvalidInput({"sources": N_("Please choose one of the options.")})
        found.append(Source(kind, "", int(what)) if is_item else Source(kind, what, None))
    return found


def check_sources(sources: Sequence[Source]) -> None:
    if not sources:
        raise InvalidInput({"sources": N_("Please choose at least one figure or one item on which the finding rests.")})
