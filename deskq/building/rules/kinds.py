"""Kinds of places: their names, pictures, and the words with which visitors ask for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from deskq.core.text.names import Name

ROOM, HALL = "room", "hall"


@dataclass(frozen=True, slots=True)
class Kind:
    """``asked``: the question of a visitor, for kinds that have a button of their own; ``words`` for the search."""

    name: Name
    icon: str
    asked: Name | None = None
    words: str = ""


#: In the order of the buttons.
KINDS: Mapping[str, Kind] = {
    "pay": Kind(
        Name("صندوق پرداخت", "Cashier"),
        "credit-card",
        Name("کجا پرداخت کنم؟", "Where do I pay?"),
        "پرداخت صندوق بانک عوارض pay bank cash bill",
    ),
    "information": Kind(
        Name("اطلاعات", "Information"),
        "info",
        Name("از چه کسی بپرسم؟", "Where can I ask?"),
        "اطلاعات راهنما پرسش information help desk",
    ),
    "toilet": Kind(
        Name("سرویس بهداشتی", "Toilet"),
        "toilet",
        Name("سرویس بهداشتی", "Toilet"),
        "دستشویی توالت wc toilet restroom",
    ),
    "toilet_accessible": Kind(
        Name("سرویس بهداشتی توان‌یابان", "Accessible toilet"),
        "accessibility",
        Name("سرویس بهداشتی توان‌یابان", "Accessible toilet"),
        "دستشویی توالت توانیاب معلول ویلچر wheelchair disabled wc",
    ),
    "lift": Kind(
        Name("آسانسور", "Lift"),
        "lift",
        Name("آسانسور کجاست؟", "Where is the lift?"),
        "آسانسور بالابر lift elevator",
    ),
    "prayer": Kind(
        Name("نمازخانه", "Prayer room"), "mosque", Name("نمازخانه", "Prayer room"), "نماز مسجد وضو prayer mosque"
    ),
    "meeting": Kind(
        Name("ملاقات مردمی شهردار", "Mayor’s public meeting"),
        "users",
        Name("ملاقات مردمی شهردار", "Mayor’s public meeting"),
        "ملاقات شهردار دیدار mayor meeting",
    ),
    "archive": Kind(
        Name("بایگانی", "Archive"),
        "archive",
        Name("بایگانی کدام طبقه است؟", "Which floor is the archive?"),
        "بایگانی پرونده نقشه archive files",
    ),
    "complaints": Kind(
        Name("رسیدگی به شکایات", "Complaints"),
        "scale",
        Name("کجا شکایت کنم؟", "Where can I complain?"),
        "شکایت بازرسی اعتراض complaint inspectorate",
    ),
    "mother": Kind(
        Name("اتاق مادر و کودک", "Mother and child room"),
        "baby",
        Name("اتاق مادر و کودک", "Mother and child room"),
        "مادر کودک شیردهی baby nursing child",
    ),
    "water": Kind(
        Name("آب‌سردکن", "Drinking water"), "glass-water", Name("آب آشامیدنی", "Drinking water"), "آب آبخوری water drink"
    ),
    "parking": Kind(
        Name("توقفگاه", "Parking"),
        "car",
        Name("کجا پارک کنم؟", "Where can I park?"),
        "پارکینگ توقفگاه خودرو parking car",
    ),
    "entrance": Kind(Name("ورودی", "Entrance"), "door-open", None, "ورودی در entrance door"),
    "stairs": Kind(Name("پله", "Stairs"), "stairs-up", None, "پله راه‌پله stairs"),
    HALL: Kind(Name("سالن", "Hall"), "armchair", None, "سالن باجه hall counters"),
    ROOM: Kind(Name("اتاق", "Room"), "door-closed", None, "اتاق room"),
}
#: How the way without steps is: not known yet, all level, by lift, none.
STEP_FREE: Mapping[str, Name] = {
    "unknown": Name("هنوز ثبت نشده", "Not recorded yet"),
    "yes": Name("بدون پله", "No steps"),
    "lift": Name("با آسانسور", "By lift"),
    "no": Name("فقط با پله", "Steps only"),
}
