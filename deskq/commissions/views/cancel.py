"""The button that cancels a session."""

from flask import request, url_for
from flask_babel import gettext, ngettext

from deskq.applications.views.reader import reader
from deskq.commissions.forms import CancelForm
from deskq.commissions.service import cancel
from deskq.commissions.service.move import Moved
from deskq.commissions.views.session_page import ACT, found_session, secretary, session_page
from deskq.commissions.views.sessions import blueprint, unreached_words
from deskq.office import admin_pages
from deskq.office.admin_pages import PageResponse
from deskq.web.filters import digits
from deskq.web.forms import read_page


@blueprint.post("/sessions/<int:session_id>/cancellation")
def cancel_session(session_id: int) -> PageResponse:
    who = reader(ACT)
    found_session(who, session_id)

    def do() -> str:
        form = read_page(CancelForm, request.form)
        made = cancel.cancel_session(secretary(who), session_id, form.reason, form.seen)
        admin_pages.done(_said(made))
        return url_for("commissions.show", session_id=session_id)

    return admin_pages.submit(do, lambda form: session_page(session_id, form, "cancel"))


def _said(made: Moved) -> str:
    if not made.told and not made.unreached:
        return str(gettext("Session cancelled."))
    told = ngettext(
        "Session cancelled. %(n)s applicant gets an SMS.", "Session cancelled. %(n)s applicants get an SMS.", made.told,
        n=digits(made.told),
    )  # fmt: skip
    return f"{told}{unreached_words(made)}"
