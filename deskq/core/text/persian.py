"""Persian text, digits and dates: pure functions, no framework.

Dates come from persiantools (right for every leap year 1300-1450). Digits are U+06F0-9 only.
"""

import re
import unicodedata
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate as _JalaliDate

WEEKDAYS = ("شنبه", "یکشنبه", "دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه")
MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip

JalaliDate: Any = _JalaliDate  # the library ships no types

_TO_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": None})
_MARKS = re.compile("[\u064b-\u065f\u0670]")
ZWNJ = "\u200c"
_WORDS = re.compile(f"[\\w{ZWNJ}]+")
_ALIKE = str.maketrans({"آ": "ا", "أ": "ا", "إ": "ا", "ؤ": "و", "ئ": "ی", "ۀ": "ه", "ء": None, "_": None})


class Name(NamedTuple):
    """One name in the two languages of the desk."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        return self.fa if language == "fa" or not self.en else self.en


def persian_digits(text: object) -> str:
    return str(text).translate(_TO_PERSIAN)


def ascii_digits(text: str) -> str:
    return text.translate(_TO_ASCII)


def clean(text: str) -> str:
    """Text as it is stored: one spelling for ی and ک, no direction controls, half-space kept. Cleaning it again changes
    nothing: what is invisible goes first, so that marks and spaces meet before they are put in order."""
    text = unicodedata.normalize("NFKC", "".join(filter(_is_kept, text))).translate(_LETTERS)
    lines = (" ".join(line.split()) for line in text.splitlines())
    cleaned = unicodedata.normalize("NFC", "\n".join(lines).strip())
    return cleaned if cleaned.strip(f"{ZWNJ} \n") else ""  # half-spaces alone say nothing


def _is_kept(char: str) -> bool:
    return char == ZWNJ or char.isspace() or unicodedata.category(char)[0] != "C"


def key(text: str) -> str:
    """Text as it is searched: ``clean`` without vowel marks, ASCII digits, half-space as a space, one case."""
    text = ascii_digits(unicodedata.normalize("NFC", _MARKS.sub("", clean(text)))).replace(ZWNJ, " ")
    return " ".join(text.split()).casefold()


def search_words(text: str) -> list[tuple[str, ...]]:
    """The words of a text as they are looked for, each with the spellings it may stand in: «می‌خواهم» is found as two
    words and as one. آ and ا are one letter, as people type; so are ی and ئ, و and ؤ."""
    found: list[tuple[str, ...]] = []
    for word in _WORDS.findall(ascii_digits(unicodedata.normalize("NFC", _MARKS.sub("", clean(text)))).casefold()):
        parts = [part for part in word.translate(_ALIKE).split(ZWNJ) if part]
        if parts:
            found.append(tuple(dict.fromkeys((" ".join(parts), "".join(parts)))))
    return found


def jalali_day(moment: datetime, zone: ZoneInfo) -> int:
    """The local Jalali date of an aware moment as an integer: 14050903."""
    return jalali_number(moment.astimezone(zone).date())


def jalali_number(day: date) -> int:
    jalali = JalaliDate(day)
    return int(jalali.year * 10_000 + jalali.month * 100 + jalali.day)


def gregorian(jalali: int) -> date:
    """The Gregorian date of an integer Jalali day."""
    found: date = JalaliDate(jalali // 10_000, jalali // 100 % 100, jalali % 100).to_gregorian()
    return found


def parse_jalali(text: str) -> date:
    """The date of «۱۴۰۵/۰۹/۰۳» as people type it: any digits, parted by / - . or a space. ``ValueError`` otherwise."""
    parts = [part for part in re.split(r"[/\-.\s]+", ascii_digits(text).strip()) if part]
    if len(parts) != 3 or not all(part.isdecimal() and len(part) <= 4 for part in parts):
        raise ValueError("not a date")
    year, month, day = map(int, parts)
    if not 1300 <= year <= 1500:
        raise ValueError("not a year of this calendar")
    found: date = JalaliDate(year, month, day).to_gregorian()
    return found


def short_date(day: date) -> str:
    """1405/09/03, as ``parse_jalali`` reads it."""
    jalali = JalaliDate(day)
    return f"{jalali.year}/{jalali.month:02}/{jalali.day:02}"


def written_date(day: date, language: str) -> str:
    """«سه‌شنبه ۳ آذر ۱۴۰۵»; in English the Gregorian date: "Tuesday 24 November 2026"."""
    jalali = JalaliDate(day)
    if language == "fa":
        weekday = WEEKDAYS[(day.weekday() + 2) % 7]
        return persian_digits(f"{weekday} {jalali.day} {MONTHS[jalali.month - 1]} {jalali.year}")
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def id_digits(typed: str) -> str:
    """The digits of a national ID in any spelling, also as copied with the marks that a chat puts around numbers."""
    return re.sub(rf"[\s\-–./{ZWNJ}]", "", ascii_digits(clean(typed)))


def is_national_id(digits: str) -> bool:
    """Ten digits, not all alike, the last of which is made of the others (modulo 11)."""
    if not re.fullmatch(r"[0-9]{10}", digits) or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:-1])) % 11
    return int(digits[-1]) == (remainder if remainder < 2 else 11 - remainder)
