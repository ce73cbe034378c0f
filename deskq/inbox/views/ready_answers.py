"""Ready answers for a message: the list, and inserting one into the form, where typed text is kept."""

from flask import request
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from deskq.core import clock
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.core.text import jalali, persian
from deskq.inbox.views import query_params
from deskq.inbox.views.inbox import blueprint
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.inbox.views.message import render
from deskq.inbox.views.photo_uploads import Photos
from deskq.message_settings import ready_answers
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm


@blueprint.post("/<int:message_id>/ready-answer")
def use_ready_answer(message_id: int) -> str:
    """Show the page again with the chosen text below what was typed, if it is not there yet. Nothing is sent."""
    who = reader()
    message = who.found(message_id)
    sent, values = Photos(pdf=False), MultiDict(request.form)
    rows = ready_answers.offered(db.session(), who.caller.office_id, message.category_id)
    chosen = {row.id: row for row in rows}.get(query_params.whole(request.form.get("ready", "")) or 0)
    if chosen is None:
        raise NotFound
    text = ready_answers.filled(chosen.text.in_language(message.language), _facts(who, message))
    typed = values.get("words", "")
    if ready_answers.ends_with(typed, text):
        admin_pages.missing(gettext("This text is in the answer already. It was not inserted again."))
    else:
        values["words"] = "\n".join(filter(None, (typed, text)))
    values["outcome"] = values.get("outcome") or chosen.outcome or ""
    return render(message_id, "answer", FilledForm(values), tuple(sent.shown_again()))


def _facts(who: Reader, message: Message) -> dict[str, str]:
    """Values of the placeholders for a message, in the citizen's language."""
    settings, language = who.settings, message.language
    code = tracking_code.isolated(message.code)
    category = settings.categories.get(message.category_id or 0)
    return {
        "code": persian.persian_digits(code) if language == "fa" else code,
        "category": category.name.in_language(language) if category else "",
        "unit": settings.units[message.unit_id].name.in_language(language),
        "address": message.address,
        "day": jalali.written_date(clock.today(), language),
    }
