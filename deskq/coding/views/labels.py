"""Names of codes and facts of an item in the language of the page."""

from collections.abc import Iterable
from string import ascii_lowercase

from flask_babel import gettext

from deskq.coding.rules.codes import AXES, AXIS_LABELS, CAUSE_LABELS, COMMENT
from deskq.core.text.names import Name
from deskq.message_settings.kinds import KIND_NAMES
from deskq.ratings.labels import FACES
from deskq.web import filters


def cause(code: str) -> str:
    return filters.named(CAUSE_LABELS.get(code, Name(code, code)))


def choices() -> list[tuple[str, list[tuple[str, str, str]]]]:
    """(axis, its (cause, name, key on the keyboard)); keys are letters in the order of the list."""
    keys = iter(ascii_lowercase)
    return [
        (filters.named(AXIS_LABELS[axis]), [(code, cause(code), next(keys)) for code in causes])
        for axis, causes in AXES.items()
    ]


def fact(source: str, code: str) -> str:
    """The kind of a message, or the face of a rating."""
    if source == COMMENT:
        return str(gettext("Comment of a rating: %(face)s", face=filters.named(FACES[int(code)])))
    return filters.named(KIND_NAMES[code])


def words(found: Iterable[str]) -> list[str]:
    """The reasons of a proposal as text: words in quotes, facts by name."""
    names = {"kind": gettext("its kind"), "subject": gettext("its subject")}
    names["unit"] = gettext("the cause given with the answer")
    return [names[one.partition("=")[0]] if "=" in one else f"«{filters.digits(one)}»" for one in found]
