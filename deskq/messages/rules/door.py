"""The door beside a rating: a bad one offers a complaint, the best one praise, tied to the visit by one tap."""

from deskq.errors import N_, Refused

#: {kind: ratings that offer it}
DOORS = {"complaint": (1, 2), "praise": (5,)}


class NotRatedSo(Refused):
    slug = "not-rated-so"
    title = N_("This is offered after a visit has been rated. You can file a message of your own at any time.")


def door(score: int | None) -> str | None:
    """The kind that a rating offers."""
    return next((kind for kind, scores in DOORS.items() if score in scores), None)


def visit_key(kind: str, ticket_id: int) -> str:
    """The request key of what a door makes: once for each visit and kind."""
    return f"{kind} of visit {ticket_id}"


def check_door(kind: str, score: int | None) -> None:
    if door(score) != kind:
        raise NotRatedSo
