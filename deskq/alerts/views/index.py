"""The page of alerts: the active ones, the settings of each kind, and the duty list with the last SMS to each
person."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint
from flask_babel import gettext

from deskq.access import identity
from deskq.alerts import rules, words
from deskq.alerts.queries import stored
from deskq.alerts.rules import Settings
from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.sms import outbox, phone_numbers
from deskq.sms.gateways import port
from deskq.sms.models import Notice
from deskq.sms.status import WORDS as GATEWAY_WORDS
from deskq.web.filters import digits, hour

blueprint = Blueprint("manage_alerts", __name__, url_prefix="/manage/alerts")
ACT = "alerts.manage"
MOST_SHOWN = 50
NUMBER_PROBLEM = N_("The gateway says that this number does not exist. Please correct it.")
STATE_WORDS = {
    "waiting": N_("A text message is waiting to be sent."),
    "sending": N_("A text message is being sent."),
    "unsure": N_("The gateway did not confirm the last text message; it may have arrived."),
}
#: Reasons why an SMS was dropped, other than the gateway.
DROPPED = {
    "late": N_("The last text message could not be sent in time."),
    "untrue": N_("The last text message was not sent, because its reason no longer applied."),
}


@dataclass(frozen=True, slots=True)
class ActiveAlert:
    kind: str
    since: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class LastText:
    """``state``: well, waits or failed."""

    state: str
    sentence: str


@blueprint.get("")
def index() -> str:
    return page(FilledForm())


def page(form: FilledForm) -> str:
    """``form`` is that of a new person on duty."""
    caller = identity.require(ACT)
    session = db.session()
    alerts = stored.active(session, caller.office_id)
    said = words.sentences(session, caller.office_id, alerts[:MOST_SHOWN])
    last = stored.last_notices(session, caller.office_id)
    people = stored.duty_list(session, caller.office_id)
    return admin_pages.render(
        "manage/alerts/index.html",
        form=form,
        standing=[ActiveAlert(one.kind, one.since, text) for one, text in zip(alerts, said, strict=False)],
        total=len(alerts),
        kinds=list(stored.settings(session, caller.office_id).items()),
        titles=words.TITLES,
        limit_words=limit_words,
        people=[(one, masked(one.phone), last_text(last.get(one.id))) for one in people],
        texts_on=outbox.is_on(),
        of_messages=rules.OF_MESSAGES,
    )


def masked(phone: str) -> str:
    return phone_numbers.masked(phone) if phone.startswith("+") else phone


def limit_words(kind: str, settings: Settings) -> str:
    """The threshold in words; empty where the kind has none."""
    if settings.limit is None:
        return ""
    if kind == rules.PEOPLE:
        return str(gettext("%(number)s people or more", number=digits(settings.limit)))
    if kind == rules.ACT_DUE:
        return str(gettext("%(number)s days or less", number=digits(settings.limit)))
    return str(gettext("%(number)s minutes or more", number=digits(settings.limit)))


def last_text(notice: Notice | None) -> LastText | None:
    """The state of the last SMS to a person, in words."""
    if notice is None:
        return None
    if notice.state == "sent":
        at = notice.done_at or notice.made_at
        return LastText("well", str(gettext("The last text message was accepted at %(hour)s.", hour=hour(at))))
    if notice.state in STATE_WORDS:
        return LastText("failed" if notice.state == "unsure" else "waits", str(gettext(STATE_WORDS[notice.state])))
    if notice.problem == port.NUMBER:
        return LastText("failed", str(gettext(NUMBER_PROBLEM)))
    sentence = DROPPED.get(notice.problem or "") or GATEWAY_WORDS.get(notice.problem or "", GATEWAY_WORDS[port.OTHER])
    return LastText("waits" if notice.problem == "untrue" else "failed", str(gettext(sentence)))
