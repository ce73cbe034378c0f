"""The ending: an answer with its outcome, or that it is the same matter as another message."""

from dataclasses import dataclass, field, replace

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.message_settings.kinds import REPORT
from deskq.messages.models import Message, Photo
from deskq.messages.queries import due
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import transitions
from deskq.messages.service import duplicates
from deskq.messages.service.edit import EditedMessage, StaffAction, edit, handled


@dataclass(frozen=True)
class Answer:
    """``words`` are read by the citizen, ``note`` by the house; ``photos`` are files that ``pictures`` keeps."""

    outcome: str
    words: str
    note: str = ""
    verdict: str | None = None
    root_cause: str | None = None
    photos: list[str] = field(default_factory=list)


def answer(press: StaffAction, given: Answer) -> Message:
    given = replace(given, words=persian.clean(given.words), note=persian.clean(given.note))
    with handled(press) as found:
        message = found.message
        category = found.furniture.categories.get(message.category_id or 0)
        transitions.check_answer(message.kind, given, bool(category and category.proof))
        _end(found, given.outcome, given.words, given.note)
        duplicates.hear(found)
        message.verdict, message.root_cause = given.verdict, given.root_cause
        found.tx.session.add_all(
            Photo(message_id=message.id, kind="proof", file=file, at=found.at) for file in given.photos
        )
        for other in due.duplicates_of(found.tx.session, message.id):
            copy = EditedMessage(found.tx, other, found.furniture, found.viewer)
            copy.note("told", words=given.words, outcome=given.outcome)
            duplicates.hear(copy)
        return message


def link(press: StaffAction, primary_code: str, words: str = "") -> Message:
    """The same matter as an earlier message: its citizen is told with the other's answer."""
    with edit(press) as found:
        found.check("link")
        primary = _primary(found, primary_code)
        _end(found, "duplicate", persian.clean(words), "", verb="link")
        duplicates.link_duplicate(found, primary)
        return found.message


def _primary(found: EditedMessage, code: str) -> Message:
    """The message that carries the matter of the one with this code, if this one may hang on it."""
    session, message = found.tx.session, found.message
    named = message_queries.by_code(session, message.office_id, code)
    if named is None or named.kind == REPORT or message.kind == REPORT:
        raise InvalidInput({"code": N_("No message has this tracking code. Please check the digits.")})
    primary = message_queries.primary(session, named)
    if primary.id == message.id:
        raise InvalidInput({"code": N_("A message cannot be a duplicate of itself.")})
    if primary.state == "withdrawn":
        raise InvalidInput(
            {"code": N_("That message was withdrawn and nobody is working on it. Please work on this one.")}
        )
    return primary


def _end(found: EditedMessage, outcome: str, words: str, note: str, verb: str = "answer") -> None:
    found.move(verb, words=words, note=note, outcome=outcome)
    found.message.outcome, found.message.answered_at, found.message.escalates_at = outcome, found.at, None
