"""The steps of the form of a message, by kind, and the fields of each step. Pure."""

from collections.abc import Collection, Iterable, Mapping

from deskq.core.text.names import Name
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.question_rules import FIELD as QUESTION

#: {kind: its icon and description}
KINDS = {
    "request": ("megaphone", Name("چیزی در شهر باید درست شود", "Something in the city needs fixing")),
    "complaint": ("scale", Name("حقی از شما ضایع شده است", "You were treated unfairly")),
    "criticism": ("message-square", Name("چیزی خوب پیش نمی‌رود", "Something is not working well")),
    "suggestion": ("lightbulb", Name("فکری برای بهتر شدن دارید", "You have an idea")),
    "praise": ("thumbs-up", Name("می‌خواهید از کسی تشکر کنید", "You would like to thank someone")),
    REPORT: ("shield-alert", Name("تخلفی دیده‌اید؛ نامی نمی‌پرسیم", "You saw wrongdoing. No name needed")),
}
#: A category that is not offered, because praise is a separate kind.
PRAISE = "praise"
WHAT, ASK, WHERE, WHO = "what", "ask", "where", "who"
#: Kinds with a place, and kinds with a subject.
PLACED = ("request", "complaint", "criticism")
SORTED = ("request", "complaint", "criticism", "suggestion")
PHOTOS = "photos"
#: {step: names of its fields and errors}; for photos see ``photos_step``.
FIELDS = {
    WHAT: ("category", "category_id", "body", "permit", "about_unit", "about_unit_id"),
    ASK: (),
    WHERE: ("address", "district", "district_id", "lat", "lon"),
    WHO: ("name", "phone", "national_id", "home", "texts"),
}
#: Number of subjects that come first; and those that come first until there are enough messages: {kind: codes}.
FIRST = 5
LIKELY = {
    "request": ("garbage", "asphalt", "cleaning", "green", "gutters"),
    "complaint": ("conduct", "building", "planning", "obstruction", "noise"),
    "criticism": ("garbage", "traffic", "conduct", "asphalt", "bus"),
    "suggestion": ("green", "traffic", "civil", "bus", "cleaning"),
}


def steps_of(kind: str, asks: bool = False) -> tuple[str, ...]:
    """``asks``: the chosen category has questions, which form a separate step."""
    if kind == REPORT:
        return (WHAT,)
    first = (WHAT, ASK) if asks else (WHAT,)
    return (*first, WHERE, WHO) if kind in PLACED else (*first, WHO)


def photos_step(kind: str) -> str:
    return WHERE if kind in PLACED else WHAT


def step_at(kind: str, wanted: str, asks: bool = False) -> str:
    """The wanted step, or the first one."""
    return wanted if wanted in steps_of(kind, asks) else WHAT


def moved(kind: str, step: str, by: int, asks: bool = False) -> str:
    """The step ``by`` positions after this one, limited to the first and the last step."""
    steps = steps_of(kind, asks)
    return steps[min(max(steps.index(step) + by, 0), len(steps) - 1)]


def problems_until(kind: str, step: str, problems: Mapping[str, str], asks: bool = False) -> dict[str, str]:
    """The problems of this step and of earlier steps. Later steps have not been shown yet."""
    steps = steps_of(kind, asks)
    later = steps[steps.index(step) + 1 :]
    return {field: text for field, text in problems.items() if not any(is_of(one, field) for one in later)}


def first_with(kind: str, problems: Collection[str], step: str, asks: bool = False) -> str:
    """The first step with a problem; ``step`` if the problems belong to no step."""
    for one in steps_of(kind, asks):
        if any(is_of(one, field) for field in problems) or (PHOTOS in problems and one == photos_step(kind)):
            return one
    return step


def is_of(step: str, field: str) -> bool:
    """Whether a step has this field. Fields of questions belong to the step of questions."""
    return field.startswith(QUESTION) if step == ASK else field in FIELDS[step]


def likeliest_first(kind: str, codes: Iterable[str], used: Mapping[str, int]) -> list[str]:
    """Codes of subjects: the most frequent ones in messages of the kind, then the likely ones, then the others in their
    order."""
    likely = LIKELY.get(kind, ())
    place = {code: at for at, code in enumerate(likely)}
    return sorted(codes, key=lambda code: (-used.get(code, 0), place.get(code, len(likely))))
