"""H. Michael Damm's check digit (2004): finds every wrong digit and every two neighbours exchanged."""

QUASIGROUP = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def digit(body: str) -> str:
    """The check digit of these digits; of digits that end with their own it is 0."""
    state = 0
    for one in body:
        state = int(QUASIGROUP[state][int(one)])
    return str(state)


def fits(digits: str) -> bool:
    return digit(digits) == "0"
