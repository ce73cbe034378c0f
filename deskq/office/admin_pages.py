"""What the pages under /manage share: their menu, a form shown again when something in it is wrong, what was done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.core.errors import DomainError, Forbidden, InvalidInput, NotFound
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.web.error_handlers import sentence

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True)
class FilledForm:
    """A form as it is shown: the values in its fields, and what is wrong by field ("" is the form as a whole)."""

    values: MultiDict[str, str] = field(default_factory=MultiDict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def all(self, name: str) -> list[str]:
        return self.values.getlist(name)

    def problem(self, name: str) -> str:
        return self.problems.get(name, "")


def filled(values: Mapping[str, Any]) -> FilledForm:
    """A form with these values, as they would be typed; lists are fields that may be given several times."""
    return FilledForm(MultiDict({name: _typed(value) for name, value in values.items()}))


def _typed(value: Any) -> Any:
    if isinstance(value, list | tuple | set):
        return [str(item) for item in value]
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def draw(template: str, **values: Any) -> str:
    """A page of the management: with the menu of what its reader may do."""
    caller = identity.staff_caller()
    person = identity.signed_in()
    assert caller is not None
    assert person is not None
    values.setdefault("office", config_cache.of(db.session(), caller.office_id).office.name)
    may = partial(permissions.may, caller.role)
    return render_template(template, may=may, person_name=person.name, **values)


def press(
    act: str,
    do: Callable[[Caller], None],
    then: str,
    again: Callable[[FilledForm], str],
    beside: Mapping[type[DomainError], str] | None = None,
) -> Response | tuple[str, int]:
    """A button of a page pressed by whoever may ``act``: ``do`` does it and says so, and on goes
    the page ``then``."""
    caller = identity.require(act)

    def did() -> str:
        do(caller)
        return url_for(then)

    return submit(did, again, beside)


def submit(
    do: Callable[[], str],
    again: Callable[[FilledForm], str],
    beside: Mapping[type[DomainError], str] | None = None,
) -> Response | tuple[str, int]:
    """Do what a form asks and go where ``do`` says. Refused: the page again, what was typed kept, each problem beside
    its field; ``beside`` names the field of a refusal that is about one."""
    answer = answered(do, again, beside)
    return redirect(answer, 303) if isinstance(answer, str) else answer


def answered(
    do: Callable[[], Answer],
    again: Callable[[FilledForm], str],
    beside: Mapping[type[DomainError], str] | None = None,
) -> Answer:
    """The same where ``do`` gives the answer itself: what a form asks for has no address, lest it be noted."""
    try:
        return do()
    except InvalidInput as refusal:
        named = {name.partition(".")[0]: gettext(text) for name, text in refusal.fields.items()}
        return _again(again, named, refusal)
    except (NotFound, Forbidden):
        raise
    except DomainError as refusal:
        return _again(again, {(beside or {}).get(type(refusal), ""): sentence(refusal)}, refusal)


def _again(again: Callable[[FilledForm], str], problems: dict[str, str], refusal: DomainError) -> tuple[str, int]:
    db.session.rollback()
    return again(FilledForm(MultiDict(request.form), problems)), refusal.status


def done(words: str) -> None:
    """Say on the next page what was done."""
    flash(words, "done")
