"""Templates of municipal services. An office chooses the services it has; the demo office has all of them. Names and
texts are proposals that the municipality can change."""

from typing import NamedTuple


class Group(NamedTuple):
    fa: str
    en: str
    covers_fa: str
    covers_en: str
    icon: str
    series: str


class Item(NamedTuple):
    code: str
    group: int
    fa: str
    en: str
    covers_fa: str
    covers_en: str
    icon: str


#: Groups are named after the reason of a visit.
GROUPS = (
    Group("ساختن خانه یا بنا", "Build a house", "صدور، تمدید، عدم خلاف، پایان کار", "New permits, renewals, certificates", "building", "1"),
    Group("قبض و عوارض", "City bills", "نوسازی، پسماند، اعتراض به عوارض", "Renewal levy, waste, objections", "banknote", "2"),
    Group("خرید ملک، وام، مغازه", "Property, loans, shops", "دفترخانه، آب و برق و گاز، بانک، صنف", "Notary, utilities, bank, trade", "file-text", "3"),
    Group("زمین و تخلف ساختمانی", "Land and violations", "تفکیک، تغییر کاربری، مادهٔ صد", "Split, land use, article 100", "map", "4"),
    Group("راهنمایی و حفاری", "Information and digging permits", "نمی‌دانم کجا باید بروم؛ مجوز حفاری", "Not sure where to go; digging permits", "info", "5"),
)  # fmt: skip

SERVICES = (
    Item("building_permit", 0, "صدور پروانهٔ ساختمان", "Building permit", "ساخت خانه یا بنای تازه", "A new house or building", "building"),
    Item("permit_renewal", 0, "تمدید پروانه", "Permit renewal", "پروانه‌ای که مهلت آن رو به پایان است", "A permit about to expire", "refresh-cw"),
    Item("permit_change", 0, "تغییر و اصلاح پروانه", "Permit change", "طبقه، مساحت یا نقشهٔ دیگر", "Another storey, area or plan", "pencil"),
    Item("no_violation", 0, "گواهی عدم خلاف", "No-violation certificate", "در میانهٔ ساخت", "During construction", "shield-check"),
    Item("completion", 0, "گواهی پایان کار", "Completion certificate", "وقتی ساختمان تمام شده است", "When the building is finished", "badge-check"),
    Item("wall_permit", 0, "مجوز دیوارکشی", "Wall permit", "دور زمین", "Around a plot", "brick-wall"),
    Item("renewal_levy", 1, "عوارض نوسازی و پسماند", "Renewal and waste levy", "قبض و پرداخت", "Bill and payment", "banknote"),
    Item("art77", 1, "اعتراض به عوارض", "Objection to a levy", "کمیسیون مادهٔ ۷۷", "Article 77 commission", "scale"),
    Item("notary_clearance", 2, "استعلام دفترخانه و مفاصاحساب", "Notary inquiry and clearance", "خرید و فروش ملک", "Sale of a property", "stamp"),
    Item("utility_inquiry", 2, "استعلام آب، برق، گاز، بانک", "Utility and bank inquiry", "انشعاب و وام", "Connections and loans", "plug"),
    Item("trade_inquiry", 2, "استعلام صنفی", "Trade inquiry", "پروانهٔ کسب", "Business licence", "store"),
    Item("land_split", 3, "تفکیک و افراز", "Splitting land", "جدا کردن یک قطعه", "Dividing a plot", "split"),
    Item("land_use_change", 3, "تغییر کاربری", "Change of land use", "مسکونی، تجاری، باغ", "Housing, trade, garden", "map"),
    Item("art100", 3, "پروندهٔ کمیسیون مادهٔ صد", "Article 100 case", "رأی، لایحه، جریمه", "Verdict, defence, fine", "gavel"),
    Item("info_desk", 4, "راهنمایی و اطلاع‌رسانی", "Information", "مدارک، مراحل، جای هر کار", "Documents, steps, where to go", "info"),
    Item("dig_permit", 4, "مجوز حفاری", "Digging permit", "کندن معبر برای انشعاب", "Opening a street for a utility connection", "shovel"),
)  # fmt: skip

