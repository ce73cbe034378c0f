"""Shows the sender once, journalled; prints the work order."""

from flask import current_app, request, url_for
from flask_babel import gettext
from markupsafe import Markup

from deskq.core.extensions import db
from deskq.inbox.forms import ReasonForm
from deskq.inbox.views import city_map, labels
from deskq.inbox.views.inbox import blueprint
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.inbox.views.message import body_of, open_message, render
from deskq.messages import question_answers
from deskq.messages.models import Message, Sender
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import visibility
from deskq.messages.service import disclosure
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.sms import phone_numbers
from deskq.web import qr_code
from deskq.web.forms import read_page


@blueprint.post("/<int:message_id>/sender")
def reveal(message_id: int) -> admin_pages.PageResponse:
    who = reader()
    message = who.found(message_id)

    def look() -> str:
        sender = disclosure.reveal(who.action(message_id), read_page(ReasonForm, request.form).why)
        return admin_pages.render("messages/sender.html", message=message, sender=sender, number=_number(sender))

    return admin_pages.submit_for_page(look, lambda form: render(message_id, "reveal", form))


@blueprint.get("/<int:message_id>/work-order")
def work_order(message_id: int) -> str:
    """The sheet for the crew, without the sender."""
    who, message = open_message(message_id)
    return _paper(who, message, None, FilledForm())


@blueprint.post("/<int:message_id>/work-order")
def work_order_with_sender(message_id: int) -> admin_pages.PageResponse:
    """With the sender, for whom a crew must meet: journalled as any look is."""
    who = reader()
    message = who.found(message_id)

    def look() -> str:
        sender = disclosure.reveal(who.action(message_id), read_page(ReasonForm, request.form).why)
        return _paper(who, message, sender, FilledForm())

    return admin_pages.submit_for_page(look, lambda form: _paper(who, who.found(message_id), None, form))


def _paper(who: Reader, message: Message, sender: Sender | None, form: FilledForm) -> str:
    attached = message_queries.photos(db.session(), message.id, "report", "scan")
    photos = [one for one in attached if not one.file.endswith(".pdf")]
    return admin_pages.render(
        "messages/work_order.html",
        who=who,
        message=message,
        said=question_answers.with_words(body_of(message) or "", question_answers.of_message(db.session(), message.id)),
        sender=sender,
        number=_number(sender) if sender else "",
        photos=photos,
        papers=len(attached) - len(photos),
        may_reveal=visibility.may(who.viewer, message, "reveal"),
        form=form,
        qr=_qr(message),
        place_qr=_place_qr(message),
        plan=city_map.plan_for(who.settings.plan),
        rules=labels,
    )


def _number(sender: Sender) -> str:
    """As people of the country dial it."""
    return phone_numbers.local(sender.phone) if sender.phone else ""


def _qr(message: Message) -> Markup:
    """The page of this message for the staff, so that a phone outside opens it by a glance."""
    address = current_app.config["PUBLIC_URL"] + url_for("inbox.show", message_id=message.id)
    return qr_code.svg(address, gettext("Code for this page"))


def _place_qr(message: Message) -> Markup:
    """QR code of the place as a geo URI (RFC 5870), which a phone opens in its map; "" without a point."""
    if message.lat is None or message.lon is None:
        return Markup("")
    address = f"geo:{message.lat / 1e6:.5f},{message.lon / 1e6:.5f}"
    return qr_code.svg(address, gettext("Code for the place on a map"))
