"""The desk allows a sender who has come in person to try the four digits of their message again."""

from typing import Annotated

from flask import request, url_for
from flask_babel import gettext
from pydantic import Field
from werkzeug.wrappers import Response

from deskq.access import identity
from deskq.inbox.views.inbox import blueprint
from deskq.messages import tracking_code
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.sender_check import service
from deskq.sender_check.rules import NoSuchMessage
from deskq.web.forms import Form, read_page

ACT = "messages.check_sender"


class CodeForm(Form):
    code: Annotated[str, Field(min_length=1, max_length=60)]


@blueprint.get("/sender-check")
def ask_code() -> str:
    return _page(admin_pages.filled({}))


@blueprint.post("/sender-check")
def reset_sender_check() -> Response | tuple[str, int]:
    """The page shows nothing of the message, because this permission does not include reading it."""
    caller = identity.require(ACT)

    def do() -> str:
        code = tracking_code.read(read_page(CodeForm, request.form).code)
        service.reset(caller.office_id, code, caller.by)
        admin_pages.done(gettext("The sender can now enter the four digits again on the tracking page."))
        return url_for("inbox.ask_code")

    errors = {tracking_code.WrongCode: "code", tracking_code.WrongLength: "code", NoSuchMessage: "code"}
    return admin_pages.submit(do, _page, errors)


def _page(form: FilledForm) -> str:
    identity.require(ACT)
    return admin_pages.render("messages/sender_check.html", form=form)
