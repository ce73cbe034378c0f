"""Frozen figures, as they are stored."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskq.core.text.half_years import Half
from deskq.core.text.seasons import of_half
from deskq.published.models import PublicFigures
from deskq.published.rules.answers import Answers


@dataclass(frozen=True, slots=True)
class Frozen:
    """Figures of a period, as ``keep`` made them."""

    period: int
    made_at: datetime
    content: Any


def latest(session: Session, office_id: int) -> dict[str, Frozen]:
    """{kind: its latest figures}."""
    row = PublicFigures
    newest = (
        select(row.kind, func.max(row.period).label("period"))
        .where(row.office_id == office_id)
        .group_by(row.kind)
        .subquery()
    )
    wanted = select(row.kind, row.period, row.made_at, row.content).where(row.office_id == office_id)
    wanted = wanted.join(newest, (newest.c.kind == row.kind) & (newest.c.period == row.period))
    return {
        kind: Frozen(period, made_at, json.loads(content)) for kind, period, made_at, content in session.execute(wanted)
    }


def periods(session: Session, office_id: int, kind: str) -> set[int]:
    """The periods whose figures are frozen."""
    wanted = select(PublicFigures.period).where(PublicFigures.office_id == office_id, PublicFigures.kind == kind)
    return set(session.scalars(wanted))


def answers_of_half(session: Session, office_id: int, half: Half) -> list[Answers]:
    """What is published of all answers in each season of a half-year that is frozen."""
    row = PublicFigures
    codes = [season.code for season in of_half(half)]
    wanted = select(row.content).where(row.office_id == office_id, row.kind == "answers", row.period.in_(codes))
    return [Answers(*json.loads(content)["total"]) for content in session.scalars(wanted)]
