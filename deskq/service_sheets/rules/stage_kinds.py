"""Kinds of stages as a person chooses them. Some stages are known by their code: inspections and commissions have pages
of their own."""

from collections.abc import Collection
from itertools import count

from deskq.core.text.names import Name
from deskq.service_sheets.rules.content import KIND_NAMES, WORK, Stage

#: Codes of the catalogue that are inspections. A sheet may have more of them: ``inspection_2``.
INSPECTIONS = ("inspection", "joint_visit")
INSPECTION, PREFIX = "inspection", "inspection_"
#: Stages that go before a commission are named like it.
COMMISSIONS = {
    "art100": Name("کمیسیون مادهٔ صد", "Article 100 commission"),
    "art77": Name("کمیسیون مادهٔ ۷۷", "Article 77 commission"),
    "art5": Name("کمیسیون مادهٔ ۵", "Article 5 commission"),
}
CHOICES = {
    **{WORK: KIND_NAMES[WORK]},
    INSPECTION: Name("بازدید از محل", "Inspection on site"),
    **{kind: name for kind, name in KIND_NAMES.items() if kind != WORK},
    **COMMISSIONS,
}


def is_inspection(code: str) -> bool:
    return code in INSPECTIONS or code.startswith(PREFIX)


def choice_of(stage: Stage) -> str:
    """The kind that the form shows for this stage."""
    if stage.kind != WORK:
        return stage.kind
    return INSPECTION if is_inspection(stage.code) else stage.code if stage.code in COMMISSIONS else WORK


def code_for(choice: str, code: str, taken: Collection[str]) -> str:
    """The code of a stage of this kind: its own, unless it would be another kind by it. ``taken``: codes of the other
    stages."""
    if choice == INSPECTION:
        return code if is_inspection(code) else free_code(INSPECTION, taken)
    if choice in COMMISSIONS:
        return choice
    return free_code("stage_1", taken) if is_inspection(code) or code in COMMISSIONS else code


def free_code(stem: str, taken: Collection[str]) -> str:
    """``stem``, or with the first number that is free; ``stage_1`` and the like are numbered from 1 on."""
    base = stem.removesuffix("_1")
    if base == stem and stem not in taken:
        return stem
    return next(code for number in count(1 if base != stem else 2) if (code := f"{base}_{number}") not in taken)
