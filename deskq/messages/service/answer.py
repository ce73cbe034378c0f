"""Answer a message with an outcome, or link it to another as a duplicate."""

from dataclasses import dataclass, field, replace

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.messages.models import Message, Photo
from deskq.messages.queries import due
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import transitions
from deskq.messages.rules.visibility import is_restricted
from deskq.messages.service import duplicates
from deskq.messages.service.edit import EditedMessage, StaffAction, edit, edit_as_handler


@dataclass(frozen=True)
class Answer:
    """``words`` are read by the citizen, ``note`` is internal; ``photos`` are names of stored files."""

    outcome: str
    words: str
    note: str = ""
    verdict: str | None = None
    root_cause: str | None = None
    photos: list[str] = field(default_factory=list)


def answer(action: StaffAction, content: Answer) -> Message:
    """Answer a message; its duplicates get the same answer. ``InvalidInput`` names what the answer lacks."""
    content = replace(content, words=persian.clean(content.words), note=persian.clean(content.note))
    with edit_as_handler(action) as edited:
        message = edited.message
        category = edited.settings.categories.get(message.category_id or 0)
        transitions.check_answer(message.kind, content, bool(category and category.proof))
        _end(edited, content.outcome, content.words, content.note)
        duplicates.record_answer(edited)
        message.verdict, message.root_cause = content.verdict, content.root_cause
        edited.tx.session.add_all(
            Photo(message_id=message.id, kind="proof", file=file, at=edited.at) for file in content.photos
        )
        for other in due.duplicates_of(edited.tx.session, message.id):
            copy = EditedMessage(edited.tx, other, edited.settings, edited.viewer)
            copy.note("told", words=content.words, outcome=content.outcome)
            duplicates.record_answer(copy)
        return message


def link(action: StaffAction, primary_code: str, words: str = "") -> Message:
    """Link a duplicate to an earlier message: its citizen gets the answer of that one."""
    with edit(action) as edited:
        edited.check("link")
        primary = _primary(edited, primary_code)
        _end(edited, "duplicate", persian.clean(words), "", verb="link")
        duplicates.link_duplicate(edited, primary)
        return edited.message


def _primary(edited: EditedMessage, code: str) -> Message:
    """The message worked on for this code, if a duplicate may be linked to it."""
    session, message = edited.tx.session, edited.message
    named = message_queries.by_code(session, message.office_id, code)
    if named is None or is_restricted(named) or is_restricted(message):
        raise InvalidInput({"code": N_("No message has this tracking code. Please check the digits.")})
    primary = message_queries.primary(session, named)
    if primary.id == message.id:
        raise InvalidInput({"code": N_("A message cannot be a duplicate of itself.")})
    if primary.state == "withdrawn":
        raise InvalidInput(
            {"code": N_("That message was withdrawn and nobody is working on it. Please work on this one.")}
        )
    return primary


def _end(edited: EditedMessage, outcome: str, words: str, note: str, verb: str = "answer") -> None:
    edited.move(verb, words=words, note=note, outcome=outcome)
    edited.message.outcome, edited.message.answered_at, edited.message.escalates_at = outcome, edited.at, None
