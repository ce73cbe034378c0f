"""Persian text: digits, one spelling for storing, a key and words for searching.

Persian digits are U+06F0 to U+06F9 only.
"""

import re
import unicodedata

_TO_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
#: Arabic letters that keyboards give instead of the Persian ones, and the stretching tatweel.
_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": None})
_VOWEL_MARKS = re.compile("[\u064b-\u065f\u0670]")
ZWNJ = "\u200c"
_WORDS = re.compile(f"[\\w{ZWNJ}]+")
_SAME_IN_SEARCH = str.maketrans({"آ": "ا", "أ": "ا", "إ": "ا", "ؤ": "و", "ئ": "ی", "ۀ": "ه", "ء": None, "_": None})


def persian_digits(text: object) -> str:
    return str(text).translate(_TO_PERSIAN)


def only_digits(typed: str) -> str:
    """A typed code in ASCII digits without spaces and dashes. Other characters stay."""
    return re.sub(r"[\s\-–_.]", "", ascii_digits(clean(typed)).replace(ZWNJ, ""))


def ascii_digits(text: str) -> str:
    return text.translate(_TO_ASCII)


def clean(text: str) -> str:
    """Text as it is stored: one spelling for ی and ک, no direction controls, half-spaces (ZWNJ) kept. Idempotent:
    invisible characters are removed first, so that marks and spaces are next to each other before normalisation."""
    if text.isprintable() and text.isascii():
        return " ".join(text.split())
    if not text.replace(ZWNJ, "").isprintable():  # most texts are, and asking letter by letter takes long
        text = "".join(filter(_is_kept, text))
    text = unicodedata.normalize("NFKC", text).translate(_LETTERS)
    lines = (" ".join(line.split()) for line in text.splitlines())
    cleaned = unicodedata.normalize("NFC", "\n".join(lines).strip())
    return cleaned if cleaned.strip(f"{ZWNJ} \n") else ""  # half-spaces alone are no text


def _is_kept(char: str) -> bool:
    return char == ZWNJ or char.isspace() or unicodedata.category(char)[0] != "C"


def search_key(text: str) -> str:
    """Text as it is compared: ``clean`` without vowel marks, ASCII digits, half-space as a space, one case."""
    text = ascii_digits(unicodedata.normalize("NFC", _VOWEL_MARKS.sub("", clean(text)))).replace(ZWNJ, " ")
    return " ".join(text.split()).casefold()


def search_words(text: str) -> list[tuple[str, ...]]:
    """The words of a text for a full-text search, each with its possible spellings: «می‌خواهم» is found as two words
    and as one. آ and ا count as one letter, as people type; so do ی and ئ, و and ؤ."""
    found: list[tuple[str, ...]] = []
    for word in _WORDS.findall(
        ascii_digits(unicodedata.normalize("NFC", _VOWEL_MARKS.sub("", clean(text)))).casefold()
    ):
        parts = [part for part in word.translate(_SAME_IN_SEARCH).split(ZWNJ) if part]
        if parts:
            found.append(tuple(dict.fromkeys((" ".join(parts), "".join(parts)))))
    return found
