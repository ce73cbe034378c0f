"""Verifying the sender of a tracked message: by four digits, or by a code from an SMS."""

from flask import request, url_for
from flask_babel import gettext

from deskq.core.errors import DomainError
from deskq.core.extensions import limiter
from deskq.office import admin_pages
from deskq.portal import access
from deskq.portal.forms import ProofForm, SmsCodeForm
from deskq.portal.views.tracking import PER_ADDRESS, Answer, blueprint, flash_and_url, page
from deskq.sender_check.rules import MessageCodesUsedUp, NoSmsCode, TooManyTries
from deskq.sms.one_time_code.rules import WrongSmsCode
from deskq.web.forms import read_page


@blueprint.post("/track/<code>/proof")
@limiter.limit(PER_ADDRESS)
def prove(code: str) -> Answer:
    found = access.find(code)

    def do() -> str:
        access.prove(found, read_page(ProofForm, request.form).digits)
        return url_for("follow.show", code=found.code)

    return admin_pages.submit(do, lambda form: page(found, form, []), dict.fromkeys(PROOF, "digits"))


PROOF: tuple[type[DomainError], ...] = (access.WrongDigits, TooManyTries)


@blueprint.post("/track/<code>/sms-code")
@limiter.limit("60 per hour")
def send_code(code: str) -> Answer:
    """Send a code to the number given with the message."""
    found = access.find(code)

    def do() -> str:
        access.send_code(found)
        return flash_and_url(found, gettext("A code was sent to the phone number you gave with this message."))

    return admin_pages.submit(do, lambda form: page(found, form, []), dict.fromkeys(SENDING, "sms_code"))


SENDING: tuple[type[DomainError], ...] = (NoSmsCode, MessageCodesUsedUp)


@blueprint.post("/track/<code>/sms-code/proof")
@limiter.limit("120 per hour")
def prove_by_code(code: str) -> Answer:
    found = access.find(code)

    def do() -> str:
        access.prove_by_code(found, read_page(SmsCodeForm, request.form).sms_code)
        return url_for("follow.show", code=found.code)

    return admin_pages.submit(do, lambda form: page(found, form, []), {WrongSmsCode: "sms_code"})
