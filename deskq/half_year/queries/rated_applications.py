"""How applicants rated the applications of one half-year, for other systems: what its report says, or will say.

Half-years only: two ranges of days that overlap would tell what neither of them shows. While answers may still come
nothing is shown: the figures would change by single answers.
"""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from deskq.application_ratings.rules import QUESTIONS, WITHIN
from deskq.core.text.half_years import DAY, Half
from deskq.half_year.queries import reports
from deskq.half_year.queries import voices as voice_queries
from deskq.half_year.rules import voices
from deskq.office import business_day
from deskq.office import queries as office_queries

#: {question: {asked, n, yes}}, None where a number is hidden.
Shown = Mapping[str, Mapping[str, int | None]]
NOTHING: Shown = {name: {"asked": None, "n": None, "yes": None} for name in QUESTIONS}


class RatedApplications(NamedTuple):
    """``half``: two half-years where they have one report. ``final``: the first day on which no answer can come."""

    half: Half
    published: bool
    final: date
    questions: Shown


def rated_applications(session: Session, office_id: int, half: Half, today: date) -> RatedApplications:
    """As the published report says it; before there is one, as the figures that were frozen for it or the present
    ones."""
    half = reports.covering(session, office_id, half)
    final = half.last + WITHIN + DAY
    public = _published(session, office_id, half)
    if public is not None:
        return RatedApplications(half, True, final, public)
    shown = voices.questions(_counted(session, office_id, half)) if today >= final else NOTHING
    return RatedApplications(half, False, final, shown)


def _published(session: Session, office_id: int, half: Half) -> Shown | None:
    """None, too, of a report from before applications were rated."""
    published = reports.published(session, office_id, half)
    found = json.loads(published[-1].public).get("voices") if published else None
    return found["questions"] if found else None


def _counted(session: Session, office_id: int, half: Half) -> Mapping[str, Any]:
    versions = reports.versions(session, office_id, half)
    frozen = json.loads(versions[-1].figures).get("voices") if versions else None
    if frozen:
        questions: Mapping[str, Any] = frozen["questions"]
        return questions
    office = office_queries.office(session, office_id)
    begins, ends = business_day.begins(office, half.first), business_day.begins(office, half.last + DAY)
    return voice_queries.questions(session, office_id, begins, ends)
