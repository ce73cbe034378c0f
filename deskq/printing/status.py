"""How the printers are now, for whoever draws a page: the kiosk before the visitor chooses, the desk, the manager."""

from dataclasses import dataclass

from flask import g, has_request_context
from flask_babel import gettext

from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.printing import printers, queries
from deskq.printing.escpos import PRINTS
from deskq.printing.queries import Troubled

#: What stands in the way, for those who can mend it.
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
    """One printer that is not simply ready. ``device`` is its kiosk's number, None for the one of all."""

    condition: str
    device: int | None

    @property
    def words(self) -> str:
        return str(gettext(WORDS[self.condition]))

    @property
    def prints(self) -> bool:
        return self.condition in PRINTS


def current() -> list[Shown]:
    """Every printer with something to tell; nothing to ask where browsers print."""
    known = printers.current()
    if known.lacks:
        return [Shown(known.lacks, None)]
    if not known.real:
        return []
    conditions = queries.conditions(db.session())
    return [
        Shown(conditions[one.name], one.device) for one in known.real if conditions.get(one.name, "ready") != "ready"
    ]


def here() -> Shown | None:
    """What the visitor at this kiosk must know before choosing: no paper will come. None when it will."""
    mine = printers.current().of_device(_device())
    if mine is None:
        return None
    return next((one for one in current() if one.device == mine.device and not one.prints), None)


def browser_prints() -> bool:
    """Whether the paper of this kiosk comes from its browser: by setting, or because this machine cannot draw."""
    return printers.current().of_device(_device()) is None


def prints_tokens() -> bool:
    """Whether the office has a printer of its own, so that a colleague can print a token again."""
    known = printers.current()
    return bool(known.real) and not known.lacks


def troubled(office_id: int) -> list[Troubled]:
    """Papers that may not have come out, of people who still wait."""
    return queries.troubled(db.session(), office_id) if printers.current().real else []


def paper_failed(ticket_id: int) -> bool:
    """Whether the last paper of a ticket did not surely come out."""
    last = queries.last_job(db.session(), ticket_id)
    return last is not None and last.state in ("doubtful", "given_up")


def _device() -> int | None:
    caller = g.get("caller") if has_request_context() else None
    return getattr(caller, "device_id", None)
