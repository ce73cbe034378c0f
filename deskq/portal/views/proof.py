"""Verifying the sender of a tracked message: by four digits, or by a code from an SMS."""

from flask import request, url_for
from flask_babel import gettext

from deskq.application_tracking import carried_text
from deskq.application_tracking.forms import SmsCodeForm
from deskq.core.errors import DomainError
from deskq.core.extensions import limiter
from deskq.messages.models import Message
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.portal import access
from deskq.portal.forms import ProofForm
from deskq.portal.views.tracking import PER_ADDRESS, Answer, blueprint, flash_and_url, page
from deskq.sender_check.rules import MessageCodesUsedUp, NoSmsCode, NumberCodesUsedUp, TooManyTries
from deskq.sms.one_time_code.rules import WrongSmsCode
from deskq.web.forms import read_page


@blueprint.post("/track/<code>/proof")
@limiter.limit(PER_ADDRESS)
def prove(code: str) -> Answer:
    found = access.find(code)

    def do() -> Answer:
        access.prove(found, read_page(ProofForm, request.form).digits)
        return _proven(found)

    return admin_pages.submit_for_page(do, lambda form: _again(found, form), dict.fromkeys(PROOF, "digits"))


PROOF: tuple[type[DomainError], ...] = (access.WrongDigits, TooManyTries)


@blueprint.post("/track/<code>/sms-code")
@limiter.limit("60 per hour")
def send_code(code: str) -> Answer:
    """Send a code to the number given with the message."""
    found = access.find(code)

    def do() -> Answer:
        access.send_code(found)
        address = flash_and_url(found, gettext("A code was sent to the phone number you gave with this message."))
        return carried_text.after_code(lambda form: _again(found, form), address)

    return admin_pages.submit_for_page(do, lambda form: _again(found, form), dict.fromkeys(SENDING, "sms_code"))


SENDING: tuple[type[DomainError], ...] = (NoSmsCode, MessageCodesUsedUp, NumberCodesUsedUp)


@blueprint.post("/track/<code>/sms-code/proof")
@limiter.limit("120 per hour")
def prove_by_code(code: str) -> Answer:
    found = access.find(code)

    def do() -> Answer:
        access.prove_by_code(found, read_page(SmsCodeForm, request.form).sms_code)
        return _proven(found)

    return admin_pages.submit_for_page(do, lambda form: _again(found, form), {WrongSmsCode: "sms_code"})


def _proven(found: Message) -> Answer:
    return carried_text.after_proof(lambda form: _again(found, form), url_for("follow.show", code=found.code))


def _again(found: Message, form: FilledForm) -> str:
    return page(found, form, [], carried_text.button())
