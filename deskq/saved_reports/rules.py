"""What a saved report may be, and why one is refused. Pure."""

from datetime import timedelta

from deskq.core.errors import N_, DomainError

SUBJECTS = ("visits", "messages", "applications")
#: Calendar periods of a saved report; "range": fixed days.
PERIODS = ("day", "week", "month", "half", "year", "range")
SENDS = ("week", "month")
WAYS = ("mail", "sms")
#: Local hour from which links are sent, on the first day of the week or month.
SEND_HOUR = 8
#: A link that could not be delivered within this time is not delivered any more.
SEND_WITHIN = timedelta(days=2)
#: A deleted report can be restored for so long.
KEPT = timedelta(days=30)
#: After a report was sent by hand, it is not sent so again for this time: a second press is a slip.
SENT_AGAIN_AFTER = timedelta(minutes=2)
MOST, MOST_RECIPIENTS, MOST_SERVICES = 60, 20, 100
LONGEST_NAME, LONGEST_ADDRESS = 80, 120


def may_be_file(by: str, files_allowed: bool) -> bool:
    """Whether a report may be in an e-mail as a file: figures of single clerks never are."""
    return files_allowed and by != "clerk"


class TooManyReports(DomainError):
    slug = "too-many-reports"
    title = N_("You can save up to %(most)s reports. Please delete one that you no longer need.")


class ReportNameTaken(DomainError):
    slug = "report-name-taken"
    title = N_("There is already a report with this name. Please choose another one.")


class TooManyRecipients(DomainError):
    slug = "too-many-recipients"
    title = N_("A report is sent to up to %(most)s people. Please remove one first.")


class SentJustNow(DomainError):
    slug = "report-sent-just-now"
    title = N_("This report was sent a moment ago. Please wait two minutes before you send it again.")


class NobodyToSendTo(DomainError):
    slug = "nobody-to-send-to"
    title = N_(
        "Nobody on the list can be reached now, so nothing was sent. Please add a person or check the addresses."
    )


class FilesNotAllowed(DomainError):
    slug = "report-files-not-allowed"
    title = N_("Your office does not send reports as files. An administrator can allow it on the page “Saved reports”.")


class AlreadyRecipient(DomainError):
    slug = "already-recipient"
    title = N_("This person already gets this report at this address.")
