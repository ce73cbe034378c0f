"""Whether text messages are sent."""

from collections.abc import Iterator

from flask import current_app

from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.doctor.checks.each_office import each_office
from deskq.doctor.finding import Finding, Words
from deskq.sms import outbox, status
from deskq.sms.gateways import port

OFF = N_("No text messages are sent: no gateway is set up.")
WELL = N_("Nothing is wrong with the gateway %(gateway)s.")
UNSENT = N_("%(what)s Not sent: %(number)s, since %(since)s.")
ADVICE = {
    port.KEY: N_("Check DESKQ_SMS_KEY, or user and password, with the gateway."),
    port.CREDIT: N_("Top up the account at the gateway."),
    port.SENDER: N_("Check DESKQ_SMS_SENDER with the gateway."),
    port.UNREACHABLE: N_("Can this machine reach the Internet? Is DESKQ_SMS_URL right?"),
}
ASK_GATEWAY = N_("Ask the support of the gateway; messages that can still be sent are sent automatically.")


def check() -> Iterator[Finding]:
    if not outbox.is_on():
        yield Finding("ok", OFF)
    else:
        yield from each_office(_of_office)


def _of_office(office_id: int) -> Iterator[Finding]:
    found = status.current(db.session(), office_id)
    reasons = {words: reason for reason, words in status.WORDS.items()}
    for problem in found:
        values = {"what": Words(problem.title), "number": problem.count, "since": problem.since}
        yield Finding("error", UNSENT, values, ADVICE.get(reasons.get(problem.title, ""), ASK_GATEWAY))
    if not found:
        yield Finding("ok", WELL, {"gateway": current_app.config["SMS_GATEWAY"]})
