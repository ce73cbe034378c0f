"""The result of an inspection: what it may say, and whether it is the one that counts."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from deskq.core.errors import N_
from deskq.core.text.names import Name

FITS, DOES_NOT_FIT, NOT_POSSIBLE = "fits", "does_not_fit", "not_possible"
OUTCOMES = (FITS, DOES_NOT_FIT, NOT_POSSIBLE)
OUTCOME_NAMES = {
    FITS: Name("مطابق است", "Fits"),
    DOES_NOT_FIT: Name("مطابق نیست", "Does not fit"),
    NOT_POSSIBLE: Name("بازدید ممکن نشد", "Inspection was not possible"),
}
#: What an inspector looks at; each is answered with yes, with no, or left open.
CHECKS = {
    "access": Name("ملک در دسترس است و نشانی درست است", "The place is accessible and the address is right"),
    "building_line": Name("بر و کف رعایت شده است", "The building line is kept"),
    "storeys": Name("تعداد طبقه‌ها با پروانه یکی است", "The number of storeys is as permitted"),
    "area": Name("مساحت با پروانه یکی است", "The area is as permitted"),
    "use": Name("کاربری با پروانه یکی است", "The use is as permitted"),
    "parking": Name("پارکینگ تأمین شده است", "Parking is provided"),
    "safety": Name("ایمنی کارگاه و همسایه‌ها رعایت شده است", "The site and its neighbours are safe"),
}
ANSWERS = ("yes", "no")
LONGEST_WORDS, MOST_PHOTOS = 2000, 8
#: Results entered without a connection are kept on a phone for so long; an older time is a wrong clock.
LONGEST_KEPT = timedelta(days=30)
NO_OUTCOME = N_("Please choose the result of the inspection.")
NO_WORDS = N_("Please write what does not fit, or why the inspection was not possible.")
COUNTED, REMARK = "counted", "remark"


def problems(outcome: str, words: str) -> dict[str, str]:
    """{field: what is wrong}."""
    if outcome not in OUTCOMES:
        return {"outcome": NO_OUTCOME}
    return {"words": NO_WORDS} if outcome != FITS and not words else {}


def standing(outcome: str, *, may_complete: bool, is_present: bool) -> str:
    """``counted`` if the stage can still follow from this result; else it is kept as a remark beside the first one."""
    return COUNTED if (is_present if outcome == NOT_POSSIBLE else may_complete) else REMARK


def noted_at(told: datetime | None, now: datetime) -> datetime:
    """When it was written down by the phone's clock; ``now`` where that cannot be right."""
    return told if told is not None and now - LONGEST_KEPT <= told <= now else now


def checks_text(checks: Mapping[str, str]) -> str:
    """``access=yes use=no``, in the order of ``CHECKS``; anything else is left out."""
    return " ".join(f"{code}={checks[code]}" for code in CHECKS if checks.get(code) in ANSWERS)


def checks_of(text: str) -> dict[str, str]:
    """{check: answer}, read back from a ``checks_text``."""
    return dict(one.split("=", 1) for one in text.split())
