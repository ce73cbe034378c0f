"""The way through the steps: a step leads to the page that mends it, and a bar above that page leads on.

The browser remembers the step that it went to (``session``), because the pages belong to other features and redirect as
they like. The overview of the set-up ends the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from deskq.access import identity, permissions
from deskq.core.errors import NotFound
from deskq.core.extensions import db
from deskq.setup.readiness import queries, rules, shown
from deskq.setup.readiness.rules import Part, Step
from deskq.setup.readiness.steps import BY_KEY
from deskq.setup.readiness.words import STEP_NAMES
from deskq.setup.views import wizard
from deskq.setup.views.wizard import blueprint

KEY = "setup_step"  #: key in the session
MOST_SHOWN = 5  #: on the page of the hall


@dataclass(frozen=True)
class Way:
    """``step``: to which this browser went; ``next``: what is to be done after it."""

    parts: Sequence[Part]
    step: Step
    next: Step | None

    @property
    def part(self) -> Part:
        return next(part for part in self.parts if part.key == self.step.kind.part)


@blueprint.get("/steps/<step>")
def go(step: str) -> Response:
    """Go to the page on which this step is done."""
    wizard.caller()
    kind = BY_KEY.get(step)
    if kind is None:
        raise NotFound
    session[KEY] = step
    return redirect(url_for(kind.page, **kind.where), 303)


def end() -> None:
    session.pop(KEY, None)


def current() -> Way | None:
    """The way of this browser; None for who cannot change the set-up, or went to no step. Read once for a page."""
    key, person = session.get(KEY, ""), identity.signed_in()
    if key not in BY_KEY or person is None or not permissions.may(person.role, wizard.ACT):
        return None
    found = queries.town_parts(db.session(), person.office_id)
    step = next((step for part in found for step in part.steps if step.key == key), None)
    return Way(found, step, rules.step_after(found, key)) if step is not None else None


def bar() -> Way | None:
    """The way, where the page does not lead on by itself as those of the queue's steps do."""
    if request.blueprint == blueprint.name and BY_KEY.get(session.get(KEY, "office"), BY_KEY["office"]).part == "queue":
        return None
    return current()


def lacks() -> list[tuple[str, str, str]]:
    """(key, name, what it would stop) of the first steps without which a part does not work, for the page of the
    hall."""
    missing = queries.missing_steps(db.session(), identity.office_id())
    return [(step.key, gettext(STEP_NAMES[step.key]), shown.lack_text(step)) for step in missing[:MOST_SHOWN]]
