"""Everyday words by which the usual subjects are also found in a search, beside those that the office adds itself. Only
its editor of subjects shows them."""

import re

#: Between the words that an office types; | also separates them in what pages search.
_BETWEEN = re.compile(r"[,،;؛|\n]")
LONGEST = 500  #: characters of what an office types


def separate(typed: str) -> list[str]:
    """The words and phrases of a typed list."""
    return [word for part in _BETWEEN.split(typed) if (word := part.strip())]


#: {code of a category: words that people say for it, Persian and English}.
SEARCH_WORDS: dict[str, tuple[str, ...]] = {
    "cleaning": ("جارو", "رفتگر", "کثیفی کوچه", "شست‌وشوی خیابان", "sweeping", "dirt"),
    "garbage": ("آشغال", "سطل", "پسماند", "شیرابه", "بوی بد", "trash", "rubbish", "waste"),
    "debris": ("خاک و آجر", "مصالح", "ضایعات ساختمانی", "rubble", "building waste"),
    "gutters": ("جدول", "جوب", "کانال", "نهر", "فاضلاب", "گرفتگی جوی", "drain", "sewage", "kerb", "curb"),
    "flooding": ("باران", "سیل", "فاضلاب", "پس زدن آب", "rain", "water", "sewage"),
    "asphalt": ("آسفالت", "چاله", "دست‌انداز", "کوچهٔ خراب", "pothole", "road"),
    "trench": ("حفاری", "کنده‌کاری", "لوله‌کشی", "گاز", "کابل", "digging", "gas", "cable"),
    "civil": ("جدول", "موزاییک", "پل", "پله", "نرده", "رمپ", "معلول", "kerb", "curb", "bridge", "ramp"),
    "green": ("درخت", "پارک", "چمن", "گل", "هرس", "آبیاری", "tree", "park", "grass"),
    "obstruction": ("دست‌فروش", "وانت", "بساط", "میوه‌فروش", "پارک خودرو در پیاده‌رو", "vendor", "peddler"),
    "building": ("ساختمان", "پروانه", "بنا", "طبقهٔ اضافه", "construction", "permit"),
    "noise": ("صدا", "بلندگو", "همسایه", "کارگاه", "loud", "neighbour", "neighbor"),
    "animals": ("حیوان", "گربه", "جانور", "حشره", "سم‌پاشی", "cat", "animal", "insects"),
    "traffic": ("چراغ راهنمایی", "سرعت‌گیر", "خط‌کشی", "پارکینگ", "دوربین", "تابلو", "light", "parking", "sign"),
    "bus": ("ایستگاه", "راننده", "کرایه", "ون", "stop", "driver", "fare"),
    "safety": ("برق", "سیم", "تیر چراغ برق", "چراغ خاموش", "آتش", "گودال", "electricity", "wire", "street light"),
    "planning": ("مالیات", "قبض", "نوسازی", "پایان کار", "tax", "bill"),
    "conduct": ("کارمند", "بی‌احترامی", "بدرفتاری", "رشوه", "مأمور", "employee", "rude", "bribe"),
    "social": ("معتاد", "متکدی", "گدا", "کودک کار", "بی‌خانمان", "addict", "beggar", "homeless"),
    "cemetery": ("قبر", "بهشت زهرا", "گورستان", "دفن", "فوت", "grave", "burial"),
    "praise": ("تشکر", "سپاس", "قدردانی", "thanks"),
}
