"""A message as its citizen tracks it: stages, owner, promised dates; the personal part separately."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.text.names import Name
from deskq.message_pauses import queries as pauses
from deskq.message_pauses.rules import CITIZEN, VERBS
from deskq.message_settings.kinds import REPORT
from deskq.message_settings.queries import MessageSettings, load_settings
from deskq.messages import question_answers, sms_templates
from deskq.messages.models import Message, Photo, Sender, Step
from deskq.messages.queries.message import photos, primary, steps
from deskq.messages.queries.viewers import person_or_substitute
from deskq.messages.rules import deadlines
from deskq.messages.rules.transitions import LIVE
from deskq.sms.one_time_code import queries as code_queries
from deskq.staff.models import Person
from deskq.staff.rules import ROLE_NAMES
from deskq.units.models import Unit

#: The stages of the progress bar, and the verbs that reach each.
STAGES = {
    "registered": ("register",),
    "referred": ("refer", "pass_on", "reopen", "object", "go_on"),
    "accepted": ("accept",),
    "answered": ("answer", "link"),
    "closed": ("close",),
}
#: Likely subjects are found in so many of the newest messages of a kind.
NEWEST = 500
HEAD = Name("رئیس واحد", "Head of unit")


@dataclass(frozen=True, slots=True)
class Stage:
    """``reached`` when it came there last; None: not yet, or it was passed over."""

    state: str
    reached: datetime | None
    passed: bool
    now: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """An answer was promised for ``due``; ``before``: the earlier promise that it replaced; ``why``: the reason given
    to the citizen, shown only with access to the texts of the message; ``verb``: what changed it."""

    at: datetime
    due: datetime
    before: datetime | None
    why: str
    verb: str


@dataclass(frozen=True)
class TrackedMessage:
    """What the code alone shows."""

    message: Message
    primary: Message
    stages: list[Stage]
    unit: Name
    title: Name | None
    person: Person | None
    promises: list[Promise]
    category: Name | None
    #: Since when its clock stands, while it does.
    waits_since: datetime | None = None

    @property
    def is_report(self) -> bool:
        return self.message.kind == REPORT

    @property
    def ended(self) -> bool:
        return self.primary.state not in LIVE


@dataclass(frozen=True)
class Entry:
    """One text of either side, in order, with the photos that came with it."""

    at: datetime
    verb: str
    words: str
    outcome: str | None
    photos: Sequence[Photo] = ()


@dataclass(frozen=True)
class Question:
    """A question to the citizen, with the end of the time to reply."""

    words: str
    until: datetime


@dataclass(frozen=True)
class Personal:
    """What is shown to the sender after the digits."""

    said: list[Entry]
    proofs: list[Photo]


def asked(session: Session, message: Message) -> Question | None:
    """The present question to this citizen."""
    pause = pauses.running(session, message.id) if message.waits_for == CITIZEN else None
    return Question(pauses.step_of(session, pause).words, pause.until) if pause is not None else None


def tracked(session: Session, message: Message, today: date) -> TrackedMessage:
    """A message as its tracking page shows it; a duplicate shows the state of its primary message."""
    settings, shown = load_settings(session, message.office_id), primary(session, message)
    history = steps(session, shown.id)
    person = person_or_substitute(session, shown.person_id or settings.head_of(shown.unit_id), today)
    pause = pauses.running(session, shown.id) if shown.waits_for is not None else None
    return TrackedMessage(
        message=message,
        primary=shown,
        stages=_stages(shown, history),
        unit=settings.units[shown.unit_id].name,
        title=_title(settings.units[shown.unit_id], person),
        person=person,
        promises=_promises(history),
        category=_category(settings, message),
        waits_since=pause.started_at if pause is not None else None,
    )


def _stages(message: Message, history: list[Step]) -> list[Stage]:
    states = list(STAGES)
    if message.state == "withdrawn":
        reached = _reached(history, ("withdraw",))
        return [
            Stage("registered", message.registered_at, True, False),
            Stage("withdrawn", reached, True, True),
        ]
    here = states.index(message.state)
    round_ = [step for step in history if step.at >= message.started_at or step.verb == "register"]
    return [
        Stage(state, _reached(round_, STAGES[state]) if place <= here else None, place < here, place == here)
        for place, state in enumerate(states)
    ]


def _reached(history: list[Step], verbs: tuple[str, ...]) -> datetime | None:
    return max((step.at for step in history if step.verb in verbs), default=None)


def _promises(history: list[Step]) -> list[Promise]:
    """Every promised date in order (R5), with the reason given. With the beginning of a pause a date is stored that
    holds if the pause lasts as long as it may: no promise, so it is not among them."""
    found: list[Promise] = []
    for step in history:
        if step.due_at is None or step.verb in VERBS.values():
            continue
        before = found[-1].due if found else step.due_at
        other = deadlines.last_day(before, clock.zone()) != deadlines.last_day(step.due_at, clock.zone())
        why = step.words if step.verb == "extend" else ""
        found.append(Promise(step.at, step.due_at, before if other else None, why, step.verb))
    return found


def _title(unit: Unit, person: Person | None) -> Name | None:
    """The title of the responsible person; the name is only for the sender."""
    if person is None:
        return None
    return HEAD if unit.head_id == person.id else ROLE_NAMES[person.role]


def _category(settings: MessageSettings, message: Message) -> Name | None:
    found = settings.categories.get(message.category_id or 0)
    return found.name if found is not None else None


#: Verbs whose words the citizen reads, of both sides; never internal notes.
PUBLIC_VERBS = ("ask_back", "wait_outside", "add", "withdraw", "reopen", "object", "answer", "told", "link", "go_on")


def personal(session: Session, shown: TrackedMessage) -> Personal:
    message, other = shown.message, shown.primary
    body = question_answers.with_words(message.body, question_answers.of_message(session, message.id))
    history = [step for step in steps(session, message.id) if step.verb in PUBLIC_VERBS]
    sent = _photos_by_addition(photos(session, message.id, "report", "scan"), history)
    said = [Entry(message.registered_at, "register", body, None, sent.pop(None, []))]
    said += [
        Entry(step.at, step.verb, step.words, step.outcome, sent.get(step.at, []))
        for step in history
        if step.words or step.outcome or step.at in sent
    ]
    if other is not message:
        said += answers(session, other, after=[one.at for one in said if one.verb == "told"])
    return Personal(said, photos(session, other.id, "proof"))


def _photos_by_addition(sent: list[Photo], history: list[Step]) -> dict[datetime | None, list[Photo]]:
    """{when they were added: photos}; those that came with the message are under None."""
    added = {step.at for step in history if step.verb == "add"}
    found: dict[datetime | None, list[Photo]] = {}
    for photo in sent:
        found.setdefault(photo.at if photo.at in added else None, []).append(photo)
    return found


def public_answers(session: Session, shown: TrackedMessage) -> Personal:
    """What is shown of a nameless message: the answers, and photos of what was done."""
    return Personal(answers(session, shown.primary), photos(session, shown.primary.id, "proof"))


def answers(session: Session, message: Message, after: list[datetime] | None = None) -> list[Entry]:
    """The answers given to a message; not those at the times ``after``, which are listed already."""
    return [
        Entry(step.at, "answer", step.words, step.outcome)
        for step in steps(session, message.id)
        if step.verb == "answer" and step.at not in (after or ())
    ]


def is_anonymous(of: Sender) -> bool:
    """The sender left neither number nor national ID; an erased sender does not count, it stays closed."""
    return not of.phone and not of.national_id and of.erased_at is None


def subjects_used(session: Session, office_id: int, kind: str) -> Counter[int]:
    """{category: messages} among the newest of the kind."""
    newest = (
        select(Message.category_id)
        .where(Message.office_id == office_id, Message.kind == kind)
        .order_by(Message.id.desc())
        .limit(NEWEST)
    )
    return Counter(found for found in session.scalars(newest) if found is not None)


def is_code_texted(session: Session, message: Message) -> bool:
    """Whether an SMS with the tracking code was put into the outbox."""
    about = sms_templates.about(sms_templates.REGISTERED, message.id)
    return code_queries.sent_at(session, message.office_id, about) is not None
