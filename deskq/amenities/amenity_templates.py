"""What nearly every hall has, offered where the list lacks it."""

from dataclasses import dataclass

from deskq.core.text.names import Name


@dataclass(frozen=True, slots=True)
class AmenityTemplate:
    """``code``: in the form; ``is_usual``: ticked in a new list."""

    code: str
    kind: str
    place: Name
    is_usual: bool = True


TEMPLATES = (
    AmenityTemplate("seats", "seats", Name("سالن انتظار", "Waiting hall")),
    AmenityTemplate("water", "water", Name("سالن انتظار", "Waiting hall")),
    AmenityTemplate("heating", "heating", Name("سالن انتظار", "Waiting hall")),
    AmenityTemplate("cooling", "cooling", Name("سالن انتظار", "Waiting hall")),
    AmenityTemplate("light", "light", Name("سالن انتظار", "Waiting hall")),
    AmenityTemplate("ramp", "ramp", Name("ورودی", "Entrance")),
    AmenityTemplate("lift", "lift", Name("", "")),
    AmenityTemplate("toilet_women", "toilet", Name("زنانه", "Women")),
    AmenityTemplate("toilet_men", "toilet", Name("مردانه", "Men")),
    AmenityTemplate("toilet_accessible", "toilet_accessible", Name("", "")),
    AmenityTemplate("parking", "parking", Name("جلوی ساختمان", "In front of the building"), is_usual=False),
)
