"""The check digit of H. Michael Damm (2004): detects every wrong digit and every swap of two neighbours."""

QUASIGROUP = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def digit(body: str) -> str:
    """The check digit of these digits. Digits that already end with theirs give 0."""
    state = 0
    for character in body:
        state = int(QUASIGROUP[state][int(character)])
    return str(state)


def is_valid(digits: str) -> bool:
    """Whether the last digit is the check digit of the others."""
    return digit(digits) == "0"
