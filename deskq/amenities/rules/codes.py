"""Codes on stickers: ten letters and digits that nobody guesses and everybody can type. Pure."""

from deskq.core.text import persian

#: Without letters and digits that look like each other: 31 signs, so ten of them are 49 bits.
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 10


def normal(typed: str) -> str:
    """A typed code as it is stored: small letters, Latin digits, no spaces and dashes; "" for what cannot be one."""
    text = persian.ascii_digits(typed).lower().replace(" ", "").replace("-", "")
    return text if len(text) == LENGTH and set(text) <= set(SIGNS) else ""
