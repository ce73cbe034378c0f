"""Pauses the clock of a message to ask its citizen or wait for an outside body, and resumes it."""

from datetime import datetime

from deskq.core import actors
from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.core.transactions import transaction
from deskq.message_pauses import queries, rules
from deskq.message_pauses.models import MessagePause
from deskq.message_pauses.rules import CITIZEN, ENDED, OUTSIDE, SILENT, Moments
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import REPORT
from deskq.messages.models import Message
from deskq.messages.rules import transitions
from deskq.messages.service.edit import EditedMessage, StaffAction, edit_as_handler

PIECE = 200  #: messages per transaction
LONGEST_BODY_NAME = 80


def ask_back(action: StaffAction, question: str, until: datetime) -> Message:
    """Ask the citizen a question; the clock waits for the reply, at most until ``until``. Raises ``InvalidInput``
    without a question, or for a time in the past or more than a year ahead."""
    question = persian.clean(question)
    wrong = {} if question else {"words": N_("Please write what you need to know from the citizen.")}
    return _stop(action, CITIZEN, until, question, wrong)


def wait_outside(action: StaffAction, body: str, reason: str, until: datetime) -> Message:
    """Pause the clock for an outside body. The citizen sees its name and the reason."""
    body, reason = persian.clean(body)[:LONGEST_BODY_NAME], persian.clean(reason)
    wrong = {}
    if not body:
        wrong["body"] = N_("Please name the body you are waiting for.")
    if not reason:
        wrong["words"] = N_("Please tell the citizen why we wait for it.")
    return _stop(action, OUTSIDE, until, f"{body}: {reason}", wrong)


def resume(action: StaffAction, note: str = "") -> Message:
    """Resume the clock, because the reply came by another way or is no longer needed."""
    with edit_as_handler(action) as edited:
        _running(edited)
        end(edited, ENDED, persian.clean(note))
        return edited.message


def resume_silent(office_id: int, now: datetime) -> int:
    """Resume the clocks whose pause is over. Returns their number."""
    with transaction(office_id, actors.SYSTEM) as tx:
        settings = message_settings_queries.load_settings(tx.session, office_id)
        waiting = queries.due(tx.session, office_id, now, PIECE)
        for message in waiting:
            end(EditedMessage(tx, message, settings, by=actors.SYSTEM), SILENT)
        return len(waiting)


def end(edited: EditedMessage, outcome: str, note: str = "") -> None:
    """End the pause. The clock resumes, and the citizen sees the new date."""
    forget(edited, outcome)
    edited.move("resume", note=note, outcome=outcome, due_at=edited.message.due_at)


def forget(edited: EditedMessage, outcome: str) -> None:
    """End the pause and move all deadlines by its length, without an entry in the history."""
    message = edited.message
    pause = _running(edited)
    at = min(edited.at, pause.until)  # a late job gives no additional time
    _write(message, rules.moved_moments(edited.calendar, _kept(pause), pause.started_at, at, _whole_days(edited)))
    message.waits_for = message.waits_until = None
    pause.ended_at, pause.outcome = at, outcome


def _stop(action: StaffAction, whom: str, until: datetime, words: str, wrong: dict[str, str]) -> Message:
    with edit_as_handler(action) as edited:
        message = edited.message
        if message.kind == REPORT:
            raise rules.NotOfReports
        transitions.move(message.state, rules.VERBS[whom])
        if message.waits_for is not None:
            raise rules.AlreadyWaiting
        if not edited.at < until <= edited.at + rules.LONGEST:
            wrong["day"] = N_("Please choose a day after today, within one year.")
        if wrong:
            raise InvalidInput(wrong)
        before = _moments(message)
        latest = rules.moved_moments(edited.calendar, before, edited.at, until, _whole_days(edited))
        _write(message, latest)
        message.waits_for, message.waits_until = whom, until
        step = edited.move(rules.VERBS[whom], words=words, due_at=latest.due_at)
        edited.tx.session.add(
            MessagePause(
                office_id=message.office_id, message_id=message.id, step_id=step.id, waits_for=whom,
                started_at=edited.at, until=until, **before._asdict(),
            )
        )  # fmt: skip
        edited.tx.session.flush()
        return message


def _running(edited: EditedMessage) -> MessagePause:
    found = queries.running(edited.tx.session, edited.message.id)
    if found is None:
        raise rules.NotWaiting
    return found


def _moments(message: Message) -> Moments:
    """Present deadlines of the message; its first promise counts only until the first answer."""
    counted = None if message.first_answered_at else message.counted_due_at or message.first_due_at
    return Moments(message.amber_at, message.red_at, message.due_at, message.escalates_at, counted)


def _kept(pause: MessagePause) -> Moments:
    return Moments(pause.amber_at, pause.red_at, pause.due_at, pause.escalates_at, pause.counted_due_at)


def _write(message: Message, new: Moments) -> None:
    message.amber_at, message.red_at, message.due_at = new.amber_at, new.red_at, new.due_at
    if message.escalates_at is not None:
        message.escalates_at = new.escalates_at
    if new.counted_due_at is not None:
        message.counted_due_at = new.counted_due_at


def _whole_days(edited: EditedMessage) -> bool:
    return edited.settings.classes[edited.message.class_id].measure in ("working_days", "days")
