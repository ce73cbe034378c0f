"""The test page, which looks like a ticket: for the printers of the server, and on 80 mm paper for a browser."""

from flask import current_app, render_template, request
from flask_babel import gettext

from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.printing.printed_ticket import PrintedTicket
from deskq.setup.trial_cues import CODE
from deskq.web import filters, i18n
from deskq.web.qr_code import svg


def trial_ticket(office_id: int) -> PrintedTicket:
    office = config_cache.of(db.session(), office_id).office
    now = clock.now()
    return PrintedTicket(
        language=i18n.language(),
        office=filters.named(office.name),
        title=gettext("Test page"),
        code=filters.digits(CODE),
        service=gettext("This is not a ticket."),
        facts=((gettext("Printed at"), f"{filters.jdate(now)} {filters.hour(now)}"),),
        directions_title="",
        directions=(),
        foot=gettext("Black and sharp, with nothing cut off? Then this printer is ready."),
        qr=current_app.config["PUBLIC_URL"] + request.script_root,
        qr_words=gettext("A phone that reads this opens the page of the office."),
    )


def trial_paper(office_id: int, template: str = "setup/_paper.html") -> str:
    """The paper for a browser, alone or on a page."""
    ticket = trial_ticket(office_id)
    return render_template(template, ticket=ticket, qr=svg(ticket.qr or "", ticket.qr_words))
