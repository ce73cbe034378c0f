"""The text of a page read aloud: split into clips, with codes and numbers as in a call. Pure."""

import re
import textwrap

from deskq.voice import numbers, phrases

SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+")
CODE = re.compile(r"\b[^\W\d_]\d+\b")  # a prefix letter and its number; a bare number needs no spelling
LARGE = re.compile(r"(?<![\d:])[1-9۱-۹]\d{3,5}\b")


def pieces(text: str, longest: int) -> list[str]:
    """Whole sentences together, up to ``longest`` characters; only a longer sentence is itself split, between words."""
    found = [""]
    for sentence in SENTENCE_END.split(text):
        for part in textwrap.wrap(sentence, longest):
            joined = f"{found[-1]} {part}".strip()
            found = [*found[:-1], joined] if len(joined) <= longest else [*found, part]
    return found


def aloud(text: str, language: str) -> str:
    """The engine's input, so that a number sounds as it will be called: «A۱۷» becomes «A ۱۷»."""
    spelled = CODE.sub(lambda found: phrases.spelled(found[0], language), text)
    return LARGE.sub(lambda found: numbers.speech_text(int(found[0]), language), spelled)
