"""The text of alerts in the language of the page or SMS: a title for each kind, a sentence for each alert, a
summary."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.access.devices.models import Device
from deskq.alerts import backup_port
from deskq.alerts.models import Alert
from deskq.alerts.queries import actions as action_queries
from deskq.alerts.queries import messages
from deskq.alerts.rules import (
    ACT_DUE,
    ACT_LATE,
    AMBER,
    AMENITY,
    BACKUP,
    IDLE,
    LATE,
    OF_ACTIONS,
    PEOPLE,
    PRINTER,
    RED,
    REFERRED,
    SILENT,
    UNREPAIRED,
    WAIT,
)
from deskq.amenities import names as amenity_names
from deskq.core import clock
from deskq.core.errors import N_
from deskq.core.text import jalali
from deskq.messages import tracking_code
from deskq.messages.models import Message
from deskq.office import config_cache
from deskq.printing import queries as printing_queries
from deskq.printing.status import WORDS as PRINTER_WORDS
from deskq.units import queries as unit_queries
from deskq.web.filters import digits, named

#: The name of each kind: a heading, and the title of a notice.
TITLES = {
    REFERRED: N_("Message referred"),
    AMBER: N_("Half of the time has passed"),
    RED: N_("Time is running out"),
    LATE: N_("Late message"),
    ACT_DUE: N_("Corrective action is due"),
    ACT_LATE: N_("Late corrective action"),
    WAIT: N_("Long wait"),
    PEOPLE: N_("Many people waiting"),
    IDLE: N_("Idle counter"),
    PRINTER: N_("Printer"),
    SILENT: N_("Silent screen"),
    BACKUP: N_("Backup"),
    AMENITY: N_("Amenity reported"),
    UNREPAIRED: N_("Amenity not repaired in time"),
}


#: Characters of the text of a corrective action that an alert says.
LONGEST_WHAT = 60


def title(kind: str) -> str:
    return str(gettext(TITLES[kind]))


def sentences(session: Session, office_id: int, alerts: Sequence[Alert]) -> list[str]:
    """One sentence for each alert, without markup."""
    about = messages.by_id(session, [one.subject for one in alerts if one.kind in OF_MESSAGE])
    facts = _Facts(session, office_id, [one.subject for one in alerts if one.kind in OF_ACTIONS])
    return [
        _of_message(facts, one, about.get(one.subject)) if one.kind in OF_MESSAGE else OTHERS[one.kind](facts, one)
        for one in alerts
    ]


def summary(session: Session, office_id: int, alerts: Sequence[Alert]) -> str:
    """The sentence of the first alert, and how many more there are."""
    first = sentences(session, office_id, alerts[:1])[0]
    if len(alerts) == 1:
        return first
    return f"{first} {gettext('And %(number)s more.', number=digits(len(alerts) - 1))}"


class _Facts:
    """The names that sentences need."""

    def __init__(self, session: Session, office_id: int, actions: Sequence[int]) -> None:
        self.session, self.config = session, config_cache.of(session, office_id)
        self.actions = action_queries.by_id(session, actions)
        self.units = {unit.id: unit for unit in unit_queries.units(session, office_id)}

    def service(self, service_id: int) -> str:
        found = self.config.services.get(service_id)
        return named(found.name) if found is not None else ""

    def device(self, device_id: int) -> str:
        found = self._devices.get(device_id)
        return found.name or found.kind if found is not None else ""

    def amenity(self, fault_id: int) -> str:
        """The name and place of what is broken."""
        return amenity_names.of_fault(self.session, self.config.office.id, fault_id)

    @cached_property
    def conditions(self) -> Mapping[str, str]:
        """{printer: its condition}."""
        return printing_queries.conditions(self.session)

    @cached_property
    def _devices(self) -> dict[int, Device]:
        return {one.id: one for one in device_queries.devices(self.session, self.config.office.id)}


OF_MESSAGE: Mapping[str, Callable[[str, str], str]] = {
    REFERRED: lambda code, unit: gettext("Message %(code)s was referred to %(unit)s.", code=code, unit=unit),
    AMBER: lambda code, unit: gettext(
        "Half of the time for message %(code)s (%(unit)s) has passed.", code=code, unit=unit
    ),
    RED: lambda code, unit: gettext("The time for message %(code)s (%(unit)s) is running out.", code=code, unit=unit),
    LATE: lambda code, unit: gettext("Message %(code)s (%(unit)s) is late.", code=code, unit=unit),
}


def _of_message(facts: _Facts, alert: Alert, message: Message | None) -> str:
    if alert.report or message is None:
        return str(gettext("A confidential report needs an answer."))
    unit = facts.units.get(message.unit_id)
    code = digits(tracking_code.isolated(message.code))
    return str(OF_MESSAGE[alert.kind](code, named(unit.name) if unit is not None else ""))


def _wait(facts: _Facts, alert: Alert) -> str:
    service, number = facts.service(alert.subject), digits(alert.figure)
    return str(gettext("%(service)s: the longest wait is %(number)s minutes.", service=service, number=number))


def _people(facts: _Facts, alert: Alert) -> str:
    service, number = facts.service(alert.subject), digits(alert.figure)
    return str(gettext("%(service)s: %(number)s people are waiting.", service=service, number=number))


def _idle(facts: _Facts, alert: Alert) -> str:
    counter = facts.config.counters.get(alert.subject)
    number, minutes = digits(counter.number if counter is not None else "?"), digits(alert.figure)
    said = gettext("Counter %(number)s has been free for %(minutes)s minutes while people wait for it.",
                   number=number, minutes=minutes)  # fmt: skip
    return str(said)


def _printer(facts: _Facts, alert: Alert) -> str:
    condition = facts.conditions.get(alert.name, "ready")
    said = gettext(PRINTER_WORDS.get(condition, PRINTER_WORDS["error"]))
    device = facts.device(alert.subject)
    return f"{device}: {said}" if device else str(said)


def _silent(facts: _Facts, alert: Alert) -> str:
    values: dict[str, Any] = {"device": facts.device(alert.subject), "minutes": digits(alert.figure)}
    return str(gettext("“%(device)s” has not been in contact for %(minutes)s minutes.", **values))


def _backup(_facts: _Facts, alert: Alert) -> str:
    if alert.name == backup_port.DRILL:
        said = gettext("The weekly trial of restoring a backup failed or is overdue. The hall page says why.")
    else:
        said = gettext("The nightly backup failed or is overdue. The hall page says why.")
    return str(said)


def _amenity(facts: _Facts, alert: Alert) -> str:
    return str(gettext("%(amenity)s: reported as broken.", amenity=facts.amenity(alert.subject)))


def _unrepaired(facts: _Facts, alert: Alert) -> str:
    name, hours = facts.amenity(alert.subject), digits(alert.figure)
    return str(gettext("%(amenity)s: not repaired for %(hours)s hours.", amenity=name, hours=hours))


def _act_due(facts: _Facts, alert: Alert) -> str:
    what, unit, days = _action(facts, alert)
    if days == 0:
        return str(gettext("Corrective action “%(what)s” (%(unit)s) is promised for today.", what=what, unit=unit))
    return str(
        ngettext(
            "Corrective action “%(what)s” (%(unit)s): %(number)s day left.",
            "Corrective action “%(what)s” (%(unit)s): %(number)s days left.",
            days, what=what, unit=unit, number=digits(days),
        )
    )  # fmt: skip


def _act_late(facts: _Facts, alert: Alert) -> str:
    what, unit, days = _action(facts, alert)
    return str(
        ngettext(
            "Corrective action “%(what)s” (%(unit)s) is %(number)s day late.",
            "Corrective action “%(what)s” (%(unit)s) is %(number)s days late.",
            days, what=what, unit=unit, number=digits(days),
        )
    )  # fmt: skip


def _action(facts: _Facts, alert: Alert) -> tuple[str, str, int]:
    """(what is promised, its unit, days until its day or since then)."""
    action = facts.actions.get(alert.subject)
    if action is None:
        return "", "", alert.figure
    unit, what = facts.units.get(action.unit_id), named(action.what)
    if len(what) > LONGEST_WHAT:
        what = f"{what[:LONGEST_WHAT].rpartition(' ')[0]}…"
    days = abs((jalali.gregorian(action.due_day) - clock.today()).days)
    return what, named(unit.name) if unit is not None else "", days


OTHERS: Mapping[str, Callable[[_Facts, Alert], str]] = {
    ACT_DUE: _act_due, ACT_LATE: _act_late,
    WAIT: _wait, PEOPLE: _people, IDLE: _idle, PRINTER: _printer, SILENT: _silent, BACKUP: _backup,
    AMENITY: _amenity, UNREPAIRED: _unrepaired,
}  # fmt: skip
