"""Findings as text in the present language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext

from deskq.core.errors import N_
from deskq.doctor.finding import Finding, Sentence, State, Words
from deskq.web.filters import digits, hour, jdate
from deskq.web.i18n import language

#: Unicode's marks around a path or command, so that Persian text does not reorder its slashes.
LEFT_TO_RIGHT, END = "\u2066", "\u2069"
STATE_NAMES: Mapping[State, str] = {
    "ok": N_("In order"),
    "hint": N_("Good to know"),
    "warning": N_("Please look"),
    "error": N_("Wrong"),
}
SUMMARIES: Mapping[State, str] = {
    "ok": N_("All is well."),
    "hint": N_("All is well."),
    "warning": N_("Everything works, but something needs your attention."),
    "error": N_("Something does not work, or is at risk."),
}


def text(finding: Finding) -> str:
    """What was found."""
    return _filled(finding.text, finding.values)


def advice(finding: Finding) -> str:
    """What to do; empty if nothing."""
    return _filled(finding.advice, finding.values) if finding.advice else ""


def _filled(msgid: str, values: Mapping[str, Any]) -> str:
    return str(gettext(msgid, **{name: _value(value) for name, value in values.items()}))


def _value(value: Any) -> str:
    if isinstance(value, Words):
        return _filled(value.text, value.values)
    if isinstance(value, Sentence):
        return value
    if isinstance(value, datetime):
        return f"{jdate(value)} {hour(value)}"
    if isinstance(value, int | float):
        return str(digits(value))
    return f"{LEFT_TO_RIGHT}{value}{END}" if language() == "fa" else str(value)
