"""Putting right what a message is about and where: by whoever sees it, with what changed in its history."""

from dataclasses import dataclass

from deskq import persian
from deskq.errors import N_, BadFields
from deskq.messages import rules
from deskq.messages.events import MessageSorted
from deskq.messages.models import Message
from deskq.messages.rules.kinds import LONGEST_ADDRESS
from deskq.messages.service.held import Held, Press, held
from deskq.messages.service.indexing import index


@dataclass(frozen=True)
class Sorted:
    """As it should be. A report stays a report without a place, and nothing becomes one."""

    kind: str
    category_id: int | None
    address: str
    district_id: int | None
    lat: int | None
    lon: int | None


def sort(press: Press, given: Sorted) -> Message:
    with held(press) as found:
        found.check("sort")
        message = found.message
        _check(found, given)
        new = {**given.__dict__, "address": persian.clean(given.address)}
        changed = [name for name, value in new.items() if getattr(message, name) != value]
        if not changed:
            return message
        for name in changed:
            setattr(message, name, new[name])
        placed = given.lat is not None and given.lon is not None
        message.cell = rules.cell(given.lat or 0, given.lon or 0) if placed else None
        found.move("sort", note=", ".join(changed))
        index(found.tell, message, found.furniture)
        found.tell(MessageSorted(message.id, ",".join(changed)))
        return message


def _check(found: Held, given: Sorted) -> None:
    wrong, about, report = {}, found.furniture, found.message.kind == rules.REPORT
    if given.kind not in rules.KINDS or (given.kind == rules.REPORT) != report:
        wrong["kind"] = rules.WRONG_CHOICE
    if given.category_id is not None and given.category_id not in about.categories:
        wrong["category"] = rules.WRONG_CHOICE
    if given.district_id is not None and given.district_id not in about.districts:
        wrong["district"] = rules.WRONG_CHOICE
    if not rules.is_whole(given.lat, given.lon):
        wrong["lat"] = rules.NO_POINT
    if len(given.address) > LONGEST_ADDRESS:
        wrong["address"] = rules.TOO_LONG
    if report and (given.address or given.district_id is not None or given.lat is not None):
        wrong["address"] = N_("The place of a confidential report stands in its sealed words, and nowhere else.")
    if wrong:
        raise BadFields(wrong)
