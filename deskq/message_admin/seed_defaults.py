"""Default units, deadline classes, categories and policy of a new office; the municipality confirms or changes them."""

from sqlalchemy.orm import Session

from deskq.message_settings.models import Category, MessageClass, MessagePolicy
from deskq.units import queries
from deskq.units.models import Unit
from deskq.units.template import BY_CODE

INTAKE, INSPECTORATE, MAYOR = "public_relations", "inspectorate", "mayor"
#: code, Persian, English, amount, measure (R21, proposals).
CLASSES = (
    ("urgent", "فوری", "Urgent", 4, "working_hours"),
    ("normal", "عادی", "Normal", 2, "working_days"),
    ("expert", "کارشناسی", "Specialist", 7, "working_days"),
    ("complaint", "شکایت", "Complaint", 15, "working_days"),
    ("suggestion", "پیشنهاد و تقدیر", "Suggestion and praise", 30, "days"),
)
#: code, Persian, English, icon, class, proof needed, permit needed (domain §6).
CATEGORIES = (
    ("cleaning", "نظافت معابر", "Street cleaning", "brush", "normal", True, False),
    ("garbage", "زباله و مخزن", "Garbage and bins", "trash-2", "normal", True, False),
    ("debris", "نخاله", "Debris", "hammer", "normal", True, False),
    ("gutters", "لایروبی جوی", "Street gutters", "waves", "normal", True, False),
    ("flooding", "آب‌گرفتگی", "Flooding", "droplets", "urgent", False, False),
    ("asphalt", "چاله و لکه‌گیری آسفالت", "Asphalt patching", "construction", "expert", True, False),
    ("trench", "آسفالت حفاری شرکت‌ها", "Asphalt after utility works", "shovel", "expert", True, False),
    ("civil", "پیاده‌رو و امور عمرانی", "Pavements and civil works", "brick-wall", "expert", True, False),
    ("green", "فضای سبز", "Green space", "trees", "normal", True, False),
    ("obstruction", "سدمعبر", "Blocked pavement or street", "store", "normal", True, False),
    ("building", "ساخت‌وساز غیرمجاز", "Illegal building", "building-2", "expert", False, True),
    ("noise", "سروصدا و مزاحمت", "Noise and nuisance", "volume-2", "normal", False, False),
    ("animals", "سگ ولگرد و موش", "Stray dogs and rats", "paw-print", "normal", False, False),
    ("traffic", "ترافیک و تابلو", "Traffic and signs", "traffic-cone", "expert", False, False),
    ("bus", "اتوبوس و تاکسی", "Bus and taxi", "bus", "expert", False, False),
    ("safety", "ایمنی و خطر", "Safety", "shield-alert", "urgent", False, False),
    ("planning", "شهرسازی و عوارض", "Urban planning and fees", "coins", "expert", False, True),
    ("conduct", "رفتار کارکنان", "Staff conduct", "users", "complaint", False, False),
    ("social", "آسیب اجتماعی", "Social harm", "heart-handshake", "expert", False, False),
    ("cemetery", "آرامستان", "Cemetery", "flower-2", "expert", False, False),
    ("praise", "تقدیر", "Praise", "thumbs-up", "suggestion", False, False),
    ("other", "موضوع دیگر", "Something else", "circle-help", "normal", False, False),
)
#: Categories about people. Their open matters are not on the public page unless the office decides so.
#: Subjects that are a kind of their own.
SETS_KIND = {"praise": "praise"}
PRIVATE = ("building", "conduct", "noise", "planning", "social")
#: Units every office has, until it names its own; the first is above the others, and reads what is said of them (R25).
DEFAULT_UNITS = (
    (MAYOR, "شهردار", "Mayor"),
    (INTAKE, "روابط عمومی و ۱۳۷", "Public relations and 137"),
    (INSPECTORATE, "بازرسی و شکایات", "Inspectorate and complaints"),
)


def seed_defaults(
    session: Session, office_id: int, units: dict[str, int] | None = None, goes_to: dict[str, str] | None = None
) -> None:
    """Add it to an office that has none. ``units`` are those there already, {code: id}; ``goes_to`` names the unit of a
    category, {category: unit code}."""
    units = units or _few_units(session, office_id)
    classes = {}
    for position, (code, fa, en, amount, measure) in enumerate(CLASSES):
        names = {"code": code, "name_fa": fa, "name_en": en}
        classes[code] = MessageClass(office_id=office_id, position=position, amount=amount, measure=measure, **names)
    session.add_all(classes.values())
    session.flush()
    for position, (code, fa, en, icon, sort, proof, permit) in enumerate(CATEGORIES):
        session.add(
            Category(
                office_id=office_id,
                position=position,
                code=code,
                name_fa=fa,
                name_en=en,
                icon=icon,
                class_id=classes[sort].id,
                unit_id=units.get((goes_to or {}).get(code, "")),
                proof=proof,
                permit=permit,
                sets_kind=SETS_KIND.get(code, ""),
                listed=code not in PRIVATE,
            )
        )
    session.add(
        MessagePolicy(office_id=office_id, intake_unit_id=units[INTAKE], inspectorate_unit_id=units[INSPECTORATE])
    )


def _few_units(session: Session, office_id: int) -> dict[str, int]:
    """Those that are there already, and the few that are not."""
    there = {unit.code: unit for unit in queries.units(session, office_id)}
    for position, (code, fa, en) in enumerate(DEFAULT_UNITS):
        if code not in there:
            above = there[MAYOR].id if code != MAYOR else None
            does = BY_CODE[code].does
            names = {"code": code, "name_fa": fa, "name_en": en, "does_fa": does.fa, "does_en": does.en}
            there[code] = Unit(office_id=office_id, position=position, parent_id=above, **names)
            session.add(there[code])
            session.flush()
    return {code: unit.id for code, unit in there.items()}
