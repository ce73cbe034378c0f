"""The rows of stages of a form as stages: their codes, and after which stages they come.

A row that names no stage comes after the row above it, so rows can be moved, added and removed without more. Ways that
are different are pairs ``code>before``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from deskq.core.text.names import Name
from deskq.service_sheets.rules import stage_kinds
from deskq.service_sheets.rules.content import APPLICANT, OUTSIDE, WORK, Stage
from deskq.service_sheets.rules.stage_kinds import free_code

#: How the flags of a stage are chosen: {value: (optional, may be done at the desk)}
FLAGS = {"": (False, False), "optional": (True, False), "desk": (False, True), "both": (True, True)}
ARROW = ">"


class StageRow(NamedTuple):
    """As typed; ``after``: codes of stages, in text."""

    code: str
    name: Name
    unit: str
    days: int
    kind: str
    after: str
    flags: str


def stages(rows: Sequence[StageRow], ways: Iterable[str]) -> tuple[Stage, ...]:
    """``ways``: pairs of codes as the form has them. Rows without a code get one; a row whose kind is known by its code
    gets that code."""
    codes = _codes(rows)
    new = {row.code: code for row, code in zip(rows, codes, strict=True) if row.code}
    before = _ways(ways)
    found: list[Stage] = []
    for nth, (row, code) in enumerate(zip(rows, codes, strict=True)):
        typed = row.after.replace("،", " ").replace(",", " ").split()
        after = [new.get(one, one) for one in dict.fromkeys([*typed, *before.get(row.code, ())])]
        if not after and nth:
            after = [codes[nth - 1]]
        kind = row.kind if row.kind in (APPLICANT, OUTSIDE) else WORK
        found.append(Stage(code, row.name, row.unit, row.days, kind, tuple(after), *FLAGS.get(row.flags, FLAGS[""])))
    return tuple(found)


def _codes(rows: Sequence[StageRow]) -> list[str]:
    taken = {row.code for row in rows if row.code}
    codes: list[str] = []
    for row in rows:
        others = {*codes, *(taken - {row.code})}
        code = row.code or free_code("stage_1", others)
        codes.append(stage_kinds.code_for(row.kind, code, others))
    return codes


def _ways(pairs: Iterable[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for pair in pairs:
        code, arrow, before = pair.partition(ARROW)
        if arrow and before:
            found.setdefault(code, []).append(before)
    return found


def ways(content_stages: Sequence[Stage]) -> list[str]:
    """The pairs of the stages that do not simply come after the one above."""
    found = []
    for nth, one in enumerate(content_stages):
        above = (content_stages[nth - 1].code,) if nth else ()
        if one.after != above:
            found += [f"{one.code}{ARROW}{code}" for code in one.after]
    return found
