"""Stores what an inspector found, once for each key made on the phone, and moves the stage."""

from dataclasses import dataclass, field
from datetime import datetime

from deskq.applications.rules import progress
from deskq.applications.rules.progress import LIVE, PRESENT
from deskq.applications.service.edit import Action, EditedApplication, edit
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.inspections.events import InspectionPhotoAdded, InspectionReported
from deskq.inspections.models import InspectionPhoto, InspectionResult
from deskq.inspections.queries import rows
from deskq.inspections.rules import results
from deskq.inspections.rules.results import COUNTED, NOT_POSSIBLE, OUTCOME_NAMES
from deskq.service_sheets.rules.stage_kinds import is_inspection


class TooManyInspectionPhotos(DomainError):
    slug, status = "too-many-inspection-photos", 422
    title = N_("An inspection has %(most)s photos at most. This one was not added.")


class ResultSentAlready(DomainError):
    slug = "inspection-sent-already"
    title = N_(
        "This form was sent already, with another result. The first one is kept. Please open the tour again and enter "
        "this result there."
    )


@dataclass(frozen=True, slots=True)
class Report:
    """``key``: made on the phone. ``checks``: {check: yes or no}. ``noted_at``: by the clock of the phone."""

    key: str
    stage: str
    outcome: str
    words: str = ""
    checks: dict[str, str] = field(default_factory=dict)
    tour_id: int | None = None
    noted_at: datetime | None = None


def report(action: Action, told: Report) -> InspectionResult:
    """The stored result. The same key again gives the one it made the first time, or ``ResultSentAlready`` where it
    told something else. The first result finishes the stage;
    a later one is kept as a remark. ``action.person_id`` is who inspected."""
    words = persian.clean(told.words)[: results.LONGEST_WORDS]
    if wrong := results.problems(told.outcome, words):
        raise InvalidInput(wrong)
    assert action.person_id is not None
    with edit(action) as edited:
        known = rows.result_by_key(edited.tx.session, action.office_id, told.key)
        if known is not None:
            return _same(known, action.application_id, told, words)
        if not is_inspection(told.stage):
            raise NotFound
        edited.check_may_do(told.stage)
        standing = _standing(edited, told)
        result = InspectionResult(
            office_id=action.office_id, key=told.key, application_id=action.application_id, stage=told.stage,
            tour_id=_tour(edited, told), person_id=action.person_id, outcome=told.outcome, standing=standing,
            words=words, checks=results.checks_text(told.checks),
            noted_at=results.noted_at(told.noted_at, edited.at), arrived_at=edited.at,
        )  # fmt: skip
        edited.tx.session.add(result)
        if standing == COUNTED:
            _move(edited, told, words)
        edited.tx.session.flush()
        tour_id = result.tour_id or 0
        moved = (action.application_id, told.stage, tour_id, told.outcome, standing)
        edited.tx.record(InspectionReported(result.id, *moved))
        return result


def _same(known: InspectionResult, application_id: int, told: Report, words: str) -> InspectionResult:
    """The stored result, if this one tells the same. Of an erased one only its place is left to compare."""
    same = (known.application_id, known.stage) == (application_id, told.stage)
    if known.erased_at is None:
        checks = results.checks_text(told.checks)
        same = same and (known.outcome, known.words, known.checks) == (told.outcome, words, checks)
    if not same:
        raise ResultSentAlready
    return known


def _standing(edited: EditedApplication, told: Report) -> str:
    now = edited.progress
    is_present = now.state in LIVE and now.state != "objected" and edited.rows[told.stage].state in PRESENT
    may_complete = progress.may(edited.content.stages, now, "complete", told.stage)
    return results.standing(told.outcome, may_complete=may_complete, is_present=is_present)


def _tour(edited: EditedApplication, told: Report) -> int | None:
    """The tour it was entered on, if there is such a one."""
    tour = rows.tour(edited.tx.session, edited.tx.office_id, told.tour_id) if told.tour_id is not None else None
    return tour.id if tour is not None else None


def _move(edited: EditedApplication, told: Report, words: str) -> None:
    """The applicant reads the outcome with the words."""
    named = OUTCOME_NAMES[told.outcome].in_language(edited.application.language)
    said = f"{named}: {words}" if words else named
    if told.outcome == NOT_POSSIBLE:
        edited.note("inspect", told.stage, words=said)
    else:
        edited.move("complete", told.stage, words=said)


def add_photo(office_id: int, by: str, person_id: int, result_key: str, key: str, file: str) -> InspectionPhoto:
    """A photo of a result, stored already; the same key again gives the first one. Only of one's own results."""
    with transaction(office_id, by) as tx:
        result = rows.result_by_key(tx.session, office_id, result_key)
        if result is None or result.person_id != person_id or result.erased_at is not None:
            raise NotFound
        known = rows.photo_by_key(tx.session, result.id, key)
        if known is not None:
            return known
        if len(rows.photos(tx.session, [result.id])) >= results.MOST_PHOTOS:
            raise TooManyInspectionPhotos(most=results.MOST_PHOTOS)
        photo = InspectionPhoto(result_id=result.id, key=key, file=file, at=tx.at)
        tx.session.add(photo)
        tx.session.flush()
        tx.record(InspectionPhotoAdded(result.id, photo.id))
        return photo
