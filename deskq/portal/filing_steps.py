"""The steps in which a citizen is asked, by kind, and which fields each step has. Pure."""

from collections.abc import Collection, Iterable, Mapping

from deskq.core.text.names import Name
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.question_rules import FIELD as QUESTION

#: {kind: its picture and what it is for}
KINDS = {
    "request": ("megaphone", Name("چیزی در شهر باید درست شود", "Something in the city needs fixing")),
    "complaint": ("scale", Name("حقی از شما ضایع شده است", "You were treated unfairly")),
    "criticism": ("message-square", Name("چیزی خوب پیش نمی‌رود", "Something is not working well")),
    "suggestion": ("lightbulb", Name("فکری برای بهتر شدن دارید", "You have an idea")),
    "praise": ("thumbs-up", Name("می‌خواهید از کسی تشکر کنید", "You would like to thank someone")),
    REPORT: ("shield-alert", Name("تخلفی دیده‌اید؛ نامی نمی‌پرسیم", "You saw wrongdoing. No name needed")),
}
#: Not offered by that name: it is a kind of its own.
PRAISE = "praise"
WHAT, ASK, WHERE, WHO = "what", "ask", "where", "who"
#: Kinds with a place, and kinds with a subject.
PLACED = ("request", "complaint", "criticism")
SORTED = ("request", "complaint", "criticism", "suggestion")
PHOTOS = "photos"
#: {step: its fields, by the names of their errors as well}; photos see ``photos_step``.
FIELDS = {
    WHAT: ("category", "category_id", "body", "permit", "about_unit", "about_unit_id"),
    ASK: (),
    WHERE: ("address", "district", "district_id", "lat", "lon"),
    WHO: ("name", "phone", "national_id", "home", "texts"),
}
#: How many subjects stand first, and those that come first until citizens have sent enough: {kind: codes}.
FIRST = 5
LIKELY = {
    "request": ("garbage", "asphalt", "cleaning", "green", "gutters"),
    "complaint": ("conduct", "building", "planning", "obstruction", "noise"),
    "criticism": ("garbage", "traffic", "conduct", "asphalt", "bus"),
    "suggestion": ("green", "traffic", "civil", "bus", "cleaning"),
}


def steps_of(kind: str, asks: bool = False) -> tuple[str, ...]:
    """``asks``: the chosen category has questions, which are a step of their own."""
    if kind == REPORT:
        return (WHAT,)
    first = (WHAT, ASK) if asks else (WHAT,)
    return (*first, WHERE, WHO) if kind in PLACED else (*first, WHO)


def photos_step(kind: str) -> str:
    return WHERE if kind in PLACED else WHAT


def step_at(kind: str, wanted: str, asks: bool = False) -> str:
    """The wanted step, else the first."""
    return wanted if wanted in steps_of(kind, asks) else WHAT


def moved(kind: str, step: str, by: int, asks: bool = False) -> str:
    """The step so many after this one; the first or the last at the ends."""
    steps = steps_of(kind, asks)
    return steps[min(max(steps.index(step) + by, 0), len(steps) - 1)]


def problems_until(kind: str, step: str, problems: Mapping[str, str], asks: bool = False) -> dict[str, str]:
    """The problems of this step and of those before it: of what comes later nothing has been asked."""
    steps = steps_of(kind, asks)
    later = steps[steps.index(step) + 1 :]
    return {field: text for field, text in problems.items() if not any(is_of(one, field) for one in later)}


def first_with(kind: str, problems: Collection[str], step: str, asks: bool = False) -> str:
    """The first step with a problem; ``step`` when they concern no field of a step."""
    for one in steps_of(kind, asks):
        if any(is_of(one, field) for field in problems) or (PHOTOS in problems and one == photos_step(kind)):
            return one
    return step


def is_of(step: str, field: str) -> bool:
    """Whether a step has this field; a question is a field of its own name."""
    return field.startswith(QUESTION) if step == ASK else field in FIELDS[step]


def likeliest_first(kind: str, codes: Iterable[str], used: Mapping[str, int]) -> list[str]:
    """Codes of subjects: the most used in messages of the kind first, then the likely ones, the rest as they were."""
    likely = LIKELY.get(kind, ())
    place = {code: at for at, code in enumerate(likely)}
    return sorted(codes, key=lambda code: (-used.get(code, 0), place.get(code, len(likely))))
