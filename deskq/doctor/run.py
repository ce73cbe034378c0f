"""The list of all checks, and a run through them that never fails."""

import logging

from deskq.core.db.faults import DAMAGED
from deskq.core.db.writing import end_reading
from deskq.core.errors import N_, Damaged
from deskq.core.extensions import db
from deskq.doctor.checks import (
    accounts,
    backups,
    database,
    devices,
    faults,
    journal,
    keys,
    machine,
    network,
    pdf,
    readiness,
    server,
    sms,
    voice,
)
from deskq.doctor.finding import Check, Finding, Result

log = logging.getLogger(__name__)
DATABASE = Check("database", N_("Database"), database.check, needs_database=False)
CHECKS = (
    DATABASE,
    Check("clock", N_("Clock of the server"), machine.check_clock),
    Check("disk", N_("Disk"), machine.check_disk, needs_database=False),
    Check("keys", N_("Keys"), keys.check_files, needs_database=False),
    Check("personal-data", N_("Personal data"), keys.check_decrypts),
    Check("backups", N_("Backups"), backups.check, needs_database=False),
    Check("journal", N_("Journal"), journal.check_journal, needs_database=False),
    Check("anchors", N_("Anchors of the journal"), journal.check_anchors),
    Check("accounts", N_("Accounts"), accounts.check),
    Check("readiness", N_("Parts of the town"), readiness.check),
    Check("settings", N_("Settings"), network.check_settings, needs_database=False),
    Check("tls", N_("Encryption of the connection"), network.check_tls, needs_database=False),
    Check("redis", N_("Redis"), network.check_redis, needs_database=False),
    Check("printers", N_("Printers"), devices.check_printers),
    Check("screens", N_("Screens and kiosks"), devices.check_screens),
    Check("sms", N_("Text messages"), sms.check),
    Check("voice", N_("Voice"), voice.check, needs_database=False),
    Check("pdf", N_("PDF files"), pdf.check, needs_database=False),
    Check("faults", N_("Other faults"), faults.check),
)
#: Only one of the two is run: the command asks the server, the page is the server.
SERVER = Check("server", N_("Server and background jobs"), server.check_from_outside, needs_database=False)
JOBS = Check("server", N_("Server and background jobs"), server.check_jobs, needs_database=False)
NO_DATABASE = N_("Not checked, because the database cannot be used.")
FAILED = N_("This could not be checked (%(reason)s).")
LOOK_AT_LOG = N_("Please look at the log of the server: %(command)s")


def run(in_server: bool) -> list[Result]:
    """Every finding, in the order of the checks. ``in_server``: whether this process serves the pages."""
    found = _results(DATABASE)
    usable = all(one.finding.state != "error" for one in found)
    for check in (*CHECKS[1:], JOBS if in_server else SERVER):
        if check.needs_database and not usable:
            found.append(Result(check, Finding("hint", NO_DATABASE)))
        else:
            found += _results(check)
    return found


def _results(check: Check) -> list[Result]:
    """A check that fails itself is a finding: the others are shown all the same."""
    try:
        end_reading()  # it may wait for a network, a disk or a program
        return [Result(check, finding) for finding in check.function()]
    except Damaged:
        db.session.rollback()
        return [Result(check, Finding("error", DAMAGED.text))]
    except Exception as error:
        db.session.rollback()
        log.exception("the check %s failed", check.name)
        values = {"reason": type(error).__name__, "command": server.LOG_COMMAND}
        return [Result(check, Finding("error", FAILED, values, LOOK_AT_LOG))]
