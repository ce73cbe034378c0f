"""Until when a verdict can be corrected, and to which other kind. Pure."""

from datetime import date

from deskq.commissions.rules.verdicts import REFUSE, STAY, WAIT
from deskq.core.errors import N_, DomainError
from deskq.core.text import jalali


class ServedMayObject(DomainError):
    slug = "verdict-served"
    title = N_(
        "This verdict has been served and can no longer be corrected. What remains is an objection, until %(day)s, at "
        "the service desk."
    )


class ServedFinal(DomainError):
    slug = "verdict-served-final"
    title = N_(
        "This verdict has been served, is final and can no longer be corrected. What remains is a complaint to the "
        "Court of Administrative Justice."
    )


def check_not_served(served_day: date | None, appeal_until: date | None, today: date) -> None:
    """Raises once the owner has received the verdict; the sentence says what remains."""
    if served_day is None:
        return
    if appeal_until is not None and today <= appeal_until:
        raise ServedMayObject(day=jalali.named_date(appeal_until))
    raise ServedFinal


def wrong_kind(before: str, after: str, *, waits: bool, heard_again: bool) -> str | None:
    """Why a verdict with the effect ``before`` cannot become one with the effect ``after``, as a msgid. ``waits``: the
    stage still waits for the applicant, as the verdict made it; ``heard_again``: the application is on the agenda of a
    later session."""
    if before == after:
        return None
    if before == STAY or (before == WAIT and waits):
        later = N_("This application is on the agenda of a later session already. The verdict is recorded there.")
        return later if heard_again else None
    if before == REFUSE:
        return N_(
            "The application was refused with this verdict, which cannot be taken back here. Its reasons can be "
            "corrected; what remains for the applicant is an objection."
        )
    return N_(
        "The application has moved on with this verdict, which cannot be taken back here. Only a verdict after which "
        "it goes the same way can be chosen."
    )
