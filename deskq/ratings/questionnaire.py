"""The questionnaire: sixteen questions on six axes, and the reasons a visitor may name, each with its axis. Pure.

Every question is in the good direction and is answered from 5 (very good) to 1 (very poor), or 0: no opinion.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from deskq.core.errors import N_, InvalidInput
from deskq.core.text.names import Name
from deskq.ratings.rules import ENDINGS

NO_OPINION = 0
VALUES = (5, 4, 3, 2, 1, NO_OPINION)

AXES = {
    "transparency": Name("شفافیت فرآیند", "Clear process"),
    "responsiveness": Name("پاسخگویی و مسئولیت‌پذیری", "Responsiveness"),
    "mastery": Name("تسلط بر فرآیند", "Competence"),
    "time": Name("زمان فرآیند", "Time"),
    "order": Name("نظام‌مندی فرآیند", "Order"),
    "overall": Name("کلیت", "Overall"),
}

ALL = ENDINGS
MET = ("done", "could_not")  #: who came to a counter
DONE = ("done",)  #: whose work was done


@dataclass(frozen=True, slots=True)
class Item:
    """One question. ``endings``: of which visits it can be asked; nobody judges what they did not get to see."""

    code: str
    axis: str
    name: Name
    endings: tuple[str, ...]


#: (code, axis, of which endings, in Persian, in English)
WORDED = (
    ("steps", "transparency", ALL, "گفتن مراحل کار از پیش", "Explaining the steps in advance"),
    ("documents", "transparency", ALL, "گفتن مدارک لازم از پیش", "Telling me which documents to bring"),
    ("impartial", "transparency", MET, "انجام کار طبق قانون، نه سلیقه", "Following the rules, not personal opinion"),
    ("conduct", "responsiveness", MET, "رفتار محترمانهٔ متصدی", "Respectful treatment by the clerk"),
    ("amenities", "responsiveness", ALL, "جای انتظار، صندلی و آب", "Waiting room, seats and water"),
    ("complaints", "responsiveness", ALL, "رسیدگی روشن و به‌موقع به شکایت‌ها", "Complaints handled openly and on time"),
    ("guidance", "responsiveness", ALL, "راهنمایی و پیگیری کار من", "Guidance and follow-up"),
    ("accuracy", "mastery", DONE, "درستی کار در همان بار اول", "Work done right the first time"),
    ("visits", "time", MET, "کم بودن رفت‌وآمد برای این کار", "Few visits needed"),
    ("promise", "time", MET, "پایبندی به زمان گفته‌شده", "Keeping to the promised time"),
    ("sections", "time", MET, "کم بودن بخش‌هایی که رفتم", "Few departments to visit"),
    ("access", "order", ALL, "نظم و آسانی یافتن راه", "Order and finding my way"),
    ("once", "order", MET, "گرفتن مدارک فقط یک بار", "Documents collected only once"),
    ("again", "order", MET, "نخواستن دوبارهٔ همان مدارک", "Not asked for the same documents again"),
    ("favour", "order", MET, "پیش رفتن کار بی سفارش و آشنا", "Work done without favours or connections"),
    ("overall", "overall", ALL, "روی هم رفته، این مراجعه", "This visit overall"),
)
ITEMS = {code: Item(code, axis, Name(fa, en), endings) for code, axis, endings, fa, en in WORDED}

#: What a visitor may name after the tap, good or bad: {code: (axis, words)}.
REASONS = {
    "conduct": ("responsiveness", Name("برخورد", "Conduct")),
    "waiting": ("time", Name("زمان انتظار", "Waiting time")),
    "guidance": ("responsiveness", Name("راهنمایی", "Guidance")),
    "accuracy": ("mastery", Name("دقت کار", "Accuracy")),
    "visits": ("time", Name("تعداد مراجعه", "Number of visits")),
    "order": ("order", Name("نظم و محیط", "Order and environment")),
    "clarity": ("transparency", Name("روشن‌بودن مراحل", "Clear steps")),
}


def items(ending: str | None) -> list[Item]:
    """The questions that can be asked of a visit with this ending, in the order of the form."""
    return [item for item in ITEMS.values() if ending in item.endings]


def check(answers: Mapping[str, int], ending: str | None) -> None:
    """Nothing when every answer is one of the five or "no opinion", to a question that this visit can be asked."""
    known = {item.code for item in items(ending)}
    if not set(answers) <= known or not set(answers.values()) <= set(VALUES):
        raise InvalidInput({"answers": N_("Please choose one of the options.")})
