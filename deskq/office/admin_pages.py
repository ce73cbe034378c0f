"""Shared parts of the pages under /manage: rendering with the menu, submitting forms and showing their errors."""

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

PageResponse = str | Response | tuple[str, int]


@dataclass(frozen=True)
class FilledForm:
    """A form as shown: field values, and error messages by field ("" for the form as a whole)."""

    values: MultiDict[str, str] = field(default_factory=MultiDict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def all(self, name: str) -> list[str]:
        return self.values.getlist(name)

    def problem(self, name: str) -> str:
        return self.problems.get(name, "")


def filled(values: Mapping[str, Any]) -> FilledForm:
    """A form with these values as typed text; a list is a field with several values."""
    return FilledForm(MultiDict({name: _typed(value) for name, value in values.items()}))


def _typed(value: Any) -> Any:
    if isinstance(value, list | tuple | set):
        return [str(item) for item in value]
    if value is None or value is False:
        return ""
    return "1" if value is True else str(value)


def render(template: str, **values: Any) -> str:
    """An admin page, with a menu of what the caller may do."""
    caller = identity.staff_caller()
    person = identity.signed_in()
    assert caller is not None
    assert person is not None
    values.setdefault("office", config_cache.of(db.session(), caller.office_id).office.name)
    may = partial(permissions.may, caller.role)
    return render_template(template, may=may, person_name=person.name, **values)


def submit_action(
    act: str,
    do: Callable[[Caller], None],
    then: str,
    again: Callable[[FilledForm], str],
    error_fields: Mapping[type[DomainError], str] | None = None,
) -> Response | tuple[str, int]:
    """Check the permission ``act``, call ``do``, and redirect to the endpoint ``then``; errors as in ``submit``."""
    caller = identity.require(act)

    def submit_and_go() -> str:
        do(caller)
        return url_for(then)

    return submit(submit_and_go, again, error_fields)


def submit(
    do: Callable[[], str],
    again: Callable[[FilledForm], str],
    error_fields: Mapping[type[DomainError], str] | None = None,
) -> Response | tuple[str, int]:
    """Call ``do`` and redirect to the URL it returns. On a ``DomainError`` show the page ``again`` with the typed
    values and each problem at its field; ``error_fields`` names the field of an error that concerns one."""
    answer = submit_for_page(do, again, error_fields)
    return redirect(answer, 303) if isinstance(answer, str) else answer


def submit_for_page(
    do: Callable[[], PageResponse],
    again: Callable[[FilledForm], str],
    error_fields: Mapping[type[DomainError], str] | None = None,
) -> PageResponse:
    """As ``submit``, where ``do`` returns the page itself: what was searched for must not appear in a logged URL."""
    try:
        return do()
    except InvalidInput as refusal:
        named = {name.partition(".")[0]: gettext(text) for name, text in refusal.fields.items()}
        return _again(again, named, refusal)
    except (NotFound, Forbidden):
        raise
    except DomainError as refusal:
        return _again(again, {(error_fields or {}).get(type(refusal), ""): sentence(refusal)}, refusal)


def _again(again: Callable[[FilledForm], str], problems: dict[str, str], refusal: DomainError) -> tuple[str, int]:
    db.session.rollback()
    return again(FilledForm(MultiDict(request.form), problems)), refusal.status


def done(words: str) -> None:
    """Flash on the next page that an action is done."""
    flash(words, "done")
