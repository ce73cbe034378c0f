"""Kinds of alerts and their defaults, when an alert is sent, and who receives one about a message. Pure functions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskq.core.errors import N_, DomainError
from deskq.messages.rules import visibility
from deskq.messages.rules.visibility import Seen, Viewer

REFERRED, AMBER, RED, LATE = "referred", "amber", "red", "late"
WAIT, PEOPLE, IDLE, PRINTER, SILENT = "wait", "people", "idle", "printer", "silent"
BACKUP = "backup"
#: A fault of something in the hall: reported, and not repaired in time.
AMENITY, UNREPAIRED = "amenity", "unrepaired"
OF_AMENITIES = (AMENITY, UNREPAIRED)
ACT_DUE, ACT_LATE = "act_due", "act_late"
OF_MESSAGES = (REFERRED, AMBER, RED, LATE)
#: Of corrective actions: told to who does them and to the hall page.
OF_ACTIONS = (ACT_DUE, ACT_LATE)
#: Of the hall and of what stands behind it: told on the hall page.
OF_HALL = (WAIT, PEOPLE, IDLE, PRINTER, SILENT, BACKUP, *OF_AMENITIES)
KINDS = (*OF_MESSAGES, *OF_ACTIONS, *OF_HALL)
#: {kind: smallest and largest threshold}, in minutes, for ``PEOPLE`` in people, for ``ACT_DUE`` in days. The others
#: have no threshold.
LIMITS = {ACT_DUE: (1, 60), WAIT: (1, 600), PEOPLE: (1, 500), IDLE: (1, 240), SILENT: (2, 240)}
LONGEST_REPEAT = 7 * 24 * 60  #: minutes
#: The shortest time between two SMS of one kind.
LEAST_PAUSE = timedelta(minutes=5)
#: An SMS that could not be sent within this time is dropped.
SEND_WITHIN = timedelta(hours=1)
#: A deadline that passed earlier than this raises no alert: after a new installation or a long power cut there would be
#: hundreds at once.
LOOK_BACK = timedelta(days=3)
MOST_ON_DUTY = 20


class DutyListFull(DomainError):
    slug, status = "duty-list-full", 409
    title = N_("At most %(most)s people can be on the list.")


class AlreadyOnDutyList(DomainError):
    slug, status = "already-on-duty-list", 409
    title = N_("This number is already on the list.")


class TextsOff(DomainError):
    slug, status = "texts-off", 409
    title = N_("This installation sends no text messages: no gateway is set up.")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one kind of alert. ``screens``, ``texts``: its channels, live pages and SMS. ``limit``: its threshold
    (see ``LIMITS``). ``repeat``: its repeat interval in minutes; 0: it is sent once. ``quiet_from``, ``quiet_until``:
    its quiet hours in minutes after midnight; equal: none."""

    screens: bool
    texts: bool
    limit: int | None
    repeat: int
    quiet_from: int = 20 * 60
    quiet_until: int = 7 * 60

    @property
    def on(self) -> bool:
        return self.screens or self.texts


DEFAULTS = {
    REFERRED: Settings(screens=True, texts=False, limit=None, repeat=0),
    AMBER: Settings(screens=True, texts=False, limit=None, repeat=0),
    RED: Settings(screens=True, texts=True, limit=None, repeat=0),
    LATE: Settings(screens=True, texts=True, limit=None, repeat=24 * 60),
    ACT_DUE: Settings(screens=True, texts=False, limit=7, repeat=0),
    ACT_LATE: Settings(screens=True, texts=True, limit=None, repeat=7 * 24 * 60),
    WAIT: Settings(screens=True, texts=True, limit=40, repeat=30),
    PEOPLE: Settings(screens=True, texts=False, limit=20, repeat=30),
    IDLE: Settings(screens=True, texts=False, limit=15, repeat=30),
    PRINTER: Settings(screens=True, texts=True, limit=None, repeat=60),
    SILENT: Settings(screens=True, texts=True, limit=10, repeat=120),
    BACKUP: Settings(screens=True, texts=True, limit=None, repeat=24 * 60),
    AMENITY: Settings(screens=True, texts=False, limit=None, repeat=0),
    UNREPAIRED: Settings(screens=True, texts=True, limit=None, repeat=24 * 60),
}


def is_quiet(settings: Settings, minute: int) -> bool:
    """Whether this minute of the day is in the quiet hours, which may go past midnight."""
    begins, ends = settings.quiet_from, settings.quiet_until
    return begins <= minute < ends if begins <= ends else minute >= begins or minute < ends


def is_due(sent_at: datetime | None, repeat: int, now: datetime) -> bool:
    """Whether an alert is sent now: it never was, or its repeat interval (minutes) has passed since then."""
    return sent_at is None or (repeat > 0 and now - sent_at >= timedelta(minutes=repeat))


def may_text(last: datetime | None, repeat: int, now: datetime) -> bool:
    """Whether another SMS of a kind may be sent: alerts raised soon after the ``last`` one wait and share the next."""
    return last is None or now - last >= max(LEAST_PAUSE, timedelta(minutes=min(repeat, 60)))


def concerns(viewer: Viewer, message: Seen, person_id: int | None, kind: str) -> bool:
    """Whether this person is a recipient of an alert about a message: the person who accepted it, otherwise everybody
    in its unit, or in the one that reads for it; always the head of the unit, and for ``LATE`` the heads of the units
    above. Of a restricted message: only those who may read it."""
    if visibility.is_restricted(message):
        return visibility.sees(viewer, message)
    if message.unit_id in viewer.units | viewer.covers:
        return person_id in (None, viewer.person_id) or message.unit_id in viewer.heads
    return kind == LATE and message.unit_id in viewer.under
