"""Steps that can be taken back keep what they changed; taking one back restores it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from deskq.applications.events import ApplicationTakenBack
from deskq.applications.models import Application, ApplicationStage, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.applications.rules import take_back as rules
from deskq.applications.rules.history import states_text
from deskq.applications.rules.progress import PRESENT
from deskq.applications.rules.take_back import DoneSince, TooLateToTakeBack
from deskq.applications.service.edit import Action, EditedApplication, SeenOlder, edit
from deskq.core.errors import N_, Forbidden, InvalidInput
from deskq.core.text import persian
from deskq.messages.events import moment

#: What a verb may change of an application, and of a stage.
OF_APPLICATION = ("state", "objected", "due_at", "amber_at", "red_at", "paused_at", "ended_at")
OF_STAGE = ("state", "begun_at", "due_at", "amber_at", "red_at", "waits_since", "ended_at", "person_id")
MOMENTS = {one for one in (*OF_APPLICATION, *OF_STAGE) if one.endswith("_at")} | {"waits_since"}
#: {code of the stage, or "" for the application: {column: [value before, value after]}}
Changes = dict[str, dict[str, list[Any]]]


def move(edited: EditedApplication, verb: str, stage: str = "", *, words: str = "", note: str = "") -> ApplicationStep:
    """``EditedApplication.move`` for a button of the staff, who may take it back; what a machine reports stays."""
    before = _values(edited)
    step = edited.move(verb, stage, words=words, note=note)
    if edited.viewer is not None:
        step.changes = json.dumps(_changes(before, _values(edited)), separators=(",", ":"))
    return step


def take_back(action: Action, step_id: int, reason: str) -> Application:
    """Everything as before this step, the last one; both stay in the history. Taken back by the same person already, it
    stays so: the button was pressed twice."""
    reason = persian.clean(reason)
    if not reason:
        raise InvalidInput({"words": N_("Please write why it is taken back. The applicant reads it.")})
    with edit(replace(action, turn=None)) as edited:
        steps = queries.steps(edited.tx.session, edited.application.id)
        named = next((one for one in steps if one.id == step_id), None)
        if named is None:
            raise DoneSince
        _check_may(edited, named)
        if steps[-1].takes_back_id == step_id and steps[-1].person_id == action.person_id:
            return edited.application
        if named is not rules.last_step(steps) or edited.application.erased_at is not None:
            raise DoneSince
        if action.turn is not None and action.turn != edited.application.turn:
            raise SeenOlder
        if edited.at > edited.calendar.end_of_day(named.at, rules.DAYS):
            raise TooLateToTakeBack
        _restore(edited, named, reason)
        return edited.application


def _check_may(edited: EditedApplication, step: ApplicationStep) -> None:
    row = edited.rows.get(step.stage)
    at_desk = row is not None and edited.content.stage(row.code).at_desk
    present = {one.unit_id for one in edited.rows.values() if one.state in PRESENT}
    if edited.viewer and not rules.may(edited.viewer, step.verb, row.unit_id if row else None, at_desk, present):
        raise Forbidden


def _restore(edited: EditedApplication, step: ApplicationStep, reason: str) -> None:
    changes: Changes = json.loads(step.changes or "{}")
    changed = [(_row(edited, code), column, values)
               for code, columns in changes.items() for column, values in columns.items()]  # fmt: skip
    if any(_as_json(getattr(row, column)) != after for row, column, (_, after) in changed):
        raise DoneSince  # by an import, which writes past the history
    for row, column, (before, _) in changed:
        setattr(row, column, _as_value(column, before))
    edited.look_again()
    application = edited.application
    due = application.due_at if "due_at" in changes.get("", {}) else None
    made = edited.note(rules.TAKE_BACK, step.stage, words=reason, due=due)
    made.takes_back_id = step.id
    edited.tx.session.flush()
    stages = states_text({code: row.state for code, row in edited.rows.items()})
    edited.tx.record(
        ApplicationTakenBack(
            application.id, step.verb, step.stage, application.state, stages, application.objected,
            moment(application.due_at), step.id, made.id,
        )
    )  # fmt: skip


def _row(edited: EditedApplication, code: str) -> Application | ApplicationStage:
    return edited.rows[code] if code else edited.application


def _values(edited: EditedApplication) -> dict[tuple[str, str], Any]:
    return {(code, column): _as_json(getattr(row, column)) for code, row, column in _columns(edited)}


def _columns(edited: EditedApplication) -> Iterator[tuple[str, Application | ApplicationStage, str]]:
    yield from (("", edited.application, column) for column in OF_APPLICATION)
    yield from ((code, row, column) for code, row in edited.rows.items() for column in OF_STAGE)


def _changes(before: dict[tuple[str, str], Any], after: dict[tuple[str, str], Any]) -> Changes:
    found: Changes = {}
    for (code, column), value in before.items():
        if value != after[code, column]:
            found.setdefault(code, {})[column] = [value, after[code, column]]
    return found


def _as_json(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _as_value(column: str, stored: Any) -> Any:
    return datetime.fromisoformat(stored) if column in MOMENTS and stored is not None else stored
