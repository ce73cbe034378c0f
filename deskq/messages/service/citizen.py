"""What the citizen does who holds the code: adds words, withdraws, comes back to an answer."""

from deskq import persian
from deskq.errors import N_, BadFields
from deskq.messages import rules
from deskq.messages.models import Message, Photo
from deskq.messages.rules.kinds import LONGEST_BODY
from deskq.messages.service import matter
from deskq.messages.service.held import Held, citizens
from deskq.messages.service.indexing import index


def add_words(office_id: int, message_id: int, words: str, photos: list[str] | None = None) -> Message:
    words = _checked(words, photos)
    with citizens(office_id, message_id) as found:
        found.move("add", words=words)
        index(found.tell, found.message, found.furniture)
        found.tell.session.add_all(
            Photo(message_id=message_id, kind="report", file=file, at=found.at) for file in photos or ()
        )
        return found.message


def withdraw(office_id: int, message_id: int, words: str = "") -> Message:
    with citizens(office_id, message_id) as found:
        matter.withdraw(found, words=persian.clean(words)[:LONGEST_BODY])
        return found.message


def come_back(office_id: int, message_id: int, verb: str, words: str) -> Message:
    """``reopen``: "not satisfied", back to the unit that answered. ``object``: to the inspectorate. Once each."""
    words = _checked(words)
    with citizens(office_id, message_id) as found:
        reopen(found, verb, words)
        return found.message


def reopen(found: Held, verb: str, words: str) -> None:
    message, policy = found.message, found.furniture.policy
    rules.move(message.state, verb)
    rules.check_return(message, verb, policy.reopen_days, found.at)
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
        raise BadFields({"words": N_("This is too long.")})
    return words
