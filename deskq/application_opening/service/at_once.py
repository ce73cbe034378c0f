"""An application done at once by the clerk who opens it (R2)."""

from deskq.application_opening import rules
from deskq.application_opening.rules import MissingAtOnce, NotAtOnce
from deskq.applications.rules import visibility
from deskq.applications.rules.progress import LIVE
from deskq.applications.service.edit import EditedApplication
from deskq.service_sheets.rules.content import Stage


def finish(edited: EditedApplication, missing: list[str], result: str) -> None:
    """Do every stage of a new application; optional ones are left out. ``result``: read by the applicant."""
    if missing:
        raise MissingAtOnce
    stages = edited.content.stages
    stopped = rules.blocking(stages, {one.code for one in stages if _may_do(edited, one)})
    if stopped is not None:
        raise NotAtOnce(stage=edited.content.stage(stopped).name)
    last = stages[-1].code
    while edited.application.state in LIVE:
        code = edited.progress.present[0]
        verb = "skip" if edited.content.stage(code).optional else "complete"
        edited.move(verb, code, words=result if code == last else "")


def _may_do(edited: EditedApplication, stage: Stage) -> bool:
    viewer, unit_id = edited.viewer, edited.rows[stage.code].unit_id
    return viewer is None or visibility.may_do(viewer, unit_id, stage.at_desk)
