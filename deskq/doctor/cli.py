"""The command flask doctor."""

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any

import click
from flask_babel import force_locale, gettext
from sqlalchemy.exc import SQLAlchemyError

from deskq.core import clock
from deskq.core.errors import N_, DomainError
from deskq.core.extensions import db
from deskq.doctor import words
from deskq.doctor.finding import EXIT_STATUS, STATES, Result, State, worst
from deskq.doctor.run import run
from deskq.office import queries as office_queries
from deskq.web.i18n import LANGUAGES

ADVICE = N_("What to do: %(advice)s")
FINDING = N_("%(title)s: %(text)s")
FINDING_IN_OFFICES = N_("%(title)s in %(offices)s: %(text)s")
Line = tuple[State, str, str, str]  #: state, title of the check, what was found, what to do
COLOURS = {"ok": "green", "hint": "blue", "warning": "yellow", "error": "red"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), help="fa or en; without it, the language of the terminal.")
def doctor(as_json: bool, language: str | None) -> None:
    """Check the service and say what to do. Exit status: 0 if all is well, 1 if something needs attention, 2 if
    something is wrong."""
    with force_locale(language or _of_terminal()):
        results = run(in_server=False)
        for line in [_as_json(results)] if as_json else _lines(results):
            click.echo(line)
    raise SystemExit(EXIT_STATUS[worst(results)])


def _of_terminal() -> str:
    """Persian only where the terminal says so: many show it in the wrong order."""
    said = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "fa" if said.startswith("fa") else "en"


def _lines(results: Sequence[Result]) -> Iterator[str]:
    """The worst last, beside the summary: it is what a person sees who does not scroll. What is the same in several
    offices is one line."""
    for (state, title, text, advice), offices in _together(results).items():
        shown = click.style(f"[{gettext(words.STATE_NAMES[state])}]", fg=COLOURS[state])
        named = gettext(FINDING_IN_OFFICES, title=title, offices=", ".join(offices), text=text)
        yield f"{shown} {named if offices else gettext(FINDING, title=title, text=text)}"
        if advice:
            yield f"    {gettext(ADVICE, advice=advice)}"
    yield ""
    yield str(gettext(words.SUMMARIES[worst(results)]))


def _together(results: Sequence[Result]) -> dict[Line, list[str]]:
    """Addresses of the offices by what is said of them; none where it is said of all."""
    offices: dict[Line, dict[str, None]] = {}
    slugs = _slugs()
    for one in sorted(results, key=lambda one: STATES.index(one.finding.state)):
        finding = one.finding
        line = finding.state, gettext(one.check.title), words.text(finding), words.advice(finding)
        offices.setdefault(line, {}).update({slugs[finding.office_id]: None} if finding.office_id in slugs else {})
    return {line: list(named) if len(named) < len(slugs) else [] for line, named in offices.items()}


def _slugs() -> dict[int, str]:
    """By office; none while the database cannot be read."""
    try:
        return {office.id: office.slug for office in office_queries.rows(db.session())}
    except (SQLAlchemyError, DomainError):
        db.session.rollback()
        return {}


def _as_json(results: Sequence[Result]) -> str:
    slugs = _slugs()
    findings: list[dict[str, Any]] = [
        {
            "check": one.check.name,
            "office": slugs.get(one.finding.office_id) if one.finding.office_id else None,
            "state": one.finding.state,
            "text": words.text(one.finding),
            "advice": words.advice(one.finding),
        }
        for one in results
    ]
    found = {"state": worst(results), "checked_at": clock.now().isoformat(), "findings": findings}
    return json.dumps(found, ensure_ascii=False, indent=2)
