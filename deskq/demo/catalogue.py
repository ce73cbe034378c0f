"""Names and texts of the demo office. Weights, hours and places are examples that a municipality confirms or
changes."""

from typing import NamedTuple


class Desk(NamedTuple):
    number: int
    fa: str
    en: str
    room_fa: str
    room_en: str
    floor_fa: str
    floor_en: str
    direction_fa: str
    direction_en: str
    arrow: str
    first: str
    then: str


PERMITS = "building_permit permit_renewal permit_change no_violation completion wall_permit"
INQUIRIES = "notary_clearance utility_inquiry trade_inquiry"
LEVIES = "renewal_levy art77"
LAND = "land_split land_use_change art100"
HELP = "info_desk dig_permit"

COUNTERS = (
    Desk(1, "راهنمایی", "Information", "سالن میز خدمت", "Service hall", "طبقهٔ همکف", "Ground floor", "روبه‌روی در ورودی", "Facing the entrance", "ahead", HELP, INQUIRIES),
    Desk(2, "درآمد و نوسازی", "Levies", "سالن میز خدمت", "Service hall", "طبقهٔ همکف", "Ground floor", "سمت راست، پس از آب‌سردکن", "On the right, past the water cooler", "right", LEVIES, HELP),
    Desk(3, "شهرسازی", "Planning", "سالن میز خدمت", "Service hall", "طبقهٔ همکف", "Ground floor", "سمت راست، انتهای سالن", "On the right, end of the hall", "right", PERMITS, LAND),
    Desk(4, "استعلام", "Inquiries", "سالن میز خدمت", "Service hall", "طبقهٔ همکف", "Ground floor", "سمت چپ، کنار پله", "On the left, by the stairs", "left", INQUIRIES, LEVIES),
    Desk(5, "پروانه و پایان کار", "Permits", "اتاق ۱۰۴", "Room 104", "طبقهٔ اول", "First floor", "از پله بالا، سمت راست", "Up the stairs, on the right", "up", PERMITS, ""),
    Desk(6, "املاک و کمیسیون‌ها", "Land and commissions", "اتاق ۱۰۶", "Room 106", "طبقهٔ اول", "First floor", "از پله بالا، سمت چپ", "Up the stairs, on the left", "up", LAND, PERMITS),
)  # fmt: skip

PRIORITIES = (
    ("ordinary", "نوبت عادی", "Regular turn", 1.0, "ticket"),
    ("disability", "توانیاب", "Person with a disability", 3.0, "accessibility"),
    ("elderly", "سالمند", "Elderly", 2.0, "cane"),
    ("pregnant", "باردار یا همراه نوزاد", "Pregnant or with a baby", 2.0, "baby"),
    ("veteran", "خانوادهٔ شهدا و ایثارگران", "Veterans and families of martyrs", 2.0, "medal"),
)

PEOPLE = (
    ("karimi", "مریم کریمی", "Maryam Karimi", "clerk"),
    ("rahmani", "علی رحمانی", "Ali Rahmani", "clerk"),
    ("taheri", "زهرا طاهری", "Zahra Taheri", "clerk"),
    ("moradi", "حسین مرادی", "Hossein Moradi", "clerk"),
    ("alipour", "فاطمه علی‌پور", "Fatemeh Alipour", "clerk"),
    ("shafiei", "رضا شفیعی", "Reza Shafiei", "clerk"),
    ("rahimi", "نرگس رحیمی", "Narges Rahimi", "clerk"),
    ("supervisor", "لیلا جعفری", "Leila Jafari", "supervisor"),
    ("admin", "مهدی نوری", "Mehdi Nouri", "admin"),
    ("operator", "سمیه اسدی", "Somayeh Asadi", "operator"),
    ("civil", "محمود حیدری", "Mahmoud Heidari", "expert"),
    ("city", "اکبر صادقی", "Akbar Sadeghi", "expert"),
    ("planner", "زهرا سلطانی", "Zahra Soltani", "expert"),
    ("revenue", "یوسف رضایی", "Yousef Rezaei", "expert"),
    ("inspectorate", "پروین کاظمی", "Parvin Kazemi", "inspectorate"),
    ("deputy", "ناصر قاسمی", "Naser Ghasemi", "executive"),
    ("mayor", "جواد باقری", "Javad Bagheri", "executive"),
    ("host", "نسرین یزدانی", "Nasrin Yazdani", "host"),
    ("regional", "سیمین فلاحی", "Simin Fallahi", "regional"),
)
