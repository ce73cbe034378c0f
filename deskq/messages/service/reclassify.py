"""Putting right what a message is about and where: by whoever sees it, with what changed in its history."""

from dataclasses import dataclass

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.message_settings.kinds import KINDS, LONGEST_ADDRESS, REPORT, TOO_LONG, WRONG_CHOICE
from deskq.messages.events import MessageSorted
from deskq.messages.models import Message
from deskq.messages.rules import geo
from deskq.messages.rules.geo import NO_POINT
from deskq.messages.service.edit import EditedMessage, StaffAction, edit
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


def sort(press: StaffAction, given: Sorted) -> Message:
    with edit(press) as found:
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
        message.cell = geo.cell(given.lat or 0, given.lon or 0) if placed else None
        found.move("sort", note=", ".join(changed))
        index(found.tx, message, found.furniture)
        found.tx.record(MessageSorted(message.id, ",".join(changed)))
        return message


def _check(found: EditedMessage, given: Sorted) -> None:
    wrong, about, report = {}, found.furniture, found.message.kind == REPORT
    if given.kind not in KINDS or (given.kind == REPORT) != report:
        wrong["kind"] = WRONG_CHOICE
    if given.category_id is not None and given.category_id not in about.categories:
        wrong["category"] = WRONG_CHOICE
    if given.district_id is not None and given.district_id not in about.districts:
        wrong["district"] = WRONG_CHOICE
    if not geo.is_whole(given.lat, given.lon):
        wrong["lat"] = NO_POINT
    if len(given.address) > LONGEST_ADDRESS:
        wrong["address"] = TOO_LONG
    if report and (given.address or given.district_id is not None or given.lat is not None):
        wrong["address"] = N_("The location of a confidential report is only in its encrypted text.")
    if wrong:
        raise InvalidInput(wrong)
