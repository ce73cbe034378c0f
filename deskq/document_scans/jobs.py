"""Background job: deletes papers from the folders of scanners, an hour after they were taken or discarded."""

from flask import current_app

from deskq.core import clock, outage_log
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.document_scans import queries, rules, scanner_folder
from deskq.document_scans.places import place
from deskq.jobs.each_office import each_office
from deskq.jobs.table import Job
from deskq.office import queries as office_queries

PERIOD = 300.0


def jobs() -> tuple[Job, ...]:
    return (Job("scans", N_("Empty the folders of scanners"), PERIOD, remove_taken, alone=True),)


def remove_taken() -> None:
    if not current_app.config["SCAN_FOLDER"]:
        return
    each_office(office_queries.offices(db.session()), _remove_taken_of)


def _remove_taken_of(office_id: int) -> None:
    session, before = db.session(), clock.now() - rules.UNDO_LASTS
    for counter in office_queries.counters(session, office_id):
        number = counter.number
        old = [token for token, one in queries.takes(session, office_id, number).items() if one.at < before]
        if old:
            _remove(office_id, number, old)


def _remove(office_id: int, counter: int, tokens: list[str]) -> None:
    what = f"deleting papers of the scanner of counter {counter}"
    try:
        scanner_folder.remove(place(office_id, counter), tokens)
    except rules.ScannerFolder as refusal:
        outage_log.failed(what, type(refusal).__name__)
    else:
        outage_log.works(what)
