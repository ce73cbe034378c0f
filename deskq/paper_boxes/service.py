"""Opens a box with minutes, adds slips, closes the opening.

Every action locks the office, so that two people at one opening neither lose a slip nor count one twice.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from deskq.core import clock, secrets
from deskq.core.errors import N_, DomainError, InvalidInput, NotFound
from deskq.core.text import jalali, persian
from deskq.core.transactions import Transaction, transaction
from deskq.message_settings import queries as message_settings_queries
from deskq.message_settings.kinds import REPORT, WRONG_CHOICE
from deskq.messages.models import Message
from deskq.messages.service import duplicates
from deskq.messages.service.create import register
from deskq.messages.service.edit import EditedMessage
from deskq.messages.service.idempotent import check_unchanged
from deskq.messages.service.message_input import MessageInput, Past
from deskq.paper_boxes import queries
from deskq.paper_boxes.events import BoxOpened, BoxOpeningClosed, BoxSlipUndone, PastOpeningRecorded
from deskq.paper_boxes.models import BoxOpening, BoxSlip
from deskq.staff import queries as staff_queries

MOST_SLIPS = 999
LONGEST_MINUTES = 4000


class OpeningClosed(DomainError):
    slug = "opening-closed"
    title = N_(
        "This opening is closed and its minutes are complete. Nothing was changed. What you typed is still here."
    )


class SlipGone(DomainError):
    slug = "slip-gone"
    title = N_("The last slip you entered is no longer here. Please check the list.")


@dataclass(frozen=True)
class OpeningInput:
    """As the minutes say it: who was there (colleagues by id, others by name), how many slips were counted."""

    box_id: int
    slips: int
    witness_ids: Collection[int] = ()
    others: str = ""
    minutes: str = ""
    past: "PastOpening | None" = None


@dataclass(frozen=True)
class PastOpening:
    """Of an opening before today: its day, whether its slips are for the reports only, and the scan of its minutes."""

    day: date
    settled: bool = True
    scan: str = ""


def open_box(office_id: int, by: str, person_id: int, content: OpeningInput, request_key: str) -> BoxOpening:
    """Open a box before witnesses. The same ``request_key`` again gives the opening it made the first time."""
    with transaction(office_id, by) as tx:
        known = queries.opening_by_key(tx.session, office_id, request_key)
        if known is not None:
            return known
        opening = BoxOpening(
            office_id=office_id,
            box_id=content.box_id,
            opened_at=_opened_at(tx, content),
            by_id=person_id,
            witnesses="\n".join(_witnesses(tx, person_id, content)),
            minutes=persian.clean(content.minutes)[:LONGEST_MINUTES],
            slips=content.slips,
            empty=0,
            difference="",
            request_key=request_key,
            **_past_columns(tx, content),
        )
        _check(tx, opening)
        tx.session.add(opening)
        tx.session.flush()
        tx.record(BoxOpened(opening.id, opening.box_id, opening.slips))
        if content.past is not None:
            day = jalali.day_number(content.past.day)
            tx.record(PastOpeningRecorded(opening.id, day, opening.settled, bool(opening.minutes_scan)))
        return opening


def _opened_at(tx: Transaction, content: OpeningInput) -> datetime:
    """Noon of the stated day, so that it is that day in every season; else now."""
    if content.past is None:
        return tx.at
    if content.past.day >= clock.local(tx.at).date():
        raise InvalidInput({"day": N_("Please choose a day before today, or leave it empty for an opening now.")})
    return datetime.combine(content.past.day, time(12), clock.zone())


def _past_columns(tx: Transaction, content: OpeningInput) -> dict[str, Any]:
    if content.past is None:
        return {}
    return {"recorded_at": tx.at, "settled": content.past.settled, "minutes_scan": content.past.scan}


def _witnesses(tx: Transaction, person_id: int, content: OpeningInput) -> list[str]:
    """Names as they will be signed; the person who opens the box is not a witness."""
    people = {person.id: person.name for person in staff_queries.people(tx.session, tx.office_id)}
    named = [people[one] for one in content.witness_ids if one in people and one != person_id]
    typed = (persian.clean(line)[:80] for line in content.others.splitlines())
    return [*named, *filter(None, typed)][:20]


def _check(tx: Transaction, opening: BoxOpening) -> None:
    box = queries.boxes(tx.session, tx.office_id).get(opening.box_id)
    wrong = {}
    if box is None or not box.offered:
        wrong["box"] = WRONG_CHOICE
    if not opening.witnesses:
        wrong["witnesses"] = N_("A box must be opened in the presence of at least one witness.")
    if not 0 <= opening.slips <= MOST_SLIPS:
        wrong["slips"] = N_("Please enter the number of slips: a whole number up to 999.")
    if wrong:
        raise InvalidInput(wrong)


def add_slip(
    office_id: int, by: str, person_id: int, opening_id: int, content: MessageInput, request_key: str
) -> BoxSlip:
    """One slip becomes a message. The same ``request_key`` again is the same slip."""
    with transaction(office_id, by) as tx:
        request_key = secrets.hashed(f"words of {opening_id} {request_key}")
        known, opening = _slip(tx, opening_id, request_key)
        if known is not None:
            check_unchanged(tx, tx.session.get_one(Message, known.message_id), content)
            return known
        _check_open(opening)
        stated = Past(opening.opened_at, opening.settled) if opening.recorded_at is not None else None
        content = replace(content, channel="box", opening_id=opening.id, taken_by_id=person_id, past=stated)
        message = register(office_id, by, content, request_key)
        return _add_slip(tx, opening, person_id, request_key, message.id)


def add_empty_slip(office_id: int, by: str, person_id: int, opening_id: int, request_key: str) -> BoxSlip:
    """A slip that is empty or illegible: counted, no message."""
    with transaction(office_id, by) as tx:
        request_key = secrets.hashed(f"empty of {opening_id} {request_key}")
        known, opening = _slip(tx, opening_id, request_key)
        if known is not None:
            return known
        _check_open(opening)
        opening.empty += 1
        return _add_slip(tx, opening, person_id, request_key, None)


def undo_slip(office_id: int, by: str, person_id: int, opening_id: int, slip_id: int) -> BoxSlip:
    """Undo the person's last slip: its message is withdrawn and leaves the opening."""
    with transaction(office_id, by) as tx:
        opening = _opening(tx, opening_id)
        _check_open(opening)
        last = queries.last_slip(tx.session, opening.id, person_id)
        if last is None or last.id != slip_id:
            raise SlipGone
        last.undone_at = tx.at
        if last.message_id is None:
            opening.empty -= 1
        else:
            _withdraw(tx, last.message_id)
        tx.record(BoxSlipUndone(opening.id, last.message_id))
        return last


