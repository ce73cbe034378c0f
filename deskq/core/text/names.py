"""A name in Persian and English."""

from collections.abc import Iterable
from typing import NamedTuple


class Name(NamedTuple):
    """An empty ``en`` means that English pages show the Persian name."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        return self.fa if language == "fa" or not self.en else self.en


def listed(texts: Iterable[str], language: str) -> str:
    """The texts that are not empty, with the commas of the language between them."""
    return ("، " if language == "fa" else ", ").join(filter(None, texts))
