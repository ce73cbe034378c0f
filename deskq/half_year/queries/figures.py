"""Computes the present figures of a half-year, which are copied when they are frozen."""

from typing import Any, TypedDict

from sqlalchemy.orm import Session

from deskq.amenities.queries import figures as amenity_figures
from deskq.applications.queries import promises as application_promises
from deskq.charter import queries as charter_queries
from deskq.coding import counts as coding_counts
from deskq.coding import queries as coding_queries
from deskq.core.text import jalali
from deskq.core.text.half_years import DAY, Half
from deskq.half_year.queries import voices as voice_queries
from deskq.half_year.queries.voices import Voices
from deskq.message_settings import queries as settings_queries
from deskq.message_settings.queries import MessageSettings, NotSetUp
from deskq.messages.queries import kept_promises
from deskq.office import business_day
from deskq.office import queries as office_queries
from deskq.office.models import Office
from deskq.ratings.results import summary
from deskq.ratings.results.periods import Period
from deskq.ratings.results.scoring import Figure
from deskq.ratings.results.summary import Results

#: The subject of items without a subject.
NO_SUBJECT = "none"


class Subject(TypedDict):
    code: str
    fa: str
    en: str


class CodedCell(TypedDict):
    subject: str
    cause: str
    items: int


class Score(TypedDict):
    """``score``, ``low`` and ``high`` from 0 to 100; ``n``: answers."""

    n: int
    score: float
    low: float
    high: float


class Satisfaction(TypedDict):
    """``n`` ratings of ``visits``; ``face``: score of the one tap; ``faces``: {1 to 5: share}."""

    visits: int
    n: int
    face: Score | None
    total: Score | None
    axes: dict[str, Score | None]
    items: dict[str, Score | None]
    faces: dict[str, float] | None


class Measured(TypedDict):
    """Minutes that half and nine in ten of the ``called`` visitors waited at most; shares as [hits, n]."""

    called: int
    half: int | None
    most: int | None
    again: list[int] | None
    in_time: list[int] | None


class Amenities(TypedDict):
    """Of ``objects``: faults, and repairs with the hours within which half of them were made; what is still broken; on
    ``done_days`` of ``days`` open days all of them were checked. It counts objects and days, no people."""

    objects: int
    faults: int
    repaired: int
    median_hours: float | None
    broken: int
    days: int
    done_days: int


class Reading(TypedDict):
    """Second reading: ``n`` items read twice, ``same`` with the same root cause; kappa with its 95 % interval."""

    n: int
    same: int
    kappa: float | None
    low: float | None
    high: float | None


class Figures(TypedDict):
    """All figures that are frozen. ``subjects``: those that occur, ``catalogue``: all of the office. ``kept``:
    [answered by the promised date, due] of messages and applications."""

    half: int
    charter: list[dict[str, Any]]
    subjects: list[Subject]
    catalogue: list[Subject]
    cells: list[CodedCell]
    sources: dict[str, int]
    verdicts: dict[str, int]
    satisfaction: Satisfaction
    measured: Measured
    amenities: Amenities | None
    kept: dict[str, list[int]]
    reading: Reading | None
    voices: Voices


def figures(session: Session, office_id: int, half: Half) -> Figures:
    office = office_queries.office(session, office_id)
    counted = coding_counts.counted(session, office_id, half.days)
    subjects = _subjects(session, office_id)
    cells: dict[tuple[str, str], int] = {}
    sources = {"message": 0, "slip": 0, "comment": 0}
    for row in counted:
        key = (subjects.get(row.category_id, NO_SUBJECT), row.cause)
        cells[key] = cells.get(key, 0) + row.items
        sources["slip" if row.box else row.source] += row.items
    results = summary.period_results(session, office, _period(half))
    return {
        "half": half.code,
        "charter": charter_queries.of_half(session, office_id, half),
        "subjects": _names(session, office_id, {subject for subject, _ in cells}),
        "catalogue": _names(session, office_id, {*subjects.values(), NO_SUBJECT}),
        "cells": [{"subject": of[0], "cause": of[1], "items": items} for of, items in sorted(cells.items())],
        "sources": sources,
        "verdicts": dict(coding_counts.verdicts(session, office_id, half.days)),
        "satisfaction": _satisfaction(results),
        "measured": _measured(results),
        "amenities": _amenities(session, office, half),
        "kept": _kept(session, office, half),
        "reading": _reading(session, office_id, half),
        "voices": _voices(session, office, half),
    }


