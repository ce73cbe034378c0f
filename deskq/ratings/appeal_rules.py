"""When a clerk may appeal against the rating of a visit, and when the inspectorate may decide. Pure.

Nothing here asks whether the visit was rated: the clerk would learn it from the answer.
"""

from datetime import datetime, timedelta
from typing import Protocol

from deskq.core.errors import N_, DomainError
from deskq.core.text.names import Name

STATES = ("open", "upheld", "not_upheld")
#: Why a rating is set apart. That it is hard, unfair or about what no clerk can change is no reason.
GROUNDS = {
    "other_visit": Name("دربارهٔ مراجعه یا جای دیگری است", "It is about another visit or place"),
    "mistaken": Name(
        "به‌اشتباه زده شده: نوشته خلاف امتیاز است", "A mistake: the comment says the opposite of the rating"
    ),
    "abuse": Name("ناسزا یا تهدید است، نه نظر", "Abuse or a threat, not an opinion"),
    "forged": Name("مراجعه‌کننده آن را نداده است", "It was not given by the visitor"),
}
WITHIN = timedelta(days=7)
MOST_OPEN = 5
LONGEST = 1000


class NoSuchVisit(DomainError):
    slug, status = "no-such-visit", 422
    title = N_("No visit with this number ended at your counter on that day.")


class TooLateToAppeal(DomainError):
    slug = "too-late-to-appeal"
    title = N_("You can appeal within 7 days of the visit.")


class AlreadyAppealed(DomainError):
    slug = "already-appealed"
    title = N_("You have already appealed about this visit.")


class TooManyOpen(DomainError):
    slug = "too-many-appeals"
    title = N_("Five of your appeals are waiting for a decision. Please wait until one is decided.")


class StillToBeRated(DomainError):
    slug = "still-to-be-rated"
    title = N_("This visit can still be rated. Please decide when the rating time has ended.")


class AlreadyDecided(DomainError):
    slug = "already-decided"
    title = N_("This appeal has already been decided, by somebody else or differently.")


class OwnAppeal(DomainError):
    slug, status = "own-appeal", 403
    title = N_("You cannot decide your own appeal.")


class Appeal(Protocol):
    @property
    def person_id(self) -> int: ...
    @property
    def state(self) -> str: ...


def check_made(ended_at: datetime, open_ones: int, now: datetime) -> None:
    """Nothing when an appeal about a visit that ended then may be made; ``open_ones`` of the clerk's wait already."""
    if now > ended_at + WITHIN:
        raise TooLateToAppeal
    if open_ones >= MOST_OPEN:
        raise TooManyOpen


def check_decided(appeal: Appeal, by: int, until: datetime | None, now: datetime) -> None:
    """Nothing when ``by`` may decide now. ``until`` the visit can be rated (None: it goes on again): before that, a
    decision would fall on a rating that is not there yet."""
    if appeal.person_id == by:
        raise OwnAppeal
    if appeal.state != "open":
        raise AlreadyDecided
    if until is None or now <= until:
        raise StillToBeRated
