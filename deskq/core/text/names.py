"""A name in Persian and English."""

from typing import NamedTuple


class Name(NamedTuple):
    """An empty ``en`` means that English pages show the Persian name."""

    fa: str
    en: str

    def in_language(self, language: str) -> str:
        return self.fa if language == "fa" or not self.en else self.en
