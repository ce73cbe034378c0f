"""Events of saved reports. They contain no names and no addresses."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class SavedReportChanged:
    """``verb``: saved, changed, removed or restored."""

    kind: ClassVar[str] = "report.saved_report_changed"
    report: int
    verb: str


@dataclass(frozen=True, slots=True)
class RecipientChanged:
    """A person was added to or removed from (``verb``) those who get links to a report, by SMS or e-mail (``way``)."""

    kind: ClassVar[str] = "report.recipient_changed"
    report: int
    person: int
    verb: str
    way: str


@dataclass(frozen=True, slots=True)
class ReportFilesSet:
    """An administrator allowed or forbade reports as files in e-mails."""

    kind: ClassVar[str] = "report.files_set"
    allowed: bool


@dataclass(frozen=True, slots=True)
class ReportSentNow:
    """Somebody sent a report to its list outside of its turn. ``on``: the day that decides about its period, as a
    Jalali number; ``mark``: distinguishes it from others of that day."""

    kind: ClassVar[str] = "report.sent_now"
    report: int
    on: int
    mark: int
    texts: int
    mails: int


@dataclass(frozen=True, slots=True)
class ReportSent:
    """Links to a report are sent; ``first_day``: first day of the week or month in which, as a Jalali number."""

    kind: ClassVar[str] = "report.sent"
    report: int
    begins: int
    texts: int
    mails: int
