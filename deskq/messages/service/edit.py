"""Opens a message for an action: visibility and revision checked, step and event written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from deskq.core import actors, clock
from deskq.core.errors import Forbidden, NotFound
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings import queries
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.queries import MessageSettings
from deskq.messages.events import MessageMoved, moment
from deskq.messages.models import Message, Step
from deskq.messages.queries import message as message_queries
from deskq.messages.queries import viewers
from deskq.messages.rules import deadlines, transitions, visibility
from deskq.messages.rules.transitions import CITIZEN_TEXT_VERBS
from deskq.messages.rules.visibility import Viewer
from deskq.messages.service.cover import note_cover
from deskq.messages.service.indexing import index
from deskq.office import config_cache, working_time
from deskq.office.working_time import Calendar


@dataclass(frozen=True, slots=True)
class StaffAction:
    """Who acts on which message, and the revision of the page they saw (``turn``; None: none)."""

    office_id: int
    by: str
    person_id: int
    message_id: int
    turn: int | None = None


@dataclass(slots=True)
class EditedMessage:
    tx: Transaction
    message: Message
    settings: MessageSettings
    viewer: Viewer | None = None
    #: Who the history names, where it is not the person acting.
    by: str | None = None

    @property
    def at(self) -> datetime:
        return self.tx.at

    def check(self, verb: str) -> None:
        """``Forbidden`` when the person may not do this."""
        if self.viewer is None or not visibility.may(self.viewer, self.message, verb):
            raise Forbidden

    def move(
        self,
        verb: str,
        *,
        words: str = "",
        note: str = "",
        outcome: str | None = None,
        due_at: datetime | None = None,
        to_unit: int | None = None,
    ) -> Step:
        """Make a transition of ``rules.transitions.MOVES``, with its step and its event."""
        message = self.message
        message.state = transitions.move(message.state, verb)
        before = message.unit_id
        message.unit_id = to_unit if to_unit is not None else before
        step = self.note(verb, words=words, note=note, outcome=outcome, due_at=due_at)
        step.from_unit_id = before if message.unit_id != before else None
        self.tx.session.flush()
        if step.from_unit_id is not None or (words and verb in CITIZEN_TEXT_VERBS):
            index(self.tx, message, self.settings)
        due = moment(due_at) if due_at is not None else None
        self.tx.record(MessageMoved(message.id, verb, message.state, message.unit_id, outcome, due, step.id))
        if to_unit is not None and message.state in transitions.LIVE:
            note_cover(self.tx, message)
        return step

    def note(
        self,
        verb: str,
        *,
        words: str = "",
        note: str = "",
        outcome: str | None = None,
        due_at: datetime | None = None,
    ) -> Step:
        """Add a step to the history; of a report its texts are encrypted."""
        report = self.message.kind == REPORT
        step = Step(
            message_id=self.message.id,
            at=self.at,
            verb=verb,
            person_id=self.viewer.person_id if self.viewer else None,
            by=self.by or self.tx.by,
            unit_id=self.message.unit_id,
            outcome=outcome,
            due_at=due_at,
            note="" if report else note,
            words="" if report else words,
            sealed="\n".join(filter(None, (words, note))) if report and (words or note) else None,
        )
        self.message.turn += 1
        self.tx.session.add(step)
        return step

    def promise(self, start: datetime, due: datetime) -> None:
        """Store a deadline with its amber and red moments; escalation begins anew. The class must be set before."""
        message, found = self.message, deadlines.deadline_times(self.calendar, start, due)
        message.started_at, message.due_at = start, due
        message.amber_at, message.red_at = found.amber_at, found.red_at
        message.escalation, message.escalates_at = 0, found.escalates_at

    @property
    def calendar(self) -> Calendar:
        """The calendar in which its deadline class counts."""
        return working_time.runs_in(self.settings.classes[self.message.class_id].measure, calendar_of(self.tx))


def calendar_of(tx: Transaction) -> Calendar:
    """The office's working time."""
    return config_cache.at(tx.office_id, tx.config_version, tx.connection).working_time


@contextmanager
def edit(action: StaffAction) -> Iterator[EditedMessage]:
    """The message of an action, if the person sees it; otherwise ``NotFound``, as if it did not exist."""
    with transaction(action.office_id, action.by) as tx:
        message = _message(tx, action.message_id)
        today = clock.local(tx.at).date()
        viewer = viewers.viewer(tx.session, action.office_id, action.person_id, today)
        if not visibility.sees(viewer, message, message_queries.units_of(tx.session, message.id)):
            raise NotFound
        transitions.check_revision(message, action.turn)
        yield EditedMessage(tx, message, queries.load_settings(tx.session, action.office_id), viewer)


@contextmanager
def edit_as_handler(action: StaffAction) -> Iterator[EditedMessage]:
    """The same, for those whose work it is."""
    with edit(action) as edited:
        edited.check("handle")
        yield edited


@contextmanager
def edit_as_citizen(office_id: int, message_id: int) -> Iterator[EditedMessage]:
    """The message opened by the citizen, who has shown its code."""
    with transaction(office_id, actors.CITIZEN) as tx:
        yield EditedMessage(tx, _message(tx, message_id), queries.load_settings(tx.session, office_id))


def _message(tx: Transaction, message_id: int) -> Message:
    found = message_queries.by_id(tx.session, tx.office_id, message_id)
    if found is None:
        raise NotFound
    return found
