"""Addresses of recipients: how they are read and shown, and what became of the last link to each."""

import re
from dataclasses import dataclass

from flask_babel import gettext

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.saved_reports.mail.models import Mail
from deskq.saved_reports.models import ReportRecipient
from deskq.sms import phone_numbers
from deskq.sms.gateways import port
from deskq.sms.models import Notice
from deskq.web.filters import hour, short_date

#: An address without quotes, comments and international parts, which servers of offices do not have.
EMAIL = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
)
STATES = {
    "waiting": N_("The last link is waiting to be sent."),
    "sending": N_("The last link is being sent."),
    "unsure": N_("It is not certain that the last link arrived."),
    "refused": N_("The last link was refused. Is the address right?"),
}
DROPPED = N_("The last link could not be sent in time.")


@dataclass(frozen=True, slots=True)
class LastLink:
    """``state``: well, waits or failed."""

    state: str
    sentence: str


def read(way: str, typed: str) -> str:
    """A number in E.164 or an e-mail address; otherwise ``InvalidInput``."""
    if way == "sms":
        try:
            return phone_numbers.parse_mobile(typed)
        except phone_numbers.InvalidNumber as wrong:
            raise InvalidInput({"address": str(wrong)}) from None
    address = persian.ascii_digits(persian.clean(typed))
    if not EMAIL.fullmatch(address) or ".." in address or address.startswith(".") or ".@" in address:
        raise InvalidInput({"address": N_("Please enter an e-mail address, for example name@example.ir.")})
    return address


def masked(row: ReportRecipient) -> str:
    """An address, as much of it as is needed to recognise it."""
    if row.way == "sms":
        return phone_numbers.masked(row.address) if row.address.startswith("+") else row.address
    name, at, domain = row.address.partition("@")
    return f"{name[:2]}…{at}{domain}" if at else row.address


def last_link(sent: Notice | Mail | None) -> LastLink | None:
    if sent is None:
        return None
    if sent.state == "sent":
        at = sent.done_at or sent.made_at
        said = gettext("The last link was sent on %(day)s at %(hour)s.", day=short_date(at.date()), hour=hour(at))
        return LastLink("well", str(said))
    waits = sent.state in ("waiting", "sending")
    if sent.problem in (port.ACCOUNT, port.KEY, port.CREDIT, port.SENDER) and not waits:
        return LastLink("failed", str(gettext("The server refused the account or the sender of this office.")))
    return LastLink("waits" if waits else "failed", str(gettext(STATES.get(sent.state, DROPPED))))
