"""Shared parts of the pages under /manage: rendering with the menu, submitting forms and showing their errors."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import after_this_request, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.access.identity import Caller
from deskq.access.ports import Person
from deskq.core import secrets
from deskq.core.errors import N_, DomainError, Forbidden, InvalidInput, NotFound, SentAlready
from deskq.core.extensions import db
from deskq.core.rate_limits import retry_after
from deskq.core.text import jalali, persian
from deskq.core.transactions import transaction
from deskq.office import config_cache, parts
from deskq.web import filters
from deskq.web.forms import REQUEST_KEY, REVISION
from deskq.web.refusal_sentences import sentence

PageResponse = str | Response | tuple[str, int]


@dataclass(frozen=True)
class FilledForm:
    """A form as shown: field values, and error messages by field ("" for the form as a whole). ``theirs`` are the
    stored values when somebody else changed them after this form was opened."""

    values: MultiDict[str, str] = field(default_factory=MultiDict)
    problems: Mapping[str, str] = field(default_factory=dict)
    theirs: "FilledForm | None" = None

    def get(self, name: str) -> str:
        return self.values.get(name, "")

    def all(self, name: str) -> list[str]:
        return self.values.getlist(name)

    def problem(self, name: str) -> str:
        return self.problems.get(name, "")

    def typed(self, labels: Mapping[str, str]) -> list[str]:
        """What was typed into these fields, each with its label if it has one, for a page that no longer has the
        form."""
        found = ((label, self.get(name).strip()) for name, label in labels.items())
        return [f"{gettext(label)}: {text}" if label else text for label, text in found if text]

    @property
    def revision(self) -> str:
        """Of the stored values that the form began from; after a conflict, of those that it would overwrite."""
        return (self.theirs or self).get(REVISION)

    def seen(self, name: str, present: object) -> str:
        """The revision for the hidden field ``name`` of an action's form. After wrong input it stays that of the page
        on which the person typed, so that newer work of others is noticed. After a refused action the page shows that
        work, and the form gets the ``present`` revision."""
        typed = "" if self.problem("") else self.get(name)
        return typed or str(present)

    @property
    def request_key(self) -> str:
        """The key of a form that creates something (office/sent_forms.py)."""
        return self.get(REQUEST_KEY) or secrets.new()

    def differs(self, name: str) -> bool:
        """Whether somebody else stored another value than this form has."""
        return self.theirs is not None and _compared(self.all(name)) != _compared(self.theirs.all(name))

    @property
    def differing(self) -> list[str]:
        """The fields that differ."""
        return [name for name in (self.theirs or self).values if name != REVISION and self.differs(name)]


class EditedMeanwhile(DomainError):
    """``stored`` are the values as they are now."""

    slug, status = "edited-meanwhile", 409
    title = N_("Somebody else changed this while you were editing it. Nothing of yours is saved yet.")

    def __init__(self, stored: FilledForm) -> None:
        super().__init__()
        self.stored = stored


def stored(values: Mapping[str, Any], more: object = "") -> FilledForm:
    """An edit form with the values as they are stored, and their revision; ``more`` belongs to the revision and is in
    no field."""
    form = filled(values)
    content = [sorted((name, sorted(form.all(name))) for name in form.values), str(more)]
    form.values[REVISION] = hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]
    return form


class RevisionMissing(DomainError):
    slug, status = "revision-missing", 400
    title = N_(
        "We cannot tell whether somebody else has changed this in the meantime. Please open the page again and repeat "
        "the change."
    )


@contextmanager
def editing(caller: Caller, now: Callable[[], FilledForm]) -> Iterator[None]:
    """Context manager for saving a form. It locks the office and compares the revision of the form with ``now()``, the
    form with the present values. Raises ``EditedMeanwhile``, for which ``submit`` shows both values, or
    ``RevisionMissing``."""
    with transaction(caller.office_id, caller.by):
        began, form = request.form.get(REVISION), now()
        if not began:
            raise RevisionMissing
        if began != form.revision:
            raise EditedMeanwhile(form)
        yield


def _compared(values: list[str]) -> list[str]:
    """Values in a normal form for comparison: independent of digits, order and calendar, without empty values."""
    return sorted(filter(None, (_one_calendar(persian.ascii_digits(persian.clean(value))) for value in values)))


def _one_calendar(value: str) -> str:
    try:
        return jalali.parse(value).isoformat()
    except ValueError:
        return value


def filled(values: Mapping[str, Any]) -> FilledForm:
    """A form with these values as typed text; a list is a field with several values."""
    form = FilledForm()
    for name, value in values.items():
        form.values.setlist(name, _typed(value))
    return form


def _typed(value: Any) -> list[str]:
    if isinstance(value, list | tuple | set):
        return [str(item) for item in value]
    if value is None or value is False:
        return [""]
    return ["1" if value is True else str(value)]


def render(template: str, **values: Any) -> str:
    """An admin page, with a menu of what the caller may do."""
    caller = identity.staff_caller()
    person = identity.signed_in()
    assert caller is not None
    assert person is not None
    return render_template(template, **(_bar(person) | values))


def staff_bar() -> dict[str, Any]:
    """What the bar of staff pages shows, for a page that anybody may get; empty for people who are not signed in."""
    person = identity.signed_in()
    return _bar(person) if person is not None else {}


def _bar(person: Person) -> dict[str, Any]:
    """What the bar and the menu of staff pages show; ``used_parts``: parts of the town that the office uses."""
    office = config_cache.of(db.session(), person.office_id).office
    return {
        "office": office.name,
        "used_parts": parts.used(office.unused_parts),
        "may": partial(permissions.may, person.role),
        "person_name": filters.named(person.names),
    }


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
    except EditedMeanwhile as refusal:
        return _again(again, FilledForm(MultiDict(request.form), {}, refusal.stored), refusal)
    except InvalidInput as refusal:
        named = {name.partition(".")[0]: gettext(text) for name, text in refusal.fields.items()}
        return _again(again, FilledForm(MultiDict(request.form), named), refusal)
    except (NotFound, Forbidden):
        raise
    except DomainError as refusal:
        problems = {(error_fields or {}).get(type(refusal), ""): sentence(refusal)}
        form = FilledForm(MultiDict(request.form), problems)
        if isinstance(refusal, SentAlready):
            form.values.poplist(REQUEST_KEY)  # the next time it creates something new
        return _again(again, form, refusal)


def _again(again: Callable[[FilledForm], str], form: FilledForm, refusal: DomainError) -> tuple[str, int]:
    db.session.rollback()

    @after_this_request
    def tell_when(response: Response) -> Response:
        response.headers.update(retry_after(refusal))
        return response

    return again(form), refusal.status


def missing(words: str) -> None:
    """Show on the next page what is still missing after an action."""
    flash(words, "missing")


def done(words: str) -> None:
    """Flash on the next page that an action is done."""
    flash(words, "done")
