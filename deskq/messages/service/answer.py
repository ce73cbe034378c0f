"""The ending: an answer with its outcome, or that it is the same matter as another message."""

from dataclasses import dataclass, field, replace

from deskq import persian
from deskq.errors import N_, BadFields
from deskq.messages import queries, rules
from deskq.messages.models import Message, Photo
from deskq.messages.service import matter
from deskq.messages.service.held import Held, Press, handled, held


@dataclass(frozen=True)
class Answer:
    """``words`` are read by the citizen, ``note`` by the house; ``photos`` are files that ``pictures`` keeps."""

    outcome: str
    words: str
    note: str = ""
    verdict: str | None = None
    root_cause: str | None = None
    photos: list[str] = field(default_factory=list)


def answer(press: Press, given: Answer) -> Message:
    given = replace(given, words=persian.clean(given.words), note=persian.clean(given.note))
    with handled(press) as found:
        message = found.message
        category = found.furniture.categories.get(message.category_id or 0)
        rules.check_answer(message.kind, given, bool(category and category.proof))
        _end(found, given.outcome, given.words, given.note)
        matter.hear(found)
        message.verdict, message.root_cause = given.verdict, given.root_cause
        found.tell.session.add_all(
            Photo(message_id=message.id, kind="proof", file=file, at=found.at) for file in given.photos
        )
        for other in queries.duplicates_of(found.tell.session, message.id):
            copy = Held(found.tell, other, found.furniture, found.viewer)
            copy.note("told", words=given.words, outcome=given.outcome)
            matter.hear(copy)
        return message


def link(press: Press, primary_code: str, words: str = "") -> Message:
    """The same matter as an earlier message: its citizen is told with the other's answer."""
    with held(press) as found:
        found.check("link")
        primary = _primary(found, primary_code)
        _end(found, "duplicate", persian.clean(words), "", verb="link")
        matter.hang(found, primary)
        return found.message


def _primary(found: Held, code: str) -> Message:
    """The message that carries the matter of the one with this code, if this one may hang on it."""
    session, message = found.tell.session, found.message
    named = queries.by_code(session, message.office_id, code)
    if named is None or named.kind == rules.REPORT or message.kind == rules.REPORT:
        raise BadFields({"code": N_("No message has this tracking code.")})
    primary = queries.primary(session, named)
    if primary.id == message.id:
        raise BadFields({"code": N_("A message cannot be a duplicate of itself.")})
    if primary.state == "withdrawn":
        raise BadFields({"code": N_("That message was withdrawn, and nobody works on it. Please work on this one.")})
    return primary


def _end(found: Held, outcome: str, words: str, note: str, verb: str = "answer") -> None:
    found.move(verb, words=words, note=note, outcome=outcome)
    found.message.outcome, found.message.answered_at, found.message.escalates_at = outcome, found.at, None
