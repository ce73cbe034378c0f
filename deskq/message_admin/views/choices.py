"""What the admin pages share: the settings of the office, and lists to choose from."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext

from deskq.access import identity
from deskq.core.extensions import db
from deskq.message_settings import queries
from deskq.message_settings.queries import MessageSettings
from deskq.web import filters

ACT = "messages.manage"


def about() -> MessageSettings:
    """The settings of the office of the person who edits them."""
    return queries.load_settings(db.session(), identity.require(ACT).office_id)


def choice(rows: Iterable[Any], present: str = "", nothing: str = "") -> list[tuple[str, str]]:
    """Rows to choose from: those on offer and the present one; ``nothing`` is said where none may be chosen."""
    shown = [(str(row.id), filters.named(row.name)) for row in rows if row.offered or str(row.id) == present]
    return [("", nothing), *shown] if nothing else shown


def measures() -> list[tuple[str, str]]:
    return [
        ("working_hours", gettext("working hours")),
        ("working_days", gettext("working days")),
        ("days", gettext("calendar days")),
        ("hours", gettext("hours, around the clock")),
    ]
