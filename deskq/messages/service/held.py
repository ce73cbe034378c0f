"""A message in the hand of whoever presses: seen as it is now, written with its step and its event."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from deskq import clock
from deskq.errors import Forbidden, NotFound
from deskq.messages import queries, rules
from deskq.messages.events import MessageMoved, moment
from deskq.messages.models import Message, Step
from deskq.messages.queries import Furniture
from deskq.messages.rules import Viewer
from deskq.messages.service.indexing import index
from deskq.office import catalogue, working
from deskq.office.working import Calendar
from deskq.transactions import Transaction, transaction

#: Who is no person: in the history as in the journal.
CITIZEN, KEEPER = "citizen", "keeper"


@dataclass(frozen=True, slots=True)
class Press:
    """Who presses, at which message, as it was when they looked (``turn``; None: they did not)."""

    office_id: int
    by: str
    person_id: int
    message_id: int
    turn: int | None = None


@dataclass(slots=True)
class Held:
    tell: Transaction
    message: Message
    furniture: Furniture
    viewer: Viewer | None = None
    #: Who stands in the history, where it is not whoever presses.
    by: str | None = None

    @property
    def at(self) -> datetime:
        return self.tell.at

    def check(self, verb: str) -> None:
        """Whether whoever presses may do this with it."""
        if self.viewer is None or not rules.may(self.viewer, self.message, verb):
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
        """Make the move of ``rules.MOVES``, with its row in the history and its event in the journal."""
        message = self.message
        message.state = rules.move(message.state, verb)
        before = message.unit_id
        message.unit_id = to_unit if to_unit is not None else before
        step = self.note(verb, words=words, note=note, outcome=outcome, due_at=due_at)
        step.from_unit_id = before if message.unit_id != before else None
        self.tell.session.flush()
        if step.from_unit_id is not None or (words and verb in rules.ADDING):
            index(self.tell, message, self.furniture)
        due = moment(due_at) if due_at is not None else None
        self.tell(MessageMoved(message.id, verb, message.state, message.unit_id, outcome, due, step.id))
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
        """A row in the history; the words of a report are sealed."""
        report = self.message.kind == rules.REPORT
        step = Step(
            message_id=self.message.id,
            at=self.at,
            verb=verb,
            person_id=self.viewer.person_id if self.viewer else None,
            by=self.by or self.tell.by,
            unit_id=self.message.unit_id,
            outcome=outcome,
            due_at=due_at,
            note="" if report else note,
            words="" if report else words,
            sealed="\n".join(filter(None, (words, note))) if report and (words or note) else None,
        )
        self.message.turn += 1
        self.tell.session.add(step)
        return step

    def promise(self, start: datetime, due: datetime) -> None:
        """Store a promise with its colours; climbing begins anew. The class must be right already."""
        message, found = self.message, rules.times(self.calendar, start, due)
        message.started_at, message.due_at = start, due
        message.amber_at, message.red_at = found.amber_at, found.red_at
        message.escalation, message.escalates_at = 0, found.escalates_at

    @property
    def calendar(self) -> Calendar:
        """The one its class of deadline runs in."""
        return working.runs_in(self.furniture.classes[self.message.class_id].measure, calendar_of(self.tell))


def calendar_of(tell: Transaction) -> Calendar:
    about = catalogue.at(tell.office_id, tell.catalogue, tell.connection)
    return Calendar(clock.zone(), about.weekly, about.special)


@contextmanager
def held(press: Press) -> Iterator[Held]:
    """The message of a press, if its presser sees it; of what they do not see they learn not even that it is there."""
    with transaction(press.office_id, press.by) as tell:
        message = _message(tell, press.message_id)
        today = tell.at.astimezone(clock.zone()).date()
        viewer = queries.viewer(tell.session, press.office_id, press.person_id, today)
        if not rules.sees(viewer, message, queries.units_of(tell.session, message.id)):
            raise NotFound
        rules.check_turn(message, press.turn)
        yield Held(tell, message, queries.furniture(tell.session, press.office_id), viewer)


@contextmanager
def handled(press: Press) -> Iterator[Held]:
    """The same, for those whose work it is."""
    with held(press) as found:
        found.check("handle")
        yield found


@contextmanager
def citizens(office_id: int, message_id: int) -> Iterator[Held]:
    """The message in the hand of the citizen, who has shown its code."""
    with transaction(office_id, CITIZEN) as tell:
        yield Held(tell, _message(tell, message_id), queries.furniture(tell.session, office_id))


def _message(tell: Transaction, message_id: int) -> Message:
    found = queries.by_id(tell.session, tell.office_id, message_id)
    if found is None:
        raise NotFound
    return found
