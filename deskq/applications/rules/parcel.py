"""Parcel codes (کد نوسازی): digits with hyphens between their parts."""

import re

from deskq.core.text import persian

PARCEL = re.compile(r"\d{1,6}(-\d{1,6}){0,6}")


def parcel_of(typed: str) -> str:
    """A parcel code as it is stored: ASCII digits, its parts separated by hyphens."""
    return re.sub(r"[\s/._\u200c–-]+", "-", file_number_of(typed)).strip("-")


def file_number_of(typed: str) -> str:
    """A file number as it is stored."""
    return persian.ascii_digits(persian.clean(typed))
