"""Keeps what a citizen typed on a tracking page whose proof had run out, until they prove again who they are."""

from collections.abc import Callable

from flask import redirect, request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from deskq.core.errors import DomainError
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.web.refusal_sentences import sentence


def unproven(refusal: DomainError) -> FilledForm:
    """The sent form with the refusal at the field of the digits. Files are not stored for somebody unproven."""
    words = sentence(refusal)
    if any(file.filename for file in request.files.values()):
        words += " " + gettext("After that, please choose your files again.")
    return FilledForm(MultiDict(request.form), {"digits": words})


def button() -> str:
    """The form of the page that the text was typed into."""
    return request.form.get("button", "")


def after_proof(shown: Callable[[FilledForm], str], address: str) -> PageResponse:
    """The page with what was typed before, or, if that was nothing, a redirect to ``address``."""
    if request.form.get("words"):
        admin_pages.done(gettext("Your text is still here. Please send it now."))
    return after_code(shown, address)


def after_code(shown: Callable[[FilledForm], str], address: str) -> PageResponse:
    """The same, when a code was sent and the proof is still to come."""
    return shown(FilledForm(MultiDict(request.form))) if request.form.get("words") else redirect(address, 303)
