"""What a round has to do: alerts to raise, to end, and to send now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from deskq.alerts import rules
from deskq.alerts.models import Alert
from deskq.alerts.queries import actions, hall, messages, stored
from deskq.alerts.queries.found import Found
from deskq.alerts.rules import KINDS, OF_MESSAGES, Settings
from deskq.core import clock
from deskq.core.db import journal

#: After so many rows of the journal without an alert, the mark is moved. Must be less than the rows read at once.
MOST_BEHIND = messages.MOST_ROWS // 2


@dataclass(frozen=True, slots=True)
class Due:
    """``fresh``: conditions that raise an alert. ``over``: alerts that end. ``figures``: {alert id: its figure now}
    of those that continue. ``mark``: the journal sequence up to which was read."""

    fresh: list[Found]
    over: list[Alert]
    figures: Mapping[int, int]
    mark: int
    must_mark: bool

    def __bool__(self) -> bool:
        return bool(self.fresh or self.over or self.must_mark)


@dataclass(frozen=True, slots=True)
class Delivery:
    """Alerts of one kind that are sent now, to live pages or by SMS."""

    kind: str
    alerts: list[Alert]
    by_text: bool


def due(session: Session, office_id: int, settings: Mapping[str, Settings], now: datetime) -> Due:
    """What a round has to raise and end. The first round of an office raises no alerts for earlier referrals."""
    mark = stored.mark(session, office_id)
    end = journal.position(session, office_id)[0]
    referred, read = messages.referred(session, office_id, mark, end) if mark is not None else ([], end)
    active = stored.active(session, office_id)
    known = {(one.kind, one.subject, one.name): one for one in active}
    holding = [*hall.found(session, office_id, settings, now), *actions.found(session, office_id, settings, now)]
    still = {one.key for one in holding}
    gone = [one for key, one in known.items() if one.kind not in OF_MESSAGES and key not in still]
    sent = [one for one in referred if settings[one.kind].on and _is_newer(one, known.get(one.key))]
    again = [known[one.key] for one in sent if one.key in known]
    rest = [one for one in active if one.kind in OF_MESSAGES and one not in again]
    fresh = [one for one in holding if one.key not in known]
    return Due(
        fresh=[*fresh, *sent, *messages.aged(session, office_id, settings, now)],
        over=[*gone, *again, *messages.over(session, rest, settings, now)],
        figures={known[one.key].id: one.figure for one in holding if one.key in known},
        mark=read,
        must_mark=mark is None or read - mark > MOST_BEHIND,
    )


def _is_newer(found: Found, alert: Alert | None) -> bool:
    """Whether the message was sent to another unit after the alert."""
    return alert is None or (found.since is not None and found.since > alert.since)


def deliveries(
    session: Session, office_id: int, settings: Mapping[str, Settings], texts_on: bool, now: datetime
) -> list[Delivery]:
    """What is sent now, kind by kind; nothing in the quiet hours of a kind. ``texts_on``: there is an SMS gateway."""
    local = clock.local(now)
    alerts = stored.active(session, office_id)
    awake = [kind for kind in KINDS if not rules.is_quiet(settings[kind], local.hour * 60 + local.minute)]
    last = stored.last_texts(session, office_id) if texts_on and alerts else {}
    found = []
    for kind in awake:
        mine, how = [one for one in alerts if one.kind == kind], settings[kind]
        if how.screens and (shown := _due(mine, "shown_at", how.repeat, now)):
            found.append(Delivery(kind, shown, by_text=False))
        if how.texts and texts_on and rules.may_text(last.get(kind), how.repeat, now):
            texted = _due((one for one in mine if not one.report), "texted_at", how.repeat, now)
            if texted and stored.on_duty(session, office_id, kind):
                found.append(Delivery(kind, texted, by_text=True))
    return found


def _due(alerts: Iterable[Alert], sent_at: str, repeat: int, now: datetime) -> list[Alert]:
    """``sent_at``: the column with the time when an alert was last sent by this channel."""
    return [one for one in alerts if rules.is_due(getattr(one, sent_at), repeat, now)]
