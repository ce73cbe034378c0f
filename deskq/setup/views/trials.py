"""The steps that only a person can judge: a printed test page and a sound test."""

import json

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.core import clock
from deskq.core.extensions import db
from deskq.office import admin_pages, config_cache
from deskq.printing import printers, status, test_page
from deskq.printing.escpos import PRINTS
from deskq.printing.printed_ticket import PrintedTicket
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint
from deskq.voice.clip_service import Voice
from deskq.voice.phrases import NOWHERE, Spoken
from deskq.web import filters, i18n
from deskq.web.qr_code import svg

#: Ticket number on the test page and in the test call; no visitor has it.
CODE = "000"


@blueprint.get("/printing")
def printing() -> str:
    known = printers.current()
    return wizard.page("printing", "setup/printing.html", real=known.real, lacks=known.lacks)


@blueprint.post("/printing")
def print_test() -> Response:
    """Print the test page on every configured printer."""
    for one, condition in test_page.print_everywhere(_test_ticket()):
        name = gettext("Kiosk %(number)s", number=filters.digits(one.device or "")) if one.device else one.name
        if condition in PRINTS:
            admin_pages.done(gettext("The test page came out of printer “%(name)s”.", name=name))
        else:
            reason = gettext(status.WORDS[condition])
            admin_pages.missing(gettext("Printer “%(name)s” did not print. %(reason)s", name=name, reason=reason))
    return redirect(url_for("manage_setup.printing"), 303)


@blueprint.get("/printing/paper")
def paper() -> str:
    """The test page for a kiosk that prints with its browser."""
    ticket = _test_ticket()
    return render_template("setup/paper.html", ticket=ticket, qr=svg(ticket.qr or "", ticket.qr_words))


def _test_ticket() -> PrintedTicket:
    office = config_cache.of(db.session(), wizard.caller().office_id).office
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


@blueprint.get("/sound")
def sound() -> str:
    about = config_cache.of(db.session(), wizard.caller().office_id)
    voice: Voice = current_app.extensions["deskq_voice"]
    number = min((row.number for row in about.counters.values()), default=1)
    phrases = voice.speech(Spoken(CODE, number, NOWHERE, NOWHERE), [i18n.language()])
    cue = {
        "speech": [clip for phrase in phrases for clip in phrase["clips"]],
        "captions": [{**phrase, "clips": len(phrase["clips"])} for phrase in phrases],
    }
    return wizard.page("sound", "setup/sound.html", cue=json.dumps(cue), speaks=voice.engine is not None)
