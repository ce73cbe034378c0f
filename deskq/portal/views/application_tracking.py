"""The page on which an applicant follows an application: what the code alone shows, and nothing about who applied."""

from flask import render_template

from deskq.access import identity
from deskq.applications.models import Application
from deskq.applications.queries import application as queries
from deskq.applications.queries.shown import shown
from deskq.applications.rules.progress import STAGE_STATE_NAMES, STATE_NAMES
from deskq.core.extensions import db
from deskq.messages import tracking_code
from deskq.office import config_cache
from deskq.portal import access, guess_limits


def find(typed: str) -> Application | None:
    """The application of a code, if it is one of an application; ``WrongCode`` for a wrong digit. It counts as a guess
    only when no message has the code either (``access.find``)."""
    code = tracking_code.read(typed)
    if code in (*access.proven_codes(), *access.own_codes()):  # messages that this browser has access to
        return None
    guess_limits.check_code()
    return queries.by_code(db.session(), identity.office_id(), code)


def page(application: Application) -> str:
    session = db.session()
    return render_template(
        "track/application.html",
        office=config_cache.of(session, application.office_id).office.name,
        application=application,
        shown=shown(session, application),
        states=STATE_NAMES,
        stage_states=STAGE_STATE_NAMES,
    )
