"""The number for the menu of staff pages: what is odd, and steps without which a part of the town does not work. It is
counted at most once a minute in each process."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import current_app

import config
from deskq.access import identity, permissions
from deskq.core import clock, last_backup
from deskq.core.addresses import is_loopback
from deskq.core.extensions import db
from deskq.setup import finding_queries
from deskq.setup.findings import Finding
from deskq.setup.readiness import queries as readiness

EXTENSION = "deskq_findings"
FRESH = timedelta(minutes=1)


def current() -> list[Finding]:
    """All findings now. Their number with that of missing steps is remembered for ``count``."""
    caller = identity.require("office.manage")
    local = is_loopback(urlsplit(current_app.config["PUBLIC_URL"]).hostname) and not current_app.config["DEMO"]
    backup_at = last_backup.made_at(config.INSTANCE)
    found = finding_queries.collect(db.session(), caller.office_id, caller.person_id, backup_at, local)
    lacking = readiness.missing_steps(db.session(), caller.office_id)
    current_app.extensions[EXTENSION] = (clock.now(), len(found) + len(lacking))
    return found


def count() -> int:
    """The number for the menu; 0 for people who cannot change the set-up."""
    person = identity.signed_in()
    if person is None or not permissions.may(person.role, "office.manage"):
        return 0
    kept: tuple[datetime, int] | None = current_app.extensions.get(EXTENSION)
    if kept is None or clock.now() - kept[0] > FRESH:
        current()
        kept = current_app.extensions[EXTENSION]
    return kept[1]
