"""Who wrote it, shown once and journalled; and the work order on paper."""

from io import BytesIO

import segno
from flask import current_app, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from deskq import managing
from deskq.extensions import db
from deskq.forms import read_page
from deskq.managing import Filled
from deskq.messages import queries, rules, service
from deskq.messages.desk_forms import WhyForm
from deskq.messages.models import Message, Sender
from deskq.messages.views import town_plan
from deskq.messages.views.inbox import blueprint
from deskq.messages.views.message import drawn, opened, said
from deskq.messages.views.reader import Reader, reader
from deskq.notify import numbers


@blueprint.post("/<int:message_id>/sender")
def reveal(message_id: int) -> managing.Answer:
    who = reader()
    message = who.found(message_id)

    def look() -> str:
        sender = service.reveal(who.press(message_id), read_page(WhyForm, request.form).why)
        return managing.draw("messages/sender.html", message=message, sender=sender, number=_number(sender))

    return managing.answered(look, lambda form: drawn(message_id, "reveal", form))


@blueprint.get("/<int:message_id>/work-order")
def work_order(message_id: int) -> str:
    """Without the sender."""
    who, message = opened(message_id)
    return _paper(who, message, None, Filled())


@blueprint.post("/<int:message_id>/work-order")
def work_order_with_sender(message_id: int) -> managing.Answer:
    """With the sender, for whom a crew must meet: journalled as any look is."""
    who = reader()
    message = who.found(message_id)

    def look() -> str:
        sender = service.reveal(who.press(message_id), read_page(WhyForm, request.form).why)
        return _paper(who, message, sender, Filled())

    return managing.answered(look, lambda form: _paper(who, who.found(message_id), None, form))


def _paper(who: Reader, message: Message, sender: Sender | None, form: Filled) -> str:
    return managing.draw(
        "messages/work_order.html",
        who=who,
        message=message,
        said=said(message),
        sender=sender,
        number=_number(sender) if sender else "",
        photos=queries.photos(db.session(), message.id, "report", "scan"),
        may_reveal=rules.may(who.viewer, message, "reveal"),
        form=form,
        qr=_qr(message),
        plan=town_plan.shown(who.about.plan),
        rules=rules,
    )


def _number(sender: Sender) -> str:
    """As people of the country dial it."""
    return numbers.local(sender.phone) if sender.phone else ""


def _qr(message: Message) -> Markup:
    """The page of this message for the staff, so that a phone outside opens it by a glance."""
    address = current_app.config["PUBLIC_URL"] + url_for("inbox.show", message_id=message.id)
    drawn_code = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawn_code, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=2, svgclass="qr", lineclass=None)
    label = gettext("Code of this page")
    svg = drawn_code.getvalue().decode().strip()
    return Markup(svg.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1))  # noqa: S704 (segno drew it)
