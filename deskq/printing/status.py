"""The condition of the printers for pages: the kiosk before the visitor chooses, the counter, the manager."""

from dataclasses import dataclass
from datetime import datetime

from flask import has_request_context
from flask_babel import gettext

from deskq.access import identity, served_office
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.office import directory
from deskq.printing import printers, queries
from deskq.printing.escpos import PRINTS
from deskq.printing.queries import Troubled

#: Messages for those who can fix the printer.
WORDS = {
    "paper_low": N_("The printer is low on paper."),
    "paper_out": N_("The printer is out of paper."),
    "cover_open": N_("The printer cover is open."),
    "error": N_("The printer reports a fault."),
    "offline": N_("The printer does not respond."),
    "shaping": N_("This machine cannot draw Persian tickets (libfribidi is missing). The browser prints instead."),
    "fonts": N_("The ticket fonts are missing. The browser prints instead."),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One printer that is not simply ready. ``device``: number of its kiosk, None for the shared printer."""

    condition: str
    device: int | None

    @property
    def words(self) -> str:
        return str(gettext(WORDS[self.condition]))

    @property
    def prints(self) -> bool:
        return self.condition in PRINTS


def current() -> list[Shown]:
    """Every printer with a condition to show; no query where browsers print. In a practice hall nothing is printed."""
    if _is_practised():
        return []
    known = printers.current()
    if known.lacks:
        return [Shown(known.lacks, None)]
    if not known.real:
        return []
    conditions = queries.conditions(db.session())
    return [
        Shown(conditions[one.name], one.device) for one in known.real if conditions.get(one.name, "ready") != "ready"
    ]


@dataclass(frozen=True, slots=True)
class PrinterNow:
    """``device``: number of its kiosk, None for the shared printer; ``since``: None if its state was never read;
    ``state``: well, low or stopped."""

    name: str
    device: int | None
    words: str
    since: datetime | None
    state: str


def every() -> list[PrinterNow]:
    """All printers of the settings, for the page of devices."""
    real = printers.current().real
    known = queries.states(db.session()) if real else {}
    return [_now(one.name, one.device, *known.get(one.name, ("offline", None))) for one in real]


def _now(name: str, device: int | None, condition: str, since: datetime | None) -> PrinterNow:
    words = gettext(WORDS[condition]) if condition in WORDS else gettext("Ready, with paper.")
    state = "well" if condition == "ready" else "low" if condition in PRINTS else "stopped"
    return PrinterNow(name, device, str(words), since, state)


def here() -> Shown | None:
    """A warning for the visitor at this kiosk before choosing: no paper will come. None when it will."""
    mine = printers.current().of_device(_device())
    if mine is None:
        return None
    return next((one for one in current() if one.device == mine.device and not one.prints), None)


def browser_prints() -> bool:
    """Whether this kiosk's browser prints: by setting, or because this machine cannot render."""
    return printers.current().of_device(_device()) is None


def prints_tokens() -> bool:
    """Whether the office has a printer, so that a clerk can reprint a ticket."""
    known = printers.current()
    return bool(known.real) and not known.lacks and not _is_practised()


def troubled(office_id: int) -> list[Troubled]:
    """Papers that may not have come out, of tickets still waiting."""
    return queries.troubled(db.session(), office_id) if printers.current().real else []


def paper_failed(ticket_id: int) -> bool:
    """Whether the last paper of a ticket did not certainly come out."""
    last = queries.last_job(db.session(), ticket_id)
    return last is not None and last.state in ("doubtful", "given_up")


def _is_practised() -> bool:
    served = served_office.current()
    return served is not None and directory.is_practice(db.session(), served)


def _device() -> int | None:
    caller = identity.current_caller_or_none() if has_request_context() else None
    return caller.device_id if caller is not None else None
