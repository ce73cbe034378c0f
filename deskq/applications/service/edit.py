"""Opens an application for an action: visibility and revision checked, then state, step and event written together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from deskq.applications.events import ApplicationMoved
from deskq.applications.models import Application, ApplicationStage, ApplicationStep
from deskq.applications.queries import application as queries
from deskq.applications.rules import progress, visibility
from deskq.applications.rules.progress import LIVE, OVER, PAUSES, PRESENT, Progress
from deskq.core import clock
from deskq.core.errors import N_, DomainError, Forbidden, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.message_pauses.rules import moved_colour, moved_promise
from deskq.messages.events import moment
from deskq.messages.queries import deadlines as deadline_queries
from deskq.messages.queries import viewers
from deskq.messages.rules import deadlines
from deskq.messages.rules.visibility import Viewer
from deskq.office.working_time import Calendar
from deskq.service_sheets import queries as sheet_queries
from deskq.service_sheets.rules import graph
from deskq.service_sheets.rules.content import Content


class SeenOlder(DomainError):
    slug = "application-seen-older"
    title = N_(
        "Somebody else has changed this application in the meantime. Please look at the current page. "
        "Your text is still here."
    )


@dataclass(frozen=True, slots=True)
class Action:
    """Who acts on which application, and the revision of the page they saw (None: none). ``person_id`` None: a
    machine that may act for the whole office."""

    office_id: int
    by: str
    person_id: int | None
    application_id: int
    turn: int | None = None


@dataclass(slots=True)
class EditedApplication:
    tx: Transaction
    application: Application
    content: Content
    rows: dict[str, ApplicationStage]
    calendar: Calendar
    viewer: Viewer | None

    @property
    def at(self) -> datetime:
        return self.tx.at

    @property
    def progress(self) -> Progress:
        return queries.progress_of(self.application, list(self.rows.values()))

    def check_may_do(self, code: str) -> ApplicationStage:
        """The stage, if it is theirs to do; ``Forbidden`` otherwise."""
        if code not in self.rows:
            raise progress.UnknownStage
        row = self.rows[code]
        if self.viewer and not visibility.may_do(self.viewer, row.unit_id, self.content.stage(code).at_desk):
            raise Forbidden
        return row

    def check_may_decide(self) -> None:
        if self.viewer and not visibility.may_decide(self.viewer, self._present_units()):
            raise Forbidden

    def check_may_extend(self) -> None:
        if self.viewer and not visibility.may_extend(self.viewer, self._present_units(), self.application.state):
            raise Forbidden

    def check_may_receive(self) -> None:
        if self.viewer and not visibility.may_receive(self.viewer, {row.unit_id for row in self.rows.values()}):
            raise Forbidden

    def _present_units(self) -> set[int]:
        return {row.unit_id for row in self.rows.values() if row.state in PRESENT}

    def move(
        self, verb: str, stage: str = "", *, words: str = "", note: str = "", due: datetime | None = None
    ) -> ApplicationStep:
        """Do what ``rules.progress.apply`` makes of a verb, with its step and its event."""
        before = self.progress
        after = progress.apply(self.content.stages, before, verb, stage)
        for code, state in after.stages.items():
            if state != self.rows[code].state:
                self._set_stage(self.content, self.rows[code], state)
        promised = due or self._new_promise(verb, before, after)
        self._set_state(before, after)
        if self.application.arrived_at is not None:
            self.look_again()
        if promised is not None:
            self.promise(promised)
        step = self.note(verb, stage, words=words, note=note, due=promised)
        self.tx.session.flush()
        micro = moment(promised) if promised is not None else None
        self.tx.record(ApplicationMoved(self.application.id, verb, stage, after.state, micro, step.id))
        return step

    def note(
        self, verb: str, stage: str = "", *, words: str = "", note: str = "", due: datetime | None = None
    ) -> ApplicationStep:
        """Add a row to the history."""
        step = ApplicationStep(
            application_id=self.application.id, at=self.at, verb=verb, stage=stage, by=self.tx.by, due_at=due,
            person_id=self.viewer.person_id if self.viewer else None, words=words, note=note,
        )  # fmt: skip
        self.application.turn += 1
        self.tx.session.add(step)
        return step

    def look_again(self) -> None:
        """Since when something of the applicant waits to be looked at, after a change of it."""
        application = self.application
        sent = queries.files(self.tx.session, application.id) if application.state in LIVE else []
        times = [application.call_asked_at, *(one.at for one in sent if one.state == "sent")]
        application.arrived_at = min(filter(None, times), default=None)

    def promise(self, due: datetime) -> None:
        found = deadlines.deadline_times(self.calendar, self.application.opened_at, due)
        self.application.due_at, self.application.amber_at, self.application.red_at = due, found.amber_at, found.red_at

    def _new_promise(self, verb: str, before: Progress, after: Progress) -> datetime | None:
        """The promise that follows from a verb: after a pause the old one moved by it, after an objection a new one."""
        application = self.application
        if verb == "object":
            days = sheet_queries.legal_days(self.tx.session, application.office_id)
            return self.calendar.end_of_day(self.at, days.objection_decision)
        if verb == "uphold":
            over = frozenset(code for code, state in after.stages.items() if state in OVER)
            return self.calendar.end_of_day(self.at, graph.days_needed(self.content.stages, over))
        if before.paused and after.state == "open" and application.paused_at is not None:
            due = moved_promise(self.calendar, application.due_at, application.paused_at, self.at, whole_days=True)
            return due if due != application.due_at else None
        return None

    def _set_state(self, before: Progress, after: Progress) -> None:
        application = self.application
        application.state, application.objected = after.state, after.objected
        application.ended_at = None if after.state in LIVE else self.at
        if not after.paused:
            application.paused_at = None
        elif not before.paused:
            application.paused_at = self.at

    def _set_stage(self, content: Content, row: ApplicationStage, state: str) -> None:
        before, row.state = row.state, state
        if state in OVER:
            row.ended_at, row.waits_since = self.at, None
            row.person_id = self.viewer.person_id if self.viewer else None
            return
        if before == "to_come":
            begin_stage(self.calendar, row, content.stage(row.code).days, self.at)
        if state in PAUSES:
            row.waits_since = self.at
        elif row.waits_since is not None and row.due_at is not None:
            since, row.waits_since = row.waits_since, None
            _move_stage(self.calendar, row, since, self.at)


def begin_stage(calendar: Calendar, row: ApplicationStage, days: int, at: datetime) -> None:
    """A stage begins: its days count from ``at``."""
    due = calendar.end_of_day(at, days)
    found = deadlines.deadline_times(calendar, at, due)
    row.begun_at, row.due_at, row.amber_at, row.red_at = at, due, found.amber_at, found.red_at


def _move_stage(calendar: Calendar, row: ApplicationStage, since: datetime, at: datetime) -> None:
    """Its clock stood from ``since`` until now."""
    assert row.due_at is not None
    assert row.amber_at is not None
    assert row.red_at is not None
    row.due_at = moved_promise(calendar, row.due_at, since, at, whole_days=True)
    row.amber_at = moved_colour(calendar, row.amber_at, since, at, row.due_at)
    row.red_at = moved_colour(calendar, row.red_at, since, at, row.due_at)


@contextmanager
def edit(action: Action) -> Iterator[EditedApplication]:
    """The application of an action, if the person sees it; otherwise ``NotFound``, as if it did not exist."""
    with transaction(action.office_id, action.by) as tx:
        edited = loaded(tx, action.application_id, action.person_id)
        units = {row.unit_id for row in edited.rows.values()}
        if edited.viewer and not visibility.sees(edited.viewer, edited.application, units):
            raise NotFound
        if action.turn is not None and action.turn != edited.application.turn:
            raise SeenOlder
        yield edited


def loaded(tx: Transaction, application_id: int, person_id: int | None) -> EditedApplication:
    application = queries.by_id(tx.session, tx.office_id, application_id)
    if application is None:
        raise NotFound
    rows = {row.code: row for row in queries.stages(tx.session, application.id)}
    content = sheet_queries.version(tx.session, application.version_id).content
    today = clock.local(tx.at).date()
    viewer = viewers.viewer(tx.session, tx.office_id, person_id, today) if person_id is not None else None
    return EditedApplication(
        tx, application, content, rows, deadline_queries.calendar(tx.session, tx.office_id), viewer
    )
