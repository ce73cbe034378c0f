"""Corrects kind, category and place of a message; the history says what changed."""

from dataclasses import dataclass

from deskq.core.errors import N_, InvalidInput
from deskq.core.text import persian
from deskq.message_settings.about_staff import is_about_staff
from deskq.message_settings.kinds import KINDS, LONGEST_ADDRESS, REPORT, TOO_LONG, WRONG_CHOICE, kind_of
from deskq.messages.events import MessageReclassified
from deskq.messages.models import Message
from deskq.messages.rules import geo
from deskq.messages.rules.geo import NO_POINT
from deskq.messages.service.create import initial_unit
from deskq.messages.service.edit import EditedMessage, StaffAction, edit
from deskq.messages.service.indexing import index


@dataclass(frozen=True)
class Classification:
    """The corrected values. A report stays a report without a place, and nothing becomes one."""

    kind: str
    category_id: int | None
    address: str
    district_id: int | None
    lat: int | None
    lon: int | None


def reclassify(action: StaffAction, content: Classification) -> Message:
    """Write the new classification; nothing when nothing changed. ``InvalidInput`` for values that do not exist."""
    with edit(action) as edited:
        edited.check("sort")
        message = edited.message
        _check(edited, content)
        was_about_staff = _is_about_staff(edited)
        kind = _kind(edited, content)
        new = {**content.__dict__, "kind": kind, "address": persian.clean(content.address)}
        changed = [name for name, value in new.items() if getattr(message, name) != value]
        if not changed:
            return message
        for name in changed:
            setattr(message, name, new[name])
        placed = content.lat is not None and content.lon is not None
        message.cell = geo.cell(content.lat or 0, content.lon or 0) if placed else None
        edited.move("sort", note=", ".join(changed), to_unit=_restricted_to(edited, was_about_staff))
        index(edited.tx, message, edited.settings)
        edited.tx.record(MessageReclassified(message.id, ",".join(changed)))
        return message


def _kind(edited: EditedMessage, content: Classification) -> str:
    """A new subject brings its kind; a kind that was chosen together with the same subject stays."""
    category = edited.settings.categories.get(content.category_id or 0)
    if category is None or content.category_id == edited.message.category_id:
        return content.kind
    return kind_of(content.kind, category.sets_kind)


def _is_about_staff(edited: EditedMessage) -> bool:
    message = edited.message
    category = edited.settings.categories.get(message.category_id or 0)
    return is_about_staff(message.kind, category.code if category else None, message.ticket_id is not None)


def _restricted_to(edited: EditedMessage, was_about_staff: bool) -> int | None:
    """What turns out to be a complaint about staff goes to the inspectorate, which alone reads it from now on. It
    stays restricted if it turns out to be something else: the inspectorate passes it on."""
    message = edited.message
    if was_about_staff or message.restricted or not _is_about_staff(edited):
        return None
    message.restricted, message.person_id = True, None
    return initial_unit(edited.settings, message.kind, message.about_unit_id, restricted=True)


def _check(edited: EditedMessage, content: Classification) -> None:
    wrong, settings, report = {}, edited.settings, edited.message.kind == REPORT
    if content.kind not in KINDS or (content.kind == REPORT) != report:
        wrong["kind"] = WRONG_CHOICE
    if content.category_id is not None and content.category_id not in settings.categories:
        wrong["category"] = WRONG_CHOICE
    if content.district_id is not None and content.district_id not in settings.districts:
        wrong["district"] = WRONG_CHOICE
    if not geo.is_whole(content.lat, content.lon):
        wrong["lat"] = NO_POINT
    if len(content.address) > LONGEST_ADDRESS:
        wrong["address"] = TOO_LONG
    if report and (content.address or content.district_id is not None or content.lat is not None):
        wrong["address"] = N_("The location of a confidential report is only in its encrypted text.")
    if wrong:
        raise InvalidInput(wrong)
