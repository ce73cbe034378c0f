"""Verifying the applicant of a tracked application: by four digits, or by a code from an SMS."""

from flask import request, url_for
from flask_babel import gettext

from deskq.application_tracking import access, carried_text, rules
from deskq.application_tracking.forms import DigitsForm, SmsCodeForm
from deskq.application_tracking.views import blueprint, find, page
from deskq.applications.models import Application
from deskq.core.errors import DomainError
from deskq.core.extensions import limiter
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm, PageResponse
from deskq.sms.one_time_code.rules import WrongSmsCode
from deskq.web.forms import read_page


@blueprint.post("/<code>/application/proof")
@limiter.limit("60 per minute")
def prove(code: str) -> PageResponse:
    found = find(code)

    def do() -> PageResponse:
        access.prove(found, read_page(DigitsForm, request.form).digits)
        return _proven(found)

    return admin_pages.submit_for_page(do, lambda form: _again(found, form), dict.fromkeys(DIGITS, "digits"))


DIGITS: tuple[type[DomainError], ...] = (rules.WrongApplicantDigits, rules.TooManyApplicantTries)


@blueprint.post("/<code>/application/sms-code")
@limiter.limit("60 per hour")
def send_code(code: str) -> PageResponse:
    """Send a code to the number given with the application."""
    found = find(code)

    def do() -> PageResponse:
        access.send_code(found)
        admin_pages.done(gettext("A code was sent to the phone number given with this application."))
        return carried_text.after_code(lambda form: _again(found, form), _address(found))

    return admin_pages.submit_for_page(do, lambda form: _again(found, form), dict.fromkeys(SENDING, "sms_code"))


SENDING: tuple[type[DomainError], ...] = (rules.NoApplicantSmsCode, rules.ApplicantCodesUsedUp)


@blueprint.post("/<code>/application/sms-code/proof")
@limiter.limit("120 per hour")
def prove_by_code(code: str) -> PageResponse:
    found = find(code)

    def do() -> PageResponse:
        access.prove_by_code(found, read_page(SmsCodeForm, request.form).sms_code)
        return _proven(found)

    return admin_pages.submit_for_page(do, lambda form: _again(found, form), {WrongSmsCode: "sms_code"})


def _proven(found: Application) -> PageResponse:
    return carried_text.after_proof(lambda form: _again(found, form), _address(found))


def _again(found: Application, form: FilledForm) -> str:
    return page(found, form, carried_text.button() or "digits")


def _address(found: Application) -> str:
    return f"{url_for('follow.show', code=found.code)}#ways"
