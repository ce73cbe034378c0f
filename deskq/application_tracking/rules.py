"""How often somebody may try to prove that they are the applicant: as for messages (sender_check)."""

from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sender_check.rules import MOST_BROWSERS, digits_open

__all__ = ["MOST_BROWSERS", "digits_open"]


class WrongApplicantDigits(DomainError):
    slug, status = "wrong-applicant-digits", 403
    title = N_("These four digits do not match the phone number or national ID given with this application.")


class TooManyApplicantTries(RateLimited):
    slug = "too-many-applicant-tries"
    title = N_(
        "Wrong digits were entered too often. They no longer open this application. Please come to the service desk "
        "with your ID card."
    )
