"""The promises that this office can measure, with sentences and targets to begin with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from deskq.core.text.names import Name

TICKET, MESSAGE, APPLICATION = "ticket", "message", "application"
Source = Literal["waits", "item", "face", "messages", "applications"]


@dataclass(frozen=True, slots=True)
class Measure:
    """``source``: the figure; ``item``: of the questionnaire; ``about``: what a citizen may say that it was not so of;
    ``text``, ``target`` and ``minutes``: what is suggested."""

    source: Source
    name: Name
    text: Name
    target: int
    about: tuple[str, ...]
    item: str = ""
    minutes: int | None = None

    @property
    def is_share(self) -> bool:
        """A share in percent; otherwise a score of 100."""
        return self.source in ("waits", "messages", "applications")


MEASURES: Mapping[str, Measure] = {
    "wait": Measure(
        "waits",
        Name("انتظار تا فراخوان", "Wait until the call"),
        Name("بیش از {minutes} دقیقه منتظر نمی‌مانید.", "You wait no longer than {minutes} minutes."),
        90,
        (TICKET,),
        minutes=30,
    ),
    "respect": Measure(
        "item",
        Name("رفتار متصدی", "Conduct of the clerk"),
        Name("با شما با احترام رفتار می‌کنیم.", "We treat you with respect."),
        80,
        (TICKET, APPLICATION),
        item="conduct",
    ),
    "documents": Measure(
        "item",
        Name("گفتن مدارک از پیش", "Documents told in advance"),
        Name("از پیش می‌گوییم چه مدارکی بیاورید.", "We tell you in advance which documents to bring."),
        80,
        (TICKET, APPLICATION),
        item="documents",
    ),
    "papers_once": Measure(
        "item",
        Name("گرفتن مدارک یک بار", "Documents asked for once"),
        Name("هر مدرک را فقط یک بار از شما می‌گیریم.", "We ask you for each document only once."),
        80,
        (TICKET, APPLICATION),
        item="once",
    ),
    "no_favour": Measure(
        "item",
        Name("کار بی سفارش", "No favours needed"),
        Name("کار شما بدون سفارش و آشنا پیش می‌رود.", "Your work needs no favours or connections."),
        80,
        (TICKET, APPLICATION),
        item="favour",
    ),
    "amenities": Measure(
        "item",
        Name("جای انتظار، صندلی و آب", "Waiting room, seats and water"),
        Name("جای نشستن و آب آشامیدنی دارید.", "You find a seat and drinking water."),
        70,
        (TICKET,),
        item="amenities",
    ),
    "applications": Measure(
        "applications",
        Name("تاریخ وعده‌شدهٔ درخواست‌ها", "Promised dates of applications"),
        Name("تا تاریخی که روی رسید است پاسخ می‌گیرید.", "You have an answer by the date on your receipt."),
        90,
        (APPLICATION,),
    ),
    "messages": Measure(
        "messages",
        Name("مهلت پاسخ پیام‌ها", "Deadlines of messages"),
        Name("پیام شما را در مهلتی که گفته‌ایم پاسخ می‌دهیم.", "We answer your message by the promised date."),
        90,
        (MESSAGE,),
    ),
    "satisfied": Measure(
        "face",
        Name("رضایت از مراجعه", "Satisfaction with the visit"),
        Name("از مراجعهٔ خود راضی می‌روید.", "You leave satisfied with your visit."),
        75,
        (TICKET,),
    ),
}
