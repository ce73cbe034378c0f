"""Units that most municipalities have, for a new office to start from: what each does, the unit above it, and the role
of the person who usually heads it. The municipality confirms or changes them."""

from collections.abc import Sequence
from typing import NamedTuple

from deskq.core.text.names import Name


class TemplateUnit(NamedTuple):
    """``above`` is the code of the unit above; ``head_role`` is the role of its usual head, "" for none."""

    code: str
    name: Name
    above: str
    head_role: str
    does: Name


UNITS: Sequence[TemplateUnit] = (
    TemplateUnit(
        "mayor",
        Name("شهردار", "Mayor"),
        "",
        "executive",
        Name("پاسخگوی همهٔ واحدها؛ آخرین مرحلهٔ پیگیری", "Answers for all units; the last to be told of a delay"),
    ),
    TemplateUnit(
        "services_deputy",
        Name("معاونت خدمات شهری", "Deputy for urban services"),
        "mayor",
        "",
        Name("خدمات شهری، فضای سبز، آتش‌نشانی", "Urban services, green space, fire brigade"),
    ),
    TemplateUnit(
        "technical_deputy",
        Name("معاونت فنی و عمرانی", "Deputy for technical affairs"),
        "mayor",
        "",
        Name("شهرسازی، عمران، ترافیک، کنترل و نظارت", "Planning, civil works, traffic, control"),
    ),
    TemplateUnit(
        "desk",
        Name("میز خدمت", "Service desk"),
        "mayor",
        "supervisor",
        Name("راهنمایی، گرفتن درخواست، دادن رسید و نتیجه", "Information, receiving requests, receipts and results"),
    ),
    TemplateUnit(
        "secretariat",
        Name("دبیرخانه", "Secretariat"),
        "mayor",
        "",
        Name("ثبت نامه‌های رسیده و فرستاده", "Registers letters that come and go"),
    ),
    TemplateUnit(
        "archive",
        Name("بایگانی", "Archive"),
        "mayor",
        "",
        Name("نگهداری و پیدا کردن پرونده‌ها", "Keeps and finds property files"),
    ),
    TemplateUnit(
        "planning",
        Name("فنی و شهرسازی", "Technical and urban planning"),
        "technical_deputy",
        "",
        Name("پروانهٔ ساختمان، عدم خلاف، پایان کار، استعلام", "Building permits, completion, inquiries"),
    ),
    TemplateUnit(
        "revenue",
        Name("درآمد و نوسازی", "Revenue and renewal levy"),
        "mayor",
        "",
        Name("محاسبه و وصول عوارض، مفاصاحساب", "Calculates and collects fees and levies, clearances"),
    ),
    TemplateUnit(
        "finance",
        Name("امور مالی", "Finance"),
        "mayor",
        "",
        Name("پرداخت‌ها، حسابداری، بودجه", "Payments, accounts, budget"),
    ),
    TemplateUnit(
        "property",
        Name("املاک و حقوقی", "Property and legal affairs"),
        "mayor",
        "",
        Name("املاک شهرداری، توافق‌ها، دعاوی", "Municipal property, agreements, lawsuits"),
    ),
    TemplateUnit(
        "art100",
        Name("دبیرخانهٔ کمیسیون مادهٔ صد", "Article 100 commission secretariat"),
        "technical_deputy",
        "",
        Name("پرونده‌های تخلف ساختمانی و ابلاغ رأی", "Files of building violations and their verdicts"),
    ),
    TemplateUnit(
        "control",
        Name("کنترل و نظارت", "Control and supervision"),
        "technical_deputy",
        "",
        Name("ساخت‌وساز غیرمجاز، سدمعبر", "Illegal building, blocked pavements and streets"),
    ),
    TemplateUnit(
        "city_services",
        Name("خدمات شهری", "Urban services"),
        "services_deputy",
        "",
        Name("نظافت، زباله، نخاله، جوی‌ها، حیوانات", "Cleaning, garbage, debris, gutters, animals"),
    ),
    TemplateUnit(
        "green_space",
        Name("فضای سبز", "Green space"),
        "services_deputy",
        "",
        Name("پارک‌ها، درختان، آبیاری", "Parks, trees, watering"),
    ),
    TemplateUnit(
        "civil_works",
        Name("عمران", "Civil works"),
        "technical_deputy",
        "",
        Name("آسفالت، پیاده‌رو، جدول، پروژه‌ها", "Asphalt, pavements, kerbs, projects"),
    ),
    TemplateUnit(
        "transport",
        Name("ترافیک و حمل‌ونقل", "Traffic and transport"),
        "technical_deputy",
        "",
        Name("تابلو، چراغ، اتوبوس، تاکسی", "Signs, lights, buses, taxis"),
    ),
    TemplateUnit(
        "fire",
        Name("آتش‌نشانی", "Fire brigade"),
        "services_deputy",
        "",
        Name("ایمنی، حادثه، خطر", "Safety, accidents, dangers"),
    ),
    TemplateUnit(
        "inspectorate",
        Name("بازرسی و شکایات", "Inspectorate and complaints"),
        "mayor",
        "inspectorate",
        Name("شکایت‌ها و گزارش‌های محرمانه", "Complaints and confidential reports"),
    ),
    TemplateUnit(
        "public_relations",
        Name("روابط عمومی و ۱۳۷", "Public relations and 137"),
        "mayor",
        "operator",
        Name("گرفتن پیام‌ها، ارجاع، تماس برای بازخورد", "Receives messages, refers them, feedback calls"),
    ),
    TemplateUnit(
        "it",
        Name("انفورماتیک", "Information technology"),
        "mayor",
        "admin",
        Name("سامانه‌ها، رایانه‌ها، شبکه", "Systems, computers, network"),
    ),
)
BY_CODE = {unit.code: unit for unit in UNITS}
#: {category: unit that usually handles it}, for all categories of a new office but those that the operator sorts.
USUAL_UNITS = {
    **dict.fromkeys(
        ("cleaning", "garbage", "debris", "gutters", "flooding", "animals", "cemetery", "noise"), "city_services"
    ),
    **dict.fromkeys(("asphalt", "trench", "civil"), "civil_works"),
    **dict.fromkeys(("traffic", "bus"), "transport"),
    **dict.fromkeys(("obstruction", "building"), "control"),
    **{"green": "green_space", "safety": "fire", "planning": "planning", "conduct": "inspectorate"},
    **{"social": "services_deputy", "praise": "public_relations", "other": "public_relations"},
}
