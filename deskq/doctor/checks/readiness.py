"""Whether each part of the town has what it needs: the steps of the page of the set-up."""

from collections.abc import Iterator
from typing import Any

from deskq.core.errors import N_
from deskq.core.extensions import db
from deskq.doctor.checks.each_office import each_office
from deskq.doctor.finding import Finding, Sentence, Words
from deskq.setup.readiness import queries
from deskq.setup.readiness.rules import Part, Step
from deskq.setup.readiness.shown import lack_text
from deskq.setup.readiness.words import PART_WORDS, STEP_NAMES

WORKS = N_("%(part)s: everything that it needs is there.")
UNUSED = N_("%(part)s: not used here.")
MISSING = N_("%(part)s, %(step)s: %(lack)s")
MEND = N_("An administrator does it at %(page)s.")
PAGE = "/manage/setup"


def check() -> Iterator[Finding]:
    yield from each_office(_of_office)


def _of_office(office_id: int) -> Iterator[Finding]:
    for part in queries.town_parts(db.session(), office_id):
        yield from _of_part(part)


def _of_part(part: Part) -> Iterator[Finding]:
    name: dict[str, Any] = {"part": Words(PART_WORDS[part.key].name)}
    if not part.used:
        yield Finding("ok", UNUSED, name)
        return
    for step in part.missing:
        yield _of_step(step, name)
    if part.works:
        yield Finding("ok", WORKS, name)


def _of_step(step: Step, name: dict[str, Any]) -> Finding:
    """What a part needs asks for attention; what is optional or still has to happen is only said."""
    needed = step.kind.needed and not step.kind.event
    values = {**name, "step": Words(STEP_NAMES[step.key]), "lack": Sentence(lack_text(step)), "page": PAGE}
    return Finding("warning" if needed else "hint", MISSING, values, MEND)
