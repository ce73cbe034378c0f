"""The way back to an appointment whose page was lost: by its mobile number and its code."""

from flask import Blueprint, current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.appointments import holders, queries, signed_link
from deskq.appointments.forms import FindForm
from deskq.appointments.models import phone_index
from deskq.core import client_address
from deskq.core.errors import N_, DomainError
from deskq.core.extensions import db, limiter
from deskq.core.text import persian
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.sms import outbox
from deskq.web.forms import read_page

blueprint = Blueprint("found_appointment", __name__, url_prefix="/appointments/find")


class NotTogether(DomainError):
    """The same for an unknown number and for a wrong code, so that nobody learns which numbers have appointments."""

    slug, status = "appointment-not-found-again", 404
    title = N_(
        "We found no appointment with this number and this code. Please check both. After its day an appointment "
        "cannot be found any more."
    )


def number_key() -> str:
    """Tries are also limited for the number, whoever makes them: six digits must not be guessed from many addresses."""
    number = holders.mobile(request.form.get("phone", ""))
    return f"find appointment {phone_index(number) if number else client_address.network()}"


@blueprint.get("")
@limiter.limit("120 per minute")
def show() -> str:
    return _page(admin_pages.filled({}))


@blueprint.post("")
@limiter.limit("10 per hour", key_func=number_key)
@limiter.limit("10 per minute; 60 per hour")
def find() -> Response | tuple[str, int]:
    def do() -> str:
        form = read_page(FindForm, request.form)
        key = current_app.config["SECRET_KEY"]
        number = phone_index(holders.read_holder(form.phone, "", key).phone)
        code = persian.only_digits(form.code)
        found = queries.of_number(db.session(), identity.office_id(), number, code) if number else None
        if found is None:
            raise NotTogether
        return url_for("appointment.show", secret=signed_link.dumps(key, found.id))

    return admin_pages.submit(do, _page)


def _page(form: FilledForm) -> str:
    office = config_cache.of(db.session(), identity.office_id()).office.name
    return render_template("appointments/find.html", office=office, form=form, texts=outbox.is_on())
