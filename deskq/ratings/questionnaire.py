"""The questionnaire: sixteen questions on six axes, and the reasons a visitor may name, each with its axis. Pure.

Every question is in the good direction and is answered from 5 (very good) to 1 (very poor), or 0: no opinion.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from deskq.errors import N_, BadFields
from deskq.persian import Name

NO_OPINION = 0
VALUES = (5, 4, 3, 2, 1, NO_OPINION)

AXES = {
    "transparency": Name("شفافیت فرآیند", "Clear process"),
    "responsiveness": Name("پاسخگویی و مسئولیت‌پذیری", "Answering and responsibility"),
    "mastery": Name("تسلط بر فرآیند", "Mastery of the work"),
    "time": Name("زمان فرآیند", "Time"),
    "order": Name("نظام‌مندی فرآیند", "Order"),
    "overall": Name("کلیت", "Overall"),
}

EVERYBODY = ("done", "could_not", "absent", "cancelled", "expired")
MET = ("done", "could_not")  #: who came to a counter
DONE = ("done",)  #: whose work was done


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``endings``: of which visits it can be asked; nobody judges what they did not get to see."""

    code: str
    axis: str
    name: Name
    endings: tuple[str, ...] = MET


ITEMS = {
    item.code: item
    for item in (
        Item("steps", "transparency", Name("مراحل کار را از پیش گفتند", "They told me the steps beforehand"), EVERYBODY),
        Item("documents", "transparency", Name("مدارک لازم را از پیش گفتند", "They told me which papers to bring"), EVERYBODY),
        Item("impartial", "transparency", Name("کارم طبق قانون پیش رفت، نه سلیقه", "My work went by the rules, not by taste")),
        Item("conduct", "responsiveness", Name("برخورد متصدی محترمانه بود", "The clerk treated me with respect")),
        Item("amenities", "responsiveness", Name("جای انتظار، صندلی و آب مناسب بود", "Waiting room, seats and water were good"), EVERYBODY),
        Item("complaints", "responsiveness", Name("به شکایت‌ها روشن و به‌موقع می‌رسند", "Complaints are handled openly and in time"), EVERYBODY),
        Item("guidance", "responsiveness", Name("مرا خوب راهنمایی و کارم را پیگیری کردند", "They guided me well and followed up"), EVERYBODY),
        Item("accuracy", "mastery", Name("کار همان بار اول درست انجام شد", "The work was done right the first time"), DONE),
        Item("visits", "time", Name("برای این کار کم رفت‌وآمد کردم", "I did not have to come many times")),
        Item("promise", "time", Name("به زمانی که گفته بودند پایبند بودند", "They kept to the time they had promised")),
        Item("sections", "time", Name("لازم نبود به بخش‌های زیادی بروم", "I did not have to go to many sections")),
        Item("access", "order", Name("همه‌جا منظم بود و راه را آسان یافتم", "All was in order and easy to find"), EVERYBODY),
        Item("once", "order", Name("مدارکم را فقط یک بار گرفتند", "They took my papers only once")),
        Item("again", "order", Name("همان مدارک را دوباره نخواستند", "They did not ask for the same papers again")),
        Item("favour", "order", Name("کارم بی سفارش و آشنا پیش رفت", "I needed no favour and no acquaintance")),
        Item("overall", "overall", Name("روی هم رفته راضی بودم", "All in all I was satisfied"), EVERYBODY),
    )
}  # fmt: skip

#: What a visitor may name after the tap, good or bad: {code: (axis, words)}.
REASONS = {
    "conduct": ("responsiveness", Name("برخورد", "Conduct")),
    "waiting": ("time", Name("زمان انتظار", "Waiting time")),
    "guidance": ("responsiveness", Name("راهنمایی", "Guidance")),
    "accuracy": ("mastery", Name("دقت کار", "Accuracy")),
    "visits": ("time", Name("تعداد مراجعه", "Number of visits")),
    "order": ("order", Name("نظم و محیط", "Order and space")),
    "clarity": ("transparency", Name("روشن‌بودن مراحل", "Clear steps")),
}


def items(ending: str | None) -> list[Item]:
    """The questions that can be asked of a visit with this ending, in the order of the form."""
    return [item for item in ITEMS.values() if ending in item.endings]


def check(answers: Mapping[str, int], ending: str | None) -> None:
    """Nothing when every answer is one of the five or "no opinion", to a question that this visit can be asked."""
    known = {item.code for item in items(ending)}
    if not set(answers) <= known or not set(answers.values()) <= set(VALUES):
        raise BadFields({"answers": N_("Please choose one of the given values.")})
