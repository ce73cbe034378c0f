"""Names and numbers of half-year reports in the language of the page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext

from deskq.coding.rules.codes import AXIS_LABELS, NO_VERDICT
from deskq.coding.views import labels as coding_labels
from deskq.core.errors import N_
from deskq.core.text import jalali
from deskq.core.text.half_years import Half
from deskq.core.text.names import Name
from deskq.half_year.rules import progress as rules
from deskq.messages.rules.transitions import VERDICT_NAMES
from deskq.ratings import questionnaire
from deskq.ratings.labels import short_period
from deskq.web import filters, i18n

OUTCOME_WORDS = {"kept": N_("Done in time"), "late": N_("Done late"), "not_kept": N_("Not done")}
SOURCE_WORDS = {
    "message": N_("Messages (137, web, SMS, in person)"), "slip": N_("Slips from the boxes"),
    "comment": N_("Comments of ratings"),
}  # fmt: skip


def title(half: Half) -> str:
    """«نیمهٔ دوم ۱۴۰۴», «نیمهٔ دوم ۱۴۰۴ و نیمهٔ نخست ۱۴۰۵»."""
    names = [short_period("half", part.code) for part in half.parts]
    return names[0] if len(names) == 1 else str(gettext("%(first)s and %(second)s", first=names[0], second=names[1]))


def both(name: Mapping[str, str] | None) -> str:
    """A stored pair of names in the language of the page."""
    return filters.named(Name(name["fa"], name["en"])) if name is not None else ""


def axis_of_causes(code: str) -> str:
    return filters.named(AXIS_LABELS[code])


def axis(code: str) -> str:
    """An axis of the questionnaire."""
    return filters.named(questionnaire.AXES[code])


def verdict(code: str) -> str:
    return filters.named(VERDICT_NAMES.get(code) or NO_VERDICT[code])


def outcome(code: str) -> str:
    return str(gettext(OUTCOME_WORDS[code]))


def source(code: str) -> str:
    return str(gettext(SOURCE_WORDS[code]))


def day(number: int | None) -> str:
    """A Jalali day number as the pages of reports write dates."""
    return jalali.written_date(jalali.gregorian(number), i18n.language()) if number else ""


def progress(state: str, due: date, finished: date | None, today: date) -> str:
    """How far an action is, of one that is late or finished; "" of one that is still in time."""
    if state == rules.LATE:
        days = (today - due).days
        late = ngettext("%(n)s day late, not finished", "%(n)s days late, not finished", days, n=filters.digits(days))
        return str(late)
    if finished is None:
        return ""
    on = jalali.written_date(finished, i18n.language())
    if state == rules.FINISHED_LATE:
        return str(gettext("finished on %(day)s, after the promised day", day=on))
    return str(gettext("finished on %(day)s", day=on))


def functions() -> dict[str, Any]:
    """Functions for the templates of reports."""
    return {
        "both": both,
        "day": day,
        "cause_name": coding_labels.cause,
        "axis_of_causes_name": axis_of_causes,
        "axis_name": axis,
        "verdict_name": verdict,
        "outcome_name": outcome,
        "source_name": source,
    }
