"""The steps that only a person can judge: a printed test page and a sound test, each at a paired device."""

import json
from typing import Any

from flask import current_app, jsonify, redirect, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access.devices.models import Device
from deskq.core import clock
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.printing import printers, status, test_page
from deskq.printing.address import Address
from deskq.printing.escpos import PRINTS
from deskq.setup import trial_queries, trials
from deskq.setup.trial_cues import spoken_trial
from deskq.setup.views import wizard
from deskq.setup.views.trial_paper import trial_paper, trial_ticket
from deskq.setup.views.wizard import blueprint
from deskq.voice.clip_service import Voice
from deskq.web import filters, i18n
from deskq.web.refusal_sentences import sentence


@blueprint.get("/printing")
def printing() -> str:
    known = printers.current()
    return wizard.page("printing", "setup/printing.html", real=known.real, lacks=known.lacks, **_devices("printing"))


@blueprint.post("/printing")
def print_test() -> Response:
    """Print the test page on every configured printer."""
    for one, condition in test_page.print_everywhere(trial_ticket(wizard.caller().office_id)):
        _say_printed(one, condition)
    return redirect(url_for("manage_setup.printing"), 303)


@blueprint.get("/printing/paper")
def paper() -> str:
    """The test page for a kiosk that prints with its browser."""
    return trial_paper(wizard.caller().office_id, "setup/paper.html")


@blueprint.get("/sound")
def sound() -> str:
    voice: Voice = current_app.extensions["deskq_voice"]
    cue = spoken_trial(current_app, wizard.caller().office_id, i18n.language())
    speaks = voice.engine is not None
    return wizard.page("sound", "setup/sound.html", cue=json.dumps(cue), speaks=speaks, **_devices("sound"))


@blueprint.post("/<any(printing, sound):step>/<int:device_id>")
def try_device(step: str, device_id: int) -> Response:
    """Try the step at a paired device: at the printer that the server has for this kiosk, or by the device itself."""
    caller = wizard.caller()
    printer = printers.current().of_device(device_id) if step == "printing" else None
    try:
        if printer is not None and any(one.id == device_id for one in _known(step)):
            _say_printed(printer, test_page.print_on(printer, trial_ticket(caller.office_id)))
            return redirect(url_for("manage_setup.printing"), 303)
        number = trials.ask(caller.office_id, caller.by, step, device_id)
    except DomainError as refusal:
        db.session.rollback()
        admin_pages.missing(sentence(refusal))
        return redirect(url_for(f"manage_setup.{step}"), 303)
    return redirect(url_for(f"manage_setup.{step}", trial=number), 303)


@blueprint.get("/<any(printing, sound):step>/trials/<int:number>")
def trial(step: str, number: int) -> Response:
    """The state of a trial, for the page that waits for it; without a bar, so ``total`` is 0 (import-progress.js)."""
    found = trial_queries.find(db.session(), wizard.caller().office_id, step, number)
    if found is None:
        raise NotFound
    return jsonify(state=found.state(clock.now()), done=0, total=0)


def _devices(step: str) -> dict[str, Any]:
    """The devices of a step, and the trial of the address with its state."""
    number, found = request.args.get("trial", ""), None
    if number.isdecimal() and len(number) < 16:
        found = trial_queries.find(db.session(), wizard.caller().office_id, step, int(number))
    return {"devices": _known(step), "trial": found, "state": found.state(clock.now()) if found else "", "step": step}


def _known(step: str) -> list[Device]:
    return trial_queries.devices(db.session(), wizard.caller().office_id, step)


def _say_printed(one: Address, condition: str) -> None:
    if condition in PRINTS:
        admin_pages.done(
            gettext("The test page came out of printer “%(name)s”.", name=_kiosk(one))
            if one.device
            else gettext("The test page came out of the shared printer.")
        )
        return
    reason = gettext(status.WORDS[condition])
    admin_pages.missing(
        gettext("Printer “%(name)s” did not print. %(reason)s", name=_kiosk(one), reason=reason)
        if one.device
        else gettext("The shared printer did not print. %(reason)s", reason=reason)
    )


def _kiosk(one: Address) -> str:
    return str(gettext("Kiosk %(number)s", number=filters.digits(one.device or "")))
