"""The ending: an answer with its outcome, or that it is the same matter as another message."""

from dataclasses import dataclass, field
from datetime import timedelta

from deskq import persian
from deskq.errors import N_, BadFields
from deskq.messages import queries, rules
from deskq.messages.models import Feedback, Message, Photo
from deskq.messages.service.held import Held, Press, handled, held

#: An answer is not rung about in the moment it is given.
FEEDBACK_AFTER = timedelta(hours=24)


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
    words, note = persian.clean(given.words), persian.clean(given.note)
    with handled(press) as found:
        message = found.message
        category = found.furniture.categories.get(message.category_id or 0)
        rules.check_answer(given.outcome, words, len(given.photos), bool(category and category.proof))
        if message.kind == "complaint" and given.verdict not in rules.VERDICTS:
            raise BadFields(
                {"verdict": N_("A complaint is answered with a verdict: upheld, not upheld, or out of scope.")}
            )
        if given.verdict is not None and given.verdict not in rules.VERDICTS:
            raise BadFields({"verdict": N_("Please choose one of the given values.")})
        if given.root_cause is not None and given.root_cause not in rules.CAUSE_NAMES:
            raise BadFields({"root_cause": N_("Please choose one of the given values.")})
        _end(found, given.outcome, words, note)
        _tell_first(found)
        message.verdict, message.root_cause = given.verdict, given.root_cause
        found.tell.session.add_all(
            Photo(message_id=message.id, kind="proof", file=file, at=found.at) for file in given.photos
        )
        for other in _duplicates(found):
            copy = Held(found.tell, other, found.furniture, found.viewer)
            copy.note("told", words=words, outcome=given.outcome)
            other.answered_at = found.at  # from now on its citizen may come back to it
            _tell_first(copy)
        return message


def link(press: Press, primary_code: str, words: str = "") -> Message:
    """The same matter as an earlier message: its citizen is told with the other's answer."""
    with held(press) as found:
        found.check("link")
        message = found.message
        primary = queries.by_code(found.tell.session, press.office_id, primary_code)
        if primary is None or primary.kind == rules.REPORT or message.kind == rules.REPORT:
            raise BadFields({"code": N_("No message has this tracking code.")})
        while primary.duplicate_of_id is not None:
            primary = queries.by_id(found.tell.session, press.office_id, primary.duplicate_of_id) or primary
        if primary.id == message.id:
            raise BadFields({"code": N_("A message cannot be a duplicate of itself.")})
        _end(found, "duplicate", persian.clean(words), "", verb="link")
        message.duplicate_of_id = primary.id
        if primary.answered_at is not None:
            _tell_first(found)
        return message


def _end(found: Held, outcome: str, words: str, note: str, verb: str = "answer") -> None:
    message = found.message
    found.move(verb, words=words, note=note, outcome=outcome)
    message.outcome, message.answered_at, message.escalates_at = outcome, found.at, None
    if outcome != "duplicate" and message.kind != rules.REPORT and queries.sender(found.tell.session, message.id).phone:
        _ask_later(found)


def _tell_first(found: Held) -> None:
    """Its citizen has an answer now; the first one is what the first promise is measured by."""
    found.message.first_answered_at = found.message.first_answered_at or found.at


def _ask_later(found: Held) -> None:
    """One call about the answer that stands now; one that is still to be made about an older answer becomes it."""
    session, message, at = found.tell.session, found.message, found.at + FEEDBACK_AFTER
    waiting = queries.feedback_of(session, message.id)
    if waiting is None:
        session.add(Feedback(office_id=message.office_id, message_id=message.id, next_at=at))
    else:
        waiting.next_at, waiting.tries, waiting.claimed_until = at, 0, None


def _duplicates(found: Held) -> list[Message]:
    return queries.duplicates_of(found.tell.session, found.message.id)
