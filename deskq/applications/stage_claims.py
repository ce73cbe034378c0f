"""Stages that a part above shows in a list of its own (inspections, commissions): it claims them here, so that a
person's work names each stage once. A claim counts for roles that may open that list."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy import ColumnElement, not_

from deskq.access import permissions

EXTENSION = "deskq_stage_claims"


@dataclass(frozen=True, slots=True)
class Claim:
    """``act``: what the list needs; ``claims``: the condition on a stage and the sheet of its application."""

    act: str
    claims: Callable[[Any, Any], ColumnElement[bool]]


def add(app: Flask, claim: Claim) -> None:
    """In ``init_state``."""
    app.extensions.setdefault(EXTENSION, []).append(claim)


def not_claimed(role: str, stage: Any, sheet: Any) -> list[ColumnElement[bool]]:
    """The conditions on a stage that stays with the list of applications. ``sheet``: the code of its service sheet."""
    found: list[Claim] = current_app.extensions.get(EXTENSION, [])
    return [not_(one.claims(stage, sheet)) for one in found if permissions.may(role, one.act)]
