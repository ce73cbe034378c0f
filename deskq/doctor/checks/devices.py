"""Printers, and the screens and kiosks of the hall."""

from collections.abc import Iterator

from deskq.access.devices import queries as device_queries
from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.doctor.checks.each_office import each_office
from deskq.doctor.finding import Finding, State, Words
from deskq.printing import printers, queries
from deskq.printing.status import WORDS
from deskq.setup.findings import SILENT

#: {kind of a device: what it is called where it has no name}
KINDS = {"kiosk": N_("Kiosk"), "lobby": N_("Lobby board"), "tablet": N_("Rating tablet"), "hall": N_("Hall screen")}

BROWSERS_PRINT = N_("Kiosks print with their browsers; no printer is set up on the server.")
CANNOT_DRAW = N_("Tickets are printed by the browsers. %(what)s")
INSTALL = N_("Install what is missing and restart: %(command)s")
STOPPED = N_("The printer %(printer)s: %(what)s")
NEVER_READ = N_("The printer %(printer)s has not been asked yet.")
GO_THERE = N_("Look at the printer: power, cable, paper, cover.")
START = N_("Start the server; it asks the printers.")
PRINTERS_WELL = N_("All printers are ready.")
NO_SCREENS = N_("No kiosk or screen has been paired yet.")
PAIR = N_("Pair them under /manage/devices.")
LONG_SILENT = N_("“%(name)s” has not been in contact since %(seen)s.")
REVOKE = N_("Switch it on, or unpair it under /manage/devices.")
SCREENS_WELL = N_("All paired devices were in contact within three days.")


def check_printers() -> Iterator[Finding]:
    known = printers.current()
    if known.lacks:
        values = {"what": Words(WORDS[known.lacks]), "command": "apt install libfribidi0"}
        yield Finding("error", CANNOT_DRAW, values, INSTALL)
    if not known.real:
        yield Finding("ok", BROWSERS_PRINT)
        return
    states = queries.states(db.session())
    found = [finding for one in known.real for finding in _of_printer(one.name, states.get(one.name, ("", None))[0])]
    yield from found or [Finding("ok", PRINTERS_WELL)]


def _of_printer(name: str, condition: str) -> Iterator[Finding]:
    if not condition:
        yield Finding("warning", NEVER_READ, {"printer": name}, START)
    elif condition != "ready":
        state: State = "warning" if condition == "paper_low" else "error"
        words = WORDS.get(condition, WORDS["error"])
        yield Finding(state, STOPPED, {"printer": name, "what": Words(words)}, GO_THERE)


def check_screens() -> Iterator[Finding]:
    yield from each_office(_screens_of)


def _screens_of(office_id: int) -> Iterator[Finding]:
    now, devices = clock.now(), device_queries.devices(db.session(), office_id)
    if not devices:
        yield Finding("hint", NO_SCREENS, advice=PAIR)
        return
    found = [
        Finding("warning", LONG_SILENT, {"name": one.name or Words(KINDS[one.kind]), "seen": seen}, REVOKE)
        for one in devices
        if (seen := one.seen_at or one.paired_at) is not None and now - seen > SILENT
    ]
    yield from found or [Finding("ok", SCREENS_WELL)]
