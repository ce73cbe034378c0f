"""The page of a join request, on which the code from the SMS is entered."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import limit_keys
from deskq.core import clock, secrets
from deskq.core.db import field_encryption
from deskq.core.errors import DomainError, NotFound
from deskq.core.extensions import db, limiter
from deskq.core.text import persian
from deskq.joining import joined
from deskq.joining import rules as joining_rules
from deskq.joining.confirmation import queries, rules, service
from deskq.joining.confirmation.models import JoinRequest
from deskq.joining.forms import JoinCodeForm
from deskq.joining.views import own_ticket
from deskq.office import admin_pages, config_cache
from deskq.office.admin_pages import FilledForm
from deskq.queue import queries as queue_queries
from deskq.sms import phone_numbers
from deskq.sms.one_time_code import rules as code_rules
from deskq.web.forms import read_page

blueprint = Blueprint("join_confirmation", __name__, url_prefix="/join/code")
#: Errors that are shown at the field of the code, and at the button that sends another code.
AT_CODE: tuple[type[DomainError], ...] = (
    code_rules.WrongCodeFromSms,
    code_rules.CodeUsedUp,
    joining_rules.NotFromOutside,
)
AT_SENDING: tuple[type[DomainError], ...] = (
    code_rules.CodeJustSent,
    rules.NoMoreJoinCodes,
    rules.JoinCodesUsedUp,
    rules.BackCodesUsedUp,
    code_rules.CodesFromHereUsedUp,
)


@blueprint.get("/<secret>")
@limiter.limit("120 per minute")
def show(secret: str) -> str | Response:
    """The page of the code, or the ticket if it was already issued."""
    asked = _find(secret)
    if asked.ticket_id is None:
        return _page(secret, admin_pages.filled({}))
    ticket = queue_queries.ticket_by_id(db.session(), asked.ticket_id)
    return redirect(url_for("phone.ticket", secret=joined.secret_of(ticket.request_key)), 303)


@blueprint.post("/<secret>")
@limiter.limit("20 per minute", key_func=limit_keys.secret)
@limiter.limit("120 per hour")
def confirm(secret: str) -> Response | tuple[str, int]:
    def do() -> Response:
        typed = persian.only_digits(read_page(JoinCodeForm, request.form).sms_code)
        asked = _find(secret)
        was_confirmed = asked.ticket_id is not None  # then any code leads to the ticket, as opening the page does
        own = joined.confirm(asked, typed)
        answer = redirect(url_for("phone.ticket", secret=own), 303)
        return answer if was_confirmed else own_ticket.remember(answer, own)

    answer = admin_pages.submit_for_page(do, lambda form: _page(secret, form), dict.fromkeys(AT_CODE, "sms_code"))
    assert not isinstance(answer, str)
    return answer


@blueprint.post("/<secret>/sms-code")
@limiter.limit("10 per minute", key_func=limit_keys.secret)
@limiter.limit("60 per hour")
def resend(secret: str) -> Response | tuple[str, int]:
    """Text the code again."""

    def do() -> str:
        asked = _find(secret)
        if asked.ticket_id is None:
            service.resend(asked.office_id, asked.id)
            admin_pages.done(gettext("We have sent you the code again."))
        return url_for("join_confirmation.show", secret=secret)

    return admin_pages.submit(do, lambda form: _page(secret, form), dict.fromkeys(AT_SENDING, "resend"))


def _page(secret: str, form: FilledForm) -> str:
    """The page of the code. After the time is over, it offers to ask for a ticket again."""
    asked = _find(secret)
    config = config_cache.of(db.session(), asked.office_id)
    chosen = config.services[asked.service_id] if asked.service_id is not None else None
    number = field_encryption.readable(asked.phone)
    return render_template(
        "joining/code.html",
        office=config.office.name,
        service=chosen,
        asked=asked,
        secret=secret,
        is_open=rules.is_open(asked, clock.now()),
        number=phone_numbers.spaced(number) if number else "",
        form=form,
        may_resend=asked.codes < rules.MOST_CODES,
        again=url_for("joining.page", service=chosen.code, travel=asked.travel_minutes)
        if chosen is not None
        else url_for("lost_ticket.show"),
    )


def _find(secret: str) -> JoinRequest:
    """``NotFound`` for a secret that nobody has."""
    found = queries.by_hash(db.session(), secrets.hashed(secret))
    if found is None:
        raise NotFound
    return found
