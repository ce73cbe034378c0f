"""The page of one message: content, owner, history, allowed actions."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext

from deskq.core.extensions import db
from deskq.inbox import place_permits_port
from deskq.inbox.place_permits_port import PlacePermit
from deskq.inbox.views import city_map, labels, photo_uploads
from deskq.inbox.views.inbox import KIND_ICONS, blueprint
from deskq.inbox.views.inbox_context import Reader, reader
from deskq.inbox.views.timeline import timeline
from deskq.inbox.views.visit import visit
from deskq.message_pauses import queries as pauses
from deskq.message_settings import ready_answers
from deskq.message_settings.kinds import REPORT
from deskq.messages import question_answers
from deskq.messages.models import Message, Step
from deskq.messages.queries import deadlines
from deskq.messages.queries import message as message_queries
from deskq.messages.rules import history, transitions, visibility
from deskq.messages.service import disclosure, undo
from deskq.office import admin_pages
from deskq.office.admin_pages import FilledForm
from deskq.staff.models import Person
from deskq.units.models import Unit
from deskq.web.uploads import LARGEST_MEGABYTES

#: In the order of the page.
BUTTONS = (
    "accept",
    "refer",
    "answer",
    "resume",
    "ask_back",
    "wait_outside",
    "assign",
    "extend",
    "pass_on",
    "link",
    "sort",
)
#: Actions that confidential reports do not have: they are never sent to a unit, are never duplicates, and their clock
#: never pauses.
NOT_OF_REPORTS = ("refer", "pass_on", "link", "ask_back", "wait_outside")
#: Actions only while the clock is paused, and actions only while it runs.
WHILE_PAUSED, NOT_WHILE_PAUSED = ("resume",), ("ask_back", "wait_outside", "extend")


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in the forms. ``unit_id`` is proposed to be referred to, ``class_id`` as its class."""

    units: list[Unit]
    unit_id: int | None
    class_id: int
    people: list[Person]


@blueprint.get("/<int:message_id>")
def show(message_id: int) -> str:
    return render(message_id)


def render(message_id: int, verb: str = "", form: FilledForm | None = None, kept: tuple[str, ...] = ()) -> str:
    """The page as it is now; ``form`` is what was typed for ``verb`` and refused."""
    who, message = open_message(message_id)
    steps = message_queries.steps(db.session(), message_id)
    return admin_pages.render(
        "messages/message.html",
        buttons=buttons(who, message),
        undo=_undo(who, message, steps),
        told=timeline(who, steps),
        choices=_choices(who, message, steps),
        ready=ready_answers.offered(db.session(), message.office_id, message.category_id),
        verb=verb,
        form=form or FilledForm(),
        kept=kept,
        most_photos=photo_uploads.MOST,
        most_megabytes=LARGEST_MEGABYTES,
        **_facts(who, message),
    )


def open_message(message_id: int) -> tuple[Reader, Message]:
    """The message and its reader; opening a report is journalled."""
    who = reader()
    message = who.found(message_id)
    if message.kind == REPORT:
        disclosure.note_report_read(who.action(message_id))
        who = reader()  # a commit ended what was read before
        message = who.found(message_id)
    return who, message


def body_of(message: Message) -> str | None:
    return message.sealed_body if message.kind == REPORT else message.body


def _facts(who: Reader, message: Message) -> dict[str, object]:
    """What there is to see of it, whatever may be done."""
    session = db.session()
    answers = question_answers.of_message(session, message.id)
    return {
        "who": who,
        "message": message,
        "said": body_of(message),
        "photos": message_queries.photos(session, message.id),
        "given": _filled_sender_fields(message),
        "share": deadlines.share_used(session, who.settings, message, who.now),
        "original": _original(who, message),
        "answers": answers,
        "answers_only": question_answers.in_words(answers) == message.body,
        "pause": pauses.last(session, message.id),
        "visit": visit(who, message),
        "kind_icons": KIND_ICONS,
        "plan": city_map.plan_for(who.settings.plan),
        "permits": _permits(who, message),
        "rules": labels,
    }


def _permits(who: Reader, message: Message) -> Sequence[PlacePermit] | None:
    """Of its place, where its category asks for a permit; None where it does not."""
    category = who.settings.categories.get(message.category_id or 0)
    if category is None or not category.permit or message.kind == REPORT:
        return None
    return place_permits_port.permits_at(db.session(), who.viewer, message)


def buttons(who: Reader, message: Message) -> list[str]:
    """Actions allowed in this state to this reader."""
    return [
        verb
        for verb in BUTTONS
        if transitions.may_move(message.state, verb)
        and visibility.may(who.viewer, message, verb)
        and not (message.kind == REPORT and verb in NOT_OF_REPORTS)
        and not (message.restricted and verb == "link")
        and verb not in (NOT_WHILE_PAUSED if message.waits_for else WHILE_PAUSED)
    ]


def _undo(who: Reader, message: Message, steps: list[Step]) -> str:
    """The verb that may still be undone, or ""."""
    last = history.undoable_step(steps, who.person_id, who.now, undo.undo_period(db.session(), message.office_id))
    return last.verb if last else ""


def _filled_sender_fields(message: Message) -> list[str]:
    """Which fields of the sender are filled, without their content."""
    sender = message_queries.sender(db.session(), message.id)
    words = {
        "name": gettext("name"),
        "phone": gettext("phone"),
        "national_id": gettext("national ID"),
        "address": gettext("address"),
    }
    return [words[name] for name in words if getattr(sender, name)]


def _choices(who: Reader, message: Message, steps: list[Step]) -> Choices:
    """What kind and category propose is offered only until somebody has referred it."""
    settings, unit_id, class_id = who.settings, None, message.class_id
    category = settings.categories.get(message.category_id or 0)
    if message.state == "registered":
        elsewhere = message.kind == "complaint" and message.unit_id != settings.policy.inspectorate_unit_id
        unit_id = settings.policy.inspectorate_unit_id if elsewhere else category.unit_id if category else None
        unit_id = None if message.restricted and unit_id == message.unit_id else unit_id
        class_id = settings.class_of(message.kind, category).id if history.is_class_outdated(steps) else class_id
    reads = who.reading_unit(message.unit_id)
    people = [one for one in who.people.values() if one.active and one.unit_id == reads]
    return Choices([unit for unit in settings.units.values() if unit.offered], unit_id, class_id, people)


def _original(who: Reader, message: Message) -> Message | None:
    """The message of which this one is a duplicate, if its reader sees it."""
    if message.duplicate_of_id is None:
        return None
    found = message_queries.by_id(db.session(), message.office_id, message.duplicate_of_id)
    return found if found is not None and who.sees(found) else None
