"""Refusals of somebody who wants to prove that they are the applicant."""

from deskq.citizen_check import rules
from deskq.core.errors import N_, DomainError, RateLimited
from deskq.sms.one_time_code.rules import SmsCodesUsedUp


class WrongApplicantDigits(DomainError):
    slug, status = "wrong-applicant-digits", 403
    title = N_("These four digits do not match the phone number or national ID given with this application.")


class TooManyApplicantTries(RateLimited):
    slug = "too-many-applicant-tries"
    title = N_("Wrong digits were entered too often. They no longer open this application.")


class NoApplicantSmsCode(rules.NoSmsCode):
    title = N_("We cannot text a code for this application. Please come to the service desk.")


class ApplicantCodesUsedUp(SmsCodesUsedUp):
    title = N_(
        "No more codes can be sent for this application today. Please try again tomorrow, or come to the service desk."
    )
