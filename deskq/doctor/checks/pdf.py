"""Whether PDF files can be made."""

from collections.abc import Iterator

from deskq.core.errors import N_
from deskq.doctor.finding import Finding
from deskq.web.pdf import printing

WELL = N_("PDF files can be made.")
FAILED = N_("PDF files of reports, receipts and lists cannot be made: %(reason)s")
INSTALL = N_("Install the libraries anew, and restart: %(command)s")
COMMAND = ".venv/bin/python deploy/bootstrap/install.py requirements.lock"


def check() -> Iterator[Finding]:
    """By making one, in both languages' letters."""
    try:
        printing.try_it()
    except printing.NoPdf as error:
        reason = printing.reason_of(error.__cause__) if error.__cause__ is not None else ""
        yield Finding("error", FAILED, {"reason": reason, "command": COMMAND}, INSTALL)
    else:
        yield Finding("ok", WELL)
