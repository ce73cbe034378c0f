"""Numbers and letters as they are spoken. Pure. Checked against the engine's own phonemes in tests/voice."""

import re

from deskq.core.text.persian import persian_digits

THOUSAND = "هزار"
#: Letters that the Persian voice does not name correctly by themselves; espeak-ng names the others.
PERSIAN_IN_PERSIAN = {"ا": "الف", "و": "واو", "گ": "گاف"} | {letter: f"{letter}ِ" for letter in "بپتثچحخرزژطظفهی"}
PERSIAN_IN_ENGLISH = {
    "ا": "alef", "آ": "aah", "ب": "beh", "پ": "peh", "ت": "teh", "ث": "seh", "ج": "jeem", "چ": "cheh", "ح": "heh",
    "خ": "kheh", "د": "daal", "ذ": "zaal", "ر": "reh", "ز": "zeh", "ژ": "zheh", "س": "seen", "ش": "sheen",
    "ص": "saad", "ض": "zaad", "ط": "taa", "ظ": "zaa", "ع": "eyn", "غ": "gheyn", "ف": "feh", "ق": "ghaaf",
    "ک": "kaaf", "گ": "gaaf", "ل": "laam", "م": "meem", "ن": "noon", "و": "vaav", "ه": "heh", "ی": "yeh",
}  # fmt: skip
LATIN_IN_ENGLISH = {"A": "eigh"}  # alone it would be read as the article


def speech_text(number: int, language: str) -> str:
    """The engine's input for a number: digits, because it reads words in the written form («چهل و دو» as "chehel va
    do"). In Persian thousands are a separate word: «هزار», not «یک هزار», and one «و», where espeak-ng says two."""
    if language == "en":
        return str(number)
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return persian_digits(number)
    head = THOUSAND if thousands == 1 else f"{persian_digits(thousands)} {THOUSAND}"
    return f"{head}ُ {persian_digits(rest)}" if rest else head


def in_text(text: str, language: str) -> str:
    """A name with every number in it prepared for speech: «اتاق ۱۰۴»."""
    return re.sub(r"\d+", lambda found: speech_text(int(found[0]), language), text)


def letter(char: str, language: str) -> str:
    """The name of a prefix letter, as the engine says it."""
    upper = char.upper()
    if language == "fa":
        return PERSIAN_IN_PERSIAN.get(upper, upper)
    return PERSIAN_IN_ENGLISH.get(upper) or LATIN_IN_ENGLISH.get(upper, upper)


def units(number: int, language: str) -> tuple[str, ...]:
    """A number in parts that can be recorded: 345 is 300, and, 40, and, 5. Empty where parts are not possible."""
    if not 0 < number < 10_000:
        return ()
    thousands, rest = divmod(number, 1000)
    head = [] if not thousands else ["1000"] if thousands == 1 and language == "fa" else [str(thousands), "1000"]
    hundreds, small = rest // 100 * 100, rest % 100
    tens = [small] if small <= 20 else [small // 10 * 10, small % 10]
    low = [str(part) for part in tens if part]
    if language == "fa":
        groups = [head, *([str(part)] for part in (hundreds,) if part), *([part] for part in low)]
        return _joined([group for group in groups if group])
    high = [*head, *([str(hundreds)] if hundreds else [])]
    return tuple([*high, "and", *low] if high and low else high + low)


def _joined(groups: list[list[str]]) -> tuple[str, ...]:
    parts = list(groups[0])
    for group in groups[1:]:
        parts += ["and", *group]
    return tuple(parts)