#: Plain names, in the words of visitors.
PLAIN = {
    "building_permit": ("اجازهٔ ساختن خانه", "Permission to build"),
    "permit_renewal": ("تمدید مهلت ساخت", "More time to build"),
    "permit_change": ("عوض کردن نقشه", "Change my plan"),
    "no_violation": ("ساختم خلافی ندارد", "My building follows the rules"),
    "completion": ("ساختمانم تمام شده", "My house is finished"),
    "wall_permit": ("دیوار دور زمین", "A wall around a plot"),
    "renewal_levy": ("پرداخت قبض شهرداری", "Pay a city bill"),
    "art77": ("اعتراض به مبلغ قبض", "Object to my bill"),
    "notary_clearance": ("خرید و فروش ملک", "Buy or sell property"),
    "utility_inquiry": ("آب، برق، گاز یا وام", "Water, power, gas"),
    "trade_inquiry": ("باز کردن مغازه", "Open a shop"),
    "land_split": ("تقسیم زمین", "Divide my plot"),
    "land_use_change": ("استفادهٔ دیگر از زمین", "Change how land is used"),
    "art100": ("تخلف ساختمانی", "Building violation"),
    "info_desk": ("نمی‌دانم کجا بروم", "I am not sure where to go"),
    "dig_permit": ("کندن کوچه یا خیابان", "Dig up a street"),
}

#: Unit of a group of services.
UNITS = {
    0: ("واحد شهرسازی", "Planning department"),
    1: ("واحد درآمد", "Revenue department"),
    3: ("واحد املاک", "Land department"),
}

#: What to bring, in one line on the ticket. Services that need nothing are not listed.
BRING = {
    "building_permit": (
        "سند مالکیت، کارت ملی مالک، فیش نوسازی",
        "Title deed, owner’s national card, renewal levy bill",
    ),
    "permit_renewal": ("پروانهٔ پیشین، کارت ملی مالک", "Previous permit, owner’s national card"),
    "permit_change": (
        "پروانهٔ پیشین، نقشهٔ تازه، کارت ملی مالک",
        "Previous permit, new plans, owner’s national card",
    ),
    "no_violation": ("پروانه، گزارش مهندس ناظر", "Permit, supervising engineer’s report"),
    "completion": (
        "پروانه، گزارش پایان کار مهندس ناظر، فیش نوسازی",
        "Permit, engineer’s completion report, levy bill",
    ),
    "wall_permit": ("سند زمین، کارت ملی مالک", "Deed of the plot, owner’s national card"),
    "renewal_levy": ("قبض نوسازی سال پیش یا کد نوسازی ملک", "Last year’s levy bill or the property’s renewal code"),
    "art77": ("برگهٔ عوارض، لایحهٔ اعتراض", "Levy notice, written objection"),
    "notary_clearance": ("نامهٔ دفترخانه، تصویر سند", "Notary’s letter, copy of the deed"),
    "utility_inquiry": (
        "تصویر سند یا پایان کار، کارت ملی",
        "Copy of the deed or completion certificate, national card",
    ),
    "trade_inquiry": ("اجاره‌نامه یا سند مغازه، نامهٔ اتحادیه", "Lease or deed of the shop, guild’s letter"),
    "land_split": ("سند مالکیت، نقشهٔ تفکیکی", "Title deed, the splitting plan"),
    "land_use_change": ("سند مالکیت، درخواست کتبی", "Title deed, written request"),
    "art100": ("ابلاغیه یا رأی، کارت ملی", "Notice or verdict, national card"),
    "dig_permit": ("معرفی‌نامهٔ شرکت آب، برق یا گاز", "A letter from the water, power or gas company"),
}


def columns_of(item: Item) -> dict[str, str]:
    """The texts of a service as columns of ``Service``; group, order and prefix belong to the office."""
    plain, where, bring = PLAIN[item.code], UNITS.get(item.group, ("", "")), BRING.get(item.code, ("", ""))
    return {
        "code": item.code,
        "name_fa": item.fa,
        "name_en": item.en,
        "covers_fa": item.covers_fa,
        "covers_en": item.covers_en,
        "plain_fa": plain[0],
        "plain_en": plain[1],
        "where_fa": where[0],
        "where_en": where[1],
        "bring_fa": bring[0],
        "bring_en": bring[1],
        "icon": item.icon,
    }


def services_named(covers: tuple[str, str]) -> set[str]:
    """Codes of the services that a description of a group (Persian, English) speaks of, if it is that of a template;
    none for other texts."""
    told = {place for place, group in enumerate(GROUPS) if (group.covers_fa, group.covers_en) == covers}
    return {item.code for item in SERVICES if item.group in told}


def group_columns(group: Group) -> dict[str, str]:
    """The texts of a group as columns of ``ServiceGroup``."""
    return {
        "name_fa": group.fa,
        "name_en": group.en,
        "covers_fa": group.covers_fa,
        "covers_en": group.covers_en,
        "icon": group.icon,
    }
