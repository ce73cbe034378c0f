"""What the citizen does who holds the code: adds words, withdraws, comes back to an answer."""

from datetime import timedelta

from deskq import persian
from deskq.errors import N_, BadFields, TooMany
from deskq.messages import queries, rules
from deskq.messages.models import Message, Photo
from deskq.messages.rules.kinds import LONGEST_BODY
from deskq.messages.service import matter
from deskq.messages.service.held import Held, citizens

#: So often in one day something is added to a message.
MOST_ADDED, WITHIN = 10, timedelta(days=1)
#: So long the same words are those of a page that was sent twice.
SENT_AGAIN = timedelta(minutes=10)


class AddedOften(TooMany):
    slug = "added-often"
    title = N_("So much was added to this message today that no more is taken. Please go on tomorrow.")


def add_words(office_id: int, message_id: int, words: str, photos: list[str] | None = None) -> Message:
    words = _checked(words, photos)
    with citizens(office_id, message_id) as found:
        session = found.tell.session
        kept = {photo.file for photo in queries.photos(session, message_id)}  # the same picture has the same name
        fresh = [file for file in photos or () if file not in kept]
        add(found, words, bool(fresh))
        session.add_all(Photo(message_id=message_id, kind="report", file=file, at=found.at) for file in fresh)
        return found.message


def add(found: Held, words: str, brings_photos: bool = False) -> None:
    """One more thing its citizen has to say, of the few that a day has room for: each holds the office for a moment.
    The same words once more are the same press."""
    if not brings_photos and _just_said(found, words):
        return
    if queries.added_since(found.tell.session, found.message.id, found.at - WITHIN) >= MOST_ADDED:
        raise AddedOften
    found.move("add", words=words)


def _just_said(found: Held, words: str) -> bool:
    last = queries.steps(found.tell.session, found.message.id)[-1]
    return (last.verb, last.words) == ("add", words) and found.at - last.at <= SENT_AGAIN


def withdraw(office_id: int, message_id: int, words: str = "") -> Message:
    with citizens(office_id, message_id) as found:
        matter.withdraw(found, words=persian.clean(words)[:LONGEST_BODY])
        return found.message


def come_back(office_id: int, message_id: int, verb: str, words: str) -> Message:
    """``reopen``: "not satisfied", back to the unit that answered. ``object``: to the inspectorate. Once each."""
    words = _checked(words)
    with citizens(office_id, message_id) as found:
        rules.check_in_time(found.message, found.furniture.policy.reopen_days, found.at)
        reopen(found, verb, words)
        return found.message


def reopen(found: Held, verb: str, words: str) -> None:
    """Whether there is still time is asked before: whoever is rung may answer whenever that is."""
    message, policy = found.message, found.furniture.policy
    rules.move(message.state, verb)
    if verb == "object":  # a duplicate has no answer before the message that carries its matter has one
        rules.move(queries.primary(found.tell.session, message).state, verb)
    rules.check_right(message, verb)
    to = _back_to(found) if verb == "reopen" or message.kind == rules.REPORT else policy.inspectorate_unit_id
    matter.live_again(found, verb, to, words)
    message.reopened, message.objected = message.reopened or verb == "reopen", message.objected or verb == "object"


def _back_to(found: Held) -> int:
    """The unit that answered; if it has been closed since, whoever is above it."""
    unit = found.furniture.units[found.message.unit_id]
    for _ in found.furniture.units:
        if unit.offered or unit.parent_id is None:
            break
        unit = found.furniture.units[unit.parent_id]
    return unit.id if unit.offered else found.furniture.policy.intake_unit_id


def _checked(words: str, photos: list[str] | None = None) -> str:
    words = persian.clean(words)
    if not words and not photos:
        raise BadFields({"words": N_("Please say it in a few words.")})
    if len(words) > LONGEST_BODY:
        raise BadFields({"words": rules.TOO_LONG})
    return words