def _withdraw(tx: Transaction, message_id: int) -> None:
    message: Message = tx.session.get_one(Message, message_id)
    found = EditedMessage(tx, message, message_settings_queries.load_settings(tx.session, tx.office_id))
    if message.state == "closed":  # a slip of the past, for the reports only: it was never open
        message.state, message.ended_at = "withdrawn", tx.at
    else:
        duplicates.withdraw(found, note="" if message.kind == REPORT else "↶")
    message.opening_id = None


def close_opening(office_id: int, by: str, person_id: int, opening_id: int, difference: str = "") -> BoxOpening:
    """All slips are typed in, or the minutes say why not."""
    difference = persian.clean(difference)[:LONGEST_MINUTES]
    with transaction(office_id, by) as tx:
        opening = _opening(tx, opening_id)
        if opening.closed_at is not None:
            return opening
        typed = queries.count_typed(tx.session, opening.id)
        if typed + opening.empty != opening.slips and not difference:
            raise InvalidInput(
                {"difference": N_("Please explain why the number of slips entered differs from the number counted.")}
            )
        opening.closed_at, opening.closed_by_id, opening.difference = tx.at, person_id, difference
        tx.record(BoxOpeningClosed(opening.id, typed, opening.empty))
        return opening


def _slip(tx: Transaction, opening_id: int, request_key: str) -> tuple[BoxSlip | None, BoxOpening]:
    opening = _opening(tx, opening_id)
    return queries.slip_by_key(tx.session, opening.id, request_key), opening


def _opening(tx: Transaction, opening_id: int) -> BoxOpening:
    found = queries.opening(tx.session, tx.office_id, opening_id)
    if found is None:
        raise NotFound
    return found


def _check_open(opening: BoxOpening) -> None:
    if opening.closed_at is not None:
        raise OpeningClosed


def _add_slip(
    tx: Transaction, opening: BoxOpening, person_id: int, request_key: str, message_id: int | None
) -> BoxSlip:
    slip = BoxSlip(opening_id=opening.id, request_key=request_key, message_id=message_id, by_id=person_id, at=tx.at)
    tx.session.add(slip)
    tx.session.flush()
    return slip
