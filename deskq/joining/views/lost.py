"""The way back to a ticket from outside whose page was lost: by a code that is texted to its number."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.core.errors import NotFound
from deskq.core.extensions import db, limiter
from deskq.joining import joined
from deskq.joining.forms import LostForm
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.sms import outbox
from deskq.sms import service as sms_service
from deskq.web.forms import read_page
from deskq.web.i18n import language

blueprint = Blueprint("lost_ticket", __name__, url_prefix="/join/lost")


@blueprint.before_request
def check_sms() -> None:
    """Without SMS nobody can show whose number it is."""
    if not outbox.is_on():
        raise NotFound


@blueprint.get("")
@limiter.limit("120 per minute")
def show() -> str:
    return _page(admin_pages.filled({}))


@blueprint.post("")
@limiter.limit("3 per minute; 6 per hour")
def create() -> Response | tuple[str, int]:
    """Text a code, also to a number that has no ticket: only who enters it learns that."""

    def do() -> str:
        form = read_page(LostForm, request.form)
        number = sms_service.read_number(form.phone)
        secret = joined.ask_back(identity.office_id(), number, form.request_key, language())
        return url_for("join_confirmation.show", secret=secret)

    return admin_pages.submit(do, _page)


def _page(form: FilledForm) -> str:
    office = config_cache.of(db.session(), identity.office_id()).office.name
    return render_template("joining/lost.html", office=office, form=form)
