"""Which follow-up a rating offers: a bad one a complaint, the best one praise."""

from collections.abc import Iterable, Sequence
from hashlib import sha256

from deskq.core.errors import N_, DomainError

#: {kind: ratings that offer it}
OFFERS = {"complaint": (1, 2), "praise": (5,)}


#: Groups of thanks shown at most, the newest.
GROUPS = 10


class NotRatedSo(DomainError):
    slug = "not-rated-so"
    title = N_("You can use this after rating your visit. You can send a separate message at any time.")


def offered_kind(score: int | None) -> str | None:
    """The kind that a rating offers."""
    return next((kind for kind, scores in OFFERS.items() if score in scores), None)


def visit_key(kind: str, ticket_id: int) -> str:
    """The request key of a follow-up: one message per visit and kind."""
    return f"{kind} of visit {ticket_id}"


def check_offered(kind: str, score: int | None) -> None:
    if offered_kind(score) != kind:
        raise NotRatedSo


def praise_text(body: str, added: Iterable[str]) -> str:
    """The visitor's own praise, without the generated first line, which names the visit."""
    return "\n".join(filter(None, (body.partition("\n")[2], *added)))


def published_thanks(thanks: Sequence[str], group: int) -> list[str]:
    """Thanks a clerk is shown, oldest first: whole groups only, because each reveals a best rating, and within them
    in an order that reveals nothing."""
    whole = thanks[: len(thanks) - len(thanks) % group][-GROUPS * group :]
    return sorted(whole, key=lambda words: sha256(words.encode()).digest())
