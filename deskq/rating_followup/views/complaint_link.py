"""The page behind the QR code on a tablet and a kiosk after a rating: the same whatever the rating and whatever was
registered since, because the clerk can scan it too."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.core.extensions import db, limiter
from deskq.office import config_cache
from deskq.portal import access
from deskq.queue import queries as queue_queries
from deskq.queue.models import Ticket
from deskq.queue.views.kiosk import qr
from deskq.queue.views.phone import NoSuchTicket
from deskq.rating_followup import service
from deskq.rating_followup.views import followup

blueprint = Blueprint("complaint_link", __name__, url_prefix="/t")


@blueprint.before_request
def belongs_to_visitors() -> None:
    access.check_no_staff()


def complaint_qr(ticket_id: int) -> Markup:
    """For templates: the QR code."""
    return qr(f"{current_app.config['PUBLIC_URL']}/t/{_signer().dumps(ticket_id)}/door")


@blueprint.get("/<secret>/door")
@limiter.limit("60 per minute", key_func=limit_keys.secret)
@limiter.limit("300 per minute")
def show(secret: str) -> str:
    visit = visit_of(secret)
    config = config_cache.of(db.session(), visit.office_id)
    return render_template(
        "messages/visit_links.html",
        office=config.office.name,
        secret=secret,
        visit=visit,
        service=config.services[visit.service_id].name,
    )


@blueprint.post("/<secret>/door")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit("120 per minute")
def complain(secret: str) -> Response:
    """From here on this browser has its own follow-up page, which shows the code again."""
    visit = visit_of(secret)
    made = service.complain(visit.office_id, visit.id, access.own_codes())
    access.keep_own(made)
    return redirect(url_for("door.show", secret=followup.signed_secret(visit.id), kind=made.kind), 303)


def visit_of(secret: str) -> Ticket:
    try:
        return queue_queries.ticket_by_id(db.session(), _signer().loads(secret, max_age=followup.LASTS))
    except BadSignature:
        raise NoSuchTicket from None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="way to the door of a visit")
