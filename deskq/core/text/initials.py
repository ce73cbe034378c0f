"""The initials of a name, where a list says for whom something is without telling who it is."""

#: Letters of a name that are shown, at most.
MOST = 3
#: Titles that are no part of a name.
TITLES = ("آقای", "خانم", "سید", "سیده", "مهندس", "دکتر")


def of(name: str) -> str:
    """«ک. ی.» of «کاظم یوسفی»; "" of an empty name."""
    words = [word for word in name.replace("‌", " ").split() if word not in TITLES and word[0].isalpha()]
    return " ".join(f"{word[0]}." for word in words[:MOST])
