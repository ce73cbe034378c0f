"""When figures may be frozen, how a promise is reviewed, and the conditions for publishing a report. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from deskq.core.errors import N_, DomainError, InvalidInput
from deskq.core.text import persian
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name

KEPT, LATE, NOT_KEPT = "kept", "late", "not_kept"
OUTCOMES = (KEPT, LATE, NOT_KEPT)


class StillRunning(DomainError):
    slug = "half-year-runs"
    title = N_("This half-year is not over yet. Its figures can be frozen from %(day)s on.")


class NotFrozen(DomainError):
    slug = "not-frozen"
    title = N_("There are no frozen figures to publish. Please freeze the figures first.")


class AlreadyPublished(DomainError):
    slug = "already-published"
    title = N_("This version is published and cannot be changed. To correct something, start a new version.")


class NotPublishedYet(DomainError):
    slug = "not-published-yet"
    title = N_(
        "The first version is not published yet, so there is nothing to correct. You can freeze its figures again."
    )


class CorrectionBegun(DomainError):
    slug = "correction-begun"
    title = N_(
        "Somebody has begun a correction already. What you have written is still here; you can start another version "
        "once that one is published."
    )


class CorrectionChanged(DomainError):
    slug = "correction-changed"
    title = N_("Somebody changed this correction in the meantime. Please look at the current page before you drop it.")


class CorrectionPublished(DomainError):
    slug = "correction-published"
    title = N_("This correction was published in the meantime, so it can no longer be dropped.")


class NothingToWithdraw(DomainError):
    slug = "nothing-to-withdraw"
    title = N_("This half-year has no published report that could be withdrawn.")


class ReportChanged(DomainError):
    slug = "report-changed"
    title = N_("Somebody changed this report in the meantime. Please read it again before you publish it.")


class OtherPublished(DomainError):
    slug = "other-version-published"
    title = N_("Another version was published in the meantime. Please look at the current page.")


class PromisesNotReviewed(DomainError):
    slug = "promises-not-reviewed"
    title = N_("Please review the promises of the last report first. Not reviewed yet: %(n)s.")


class NothingPromised(DomainError):
    slug = "nothing-promised"
    title = N_("Please add at least one corrective action with its owner and date.")


class NoHeadline(DomainError):
    slug = "no-headline"
    title = N_("Please write the sentence at the head of the report.")


class ReviewedAlready(DomainError):
    slug = "reviewed-already"
    title = N_(
        "This action is part of a published report and cannot be changed. Its outcome is reviewed in the next report."
    )


class GoesOn(DomainError):
    slug = "goes-on"
    title = N_("This action goes on from the report before. Its new date is changed in the review there.")


class PromisesPublished(DomainError):
    slug = "promises-published"
    title = N_(
        "The report of this half-year is published, so no corrective action can be added to it. Please add it to the "
        "report of the next half-year."
    )


class NotReviewedYet(DomainError):
    slug = "not-reviewed-yet"
    title = N_("This promise is reviewed in the report of the next half-year, which begins on %(day)s.")


class Promise(Protocol):
    @property
    def outcome(self) -> str | None: ...


class Draft(Protocol):
    @property
    def headline_fa(self) -> str: ...
    @property
    def published_at(self) -> object | None: ...


class Published(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def withdrawn_at(self) -> object | None: ...
    @property
    def withdrawal(self) -> Name: ...


P = TypeVar("P", bound=Published)


@dataclass(frozen=True, slots=True)
class Review:
    """How a promise was kept: the day on which it was ``done``, or the ``new_due`` day until which it will be, and the
    reason that citizens read."""

    outcome: str
    done: date | None
    new_due: date | None = None
    why_fa: str = ""
    why_en: str = ""

    @property
    def done_day(self) -> date | None:
        """The day to be stored: none of a promise that was not kept."""
        return self.done if self.outcome != NOT_KEPT else None

    @property
    def new_due_day(self) -> date | None:
        """The new due day to be stored: only of a promise that was not kept."""
        return self.new_due if self.outcome == NOT_KEPT else None


def check_is_over(half: Half, today: date, shown: Name) -> None:
    """Raise ``StillRunning`` until the day after the last day of the half-year; ``shown``: that day in words."""
    if today <= half.last:
        raise StillRunning(day=shown)


def open_promises(promises: Sequence[Promise]) -> int:
    return sum(promise.outcome is None for promise in promises)


def check_may_publish(draft: Draft | None, promises: Sequence[Promise], actions: Collection[object]) -> None:
    """``promises``: actions promised in the previous report; ``actions``: actions promised in this report."""
    if draft is None:
        raise NotFrozen
    if draft.published_at is not None:
        raise AlreadyPublished
    if unreviewed := open_promises(promises):
        raise PromisesNotReviewed(n=unreviewed)
    if not actions:
        raise NothingPromised
    if not draft.headline_fa:
        raise NoHeadline


def to_withdraw(published: Sequence[P], reason: Name, seen: int | None = None) -> list[P]:
    """The published versions that are not withdrawn yet; none if all were withdrawn for the same reason. ``seen``:
    number of the latest one on the page, ``OtherPublished`` if there is a later one. Raises ``NothingToWithdraw``."""
    on_page = [version for version in published if seen is None or version.number <= seen]
    standing = [version for version in on_page if version.withdrawn_at is None]
    if on_page and not standing and on_page[-1].withdrawal == reason:
        return []
    if len(on_page) < len(published):
        raise OtherPublished
    if not standing:
        raise NothingToWithdraw
    return standing


def check_may_promise(published: Sequence[Published]) -> None:
    """``published``: the published versions of the report that is to contain the action."""
    if published:
        raise PromisesPublished


def check_may_review(half: Half, today: date, shown: Name) -> None:
    """Raise ``NotReviewedYet`` for a promise of a half-year that is not over; ``shown``: the day after it in words."""
    if today <= half.last:
        raise NotReviewedYet(day=shown)


def check_review(
    review: Review, promised: date, today: date, begins: date = date.min, finished: date | None = None
) -> None:
    """A kept promise needs a day on or before its due day, a late one a later day. Late and broken promises need a
    reason. ``promised``: the due day; ``begins``: the first day of the half-year in which it was promised;
    ``finished``: the day on which its steps say that it was, so that a late one cannot be called kept."""
    outcome, done, new_due = review.outcome, review.done, review.new_due
    wrong = {}
    if outcome not in OUTCOMES:
        wrong["outcome"] = N_("Please choose one of the options.")
    if outcome in (KEPT, LATE) and done is None:
        wrong["done_day"] = N_("Please enter the day on which it was done.")
    elif done is not None and done > today:
        wrong["done_day"] = N_("This day is in the future.")
    elif done is not None and done < begins:
        wrong["done_day"] = N_("This day is before the half-year in which it was promised.")
    elif outcome == KEPT and done is not None and done > promised:
        wrong["outcome"] = N_("It was done after the promised day. Please choose “Done late” and say why.")
    elif outcome == KEPT and finished is not None and finished > promised:
        wrong["outcome"] = N_("Its steps say that it was finished after the promised day. Please choose “Done late”.")
    elif outcome == LATE and done is not None and done <= promised:
        wrong["outcome"] = N_("It was done by the promised day. Please choose “Done in time”.")
    if outcome == NOT_KEPT and new_due is not None and new_due < today:
        wrong["new_due_day"] = N_("This day is over. Please choose today or a later day.")
    if outcome in (LATE, NOT_KEPT) and not review.why_fa:
        wrong["why_fa"] = N_("Please say why, so that citizens can read it.")
    if wrong:
        raise InvalidInput(wrong)


def names_in(text: str, people: Collection[str]) -> str:
    """The first name of a member of staff that a public text contains in any spelling that a search finds, or ""."""
    folded = _folded(text)
    return next((name for name in people if len(name) >= 5 and _folded(name) in folded), "")


def _folded(text: str) -> str:
    """Its words as a search compares them, without what stands between them."""
    return "".join(spellings[-1] for spellings in persian.search_words(text))
