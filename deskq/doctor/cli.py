"""The command flask doctor."""

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any

import click
from flask_babel import force_locale, gettext

from deskq.core import clock
from deskq.core.errors import N_
from deskq.doctor import words
from deskq.doctor.finding import EXIT_STATUS, STATES, Result, worst
from deskq.doctor.run import run
from deskq.web.i18n import LANGUAGES

ADVICE = N_("What to do: %(advice)s")
FINDING = N_("%(title)s: %(text)s")
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
    """The worst last, beside the summary: it is what a person sees who does not scroll."""
    for one in sorted(results, key=lambda one: STATES.index(one.finding.state)):
        finding, title = one.finding, gettext(one.check.title)
        state = click.style(f"[{gettext(words.STATE_NAMES[finding.state])}]", fg=COLOURS[finding.state])
        yield f"{state} {gettext(FINDING, title=title, text=words.text(finding))}"
        advice = words.advice(finding)
        if advice:
            yield f"    {gettext(ADVICE, advice=advice)}"
    yield ""
    yield str(gettext(words.SUMMARIES[worst(results)]))


def _as_json(results: Sequence[Result]) -> str:
    findings: list[dict[str, Any]] = [
        {
            "check": one.check.name,
            "state": one.finding.state,
            "text": words.text(one.finding),
            "advice": words.advice(one.finding),
        }
        for one in results
    ]
    found = {"state": worst(results), "checked_at": clock.now().isoformat(), "findings": findings}
    return json.dumps(found, ensure_ascii=False, indent=2)
