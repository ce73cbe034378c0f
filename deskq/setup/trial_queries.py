"""Trials at a paired device, read from the journal: the test page at a kiosk, the test call at a lobby board."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from deskq.access.devices import queries as device_queries
from deskq.access.devices.models import Device
from deskq.core.db import journal
from deskq.setup.events import TrialAnswered, TrialAsked

#: {step: kind of its devices}.
KINDS = {"printing": "kiosk", "sound": "lobby"}
#: A device that has not answered for so long did not do it, or is not connected.
WITHIN = timedelta(seconds=40)
#: The answer of a trial is looked for in so many rows of the journal after it.
ROWS = 2000


@dataclass(frozen=True, slots=True)
class Trial:
    """``number``: its sequence in the journal. ``result``: one of ``trials.RESULTS``, None until it answered."""

    number: int
    step: str
    device: Device
    asked_at: datetime
    result: str | None

    def state(self, now: datetime) -> str:
        """``sent``, the result, or ``unanswered``."""
        return self.result or ("sent" if now - self.asked_at < WITHIN else "unanswered")


def devices(session: Session, office_id: int, step: str) -> list[Device]:
    """The paired devices on which a step can be tried, the newest first."""
    return [one for one in device_queries.devices(session, office_id) if one.kind == KINDS[step]]


def find(session: Session, office_id: int, step: str, number: int) -> Trial | None:
    """The trial of this number, if it is one of this step."""
    asked = next(iter(journal.after_sequence(session, office_id, number - 1, 1)), None)
    if asked is None or asked.sequence != number:
        return None
    event = asked.event
    if not isinstance(event, TrialAsked) or event.step != step:
        return None
    device = device_queries.device(session, event.device)
    if device is None:
        return None
    answers = journal.of_kind(session, office_id, TrialAnswered.kind, number, number + ROWS)
    results = [one.event.result for one in answers if one.event is not None and one.event.trial == number]
    return Trial(number, step, device, asked.at, results[0] if results else None)