def _period(half: Half) -> Period:
    return Period("half", half.code, half.first, half.last, half.last + DAY, None, None)


def _settings(session: Session, office_id: int) -> MessageSettings | None:
    try:
        return settings_queries.load_settings(session, office_id)
    except NotSetUp:
        return None


def _subjects(session: Session, office_id: int) -> dict[int | None, str]:
    """{id of a category: its code}."""
    settings = _settings(session, office_id)
    return {row.id: row.code for row in settings.categories.values()} if settings else {}


def _names(session: Session, office_id: int, codes: set[str]) -> list[Subject]:
    """The subjects that occur, in the order of the office, with their present names."""
    return [row for row in subject_names(session, office_id).values() if row["code"] in codes]


def subject_names(session: Session, office_id: int) -> dict[int | None, Subject]:
    """{id of a category: its code and present names} in the order of the office; last, that there is no subject."""
    settings = _settings(session, office_id)
    rows = settings.categories.values() if settings else ()
    names: dict[int | None, Subject] = {
        row.id: {"code": row.code, "fa": row.name.fa, "en": row.name.en or row.name.fa} for row in rows
    }
    return {**names, None: {"code": NO_SUBJECT, "fa": "موضوع گفته نشده", "en": "No subject"}}


def _satisfaction(results: Results) -> Satisfaction:
    return {
        "visits": results.visits,
        "n": results.n,
        "face": _score(results.face),
        "total": _score(results.total),
        "axes": {axis: _score(figure) for axis, figure in results.axes.items()},
        "items": {item: _score(figure) for item, figure in results.items.items()},
        "faces": {str(face): share for face, share in results.faces.items()} if results.faces else None,
    }


def _score(figure: Figure | None) -> Score | None:
    if figure is None:
        return None
    low, high = figure.interval
    return {"n": figure.n, "score": round(figure.score, 1), "low": round(low, 1), "high": round(high, 1)}


def _measured(results: Results) -> Measured:
    measured = results.measured

    def share(found: Any) -> list[int] | None:
        return [found.hits, found.n] if found is not None else None

    return {
        "called": measured.called,
        "half": measured.first_wait.half,
        "most": measured.first_wait.most,
        "again": share(measured.again),
        "in_time": share(measured.in_time),
    }


def _amenities(session: Session, office: Office, half: Half) -> Amenities | None:
    """Up to yesterday, while the half-year is running."""
    last = min(half.last, business_day.today(office) - DAY)
    found = amenity_figures.figures(session, office, half.first, last)
    return None if found is None else {name: getattr(found, name) for name in Amenities.__annotations__}  # type: ignore[return-value]


def _reading(session: Session, office_id: int, half: Half) -> Reading | None:
    found = coding_queries.reading(session, office_id, half).cause
    if found is None:
        return None
    return {"n": found.n, "same": found.same, "kappa": found.kappa, "low": found.low, "high": found.high}


def _voices(session: Session, office: Office, half: Half) -> Voices:
    begins, ends = business_day.begins(office, half.first), business_day.begins(office, half.last + DAY)
    days = (jalali.day_number(half.first), jalali.day_number(half.last))
    return voice_queries.voices(session, office.id, begins, ends, days)


def _kept(session: Session, office: Office, half: Half) -> dict[str, list[int]]:
    begins, ends = business_day.begins(office, half.first), business_day.begins(office, half.last + DAY)
    return {
        "messages": list(kept_promises.promises_kept(session, office.id, begins, ends)),
        "applications": list(application_promises.promises_kept(session, office.id, begins, ends)),
    }
