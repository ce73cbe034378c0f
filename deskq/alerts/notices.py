"""Notices on live pages: ``AlertsShown`` becomes a cue on the inbox or the hall page of each recipient."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Flask, url_for
from sqlalchemy.orm import Session

from deskq.access.drawing import drawing_for
from deskq.alerts import rules, words
from deskq.alerts.events import AlertsShown
from deskq.alerts.models import Alert
from deskq.alerts.queries import actions, amenities, messages, stored
from deskq.alerts.rules import OF_ACTIONS, OF_AMENITIES, OF_MESSAGES
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.live.screen_types import Cue, Screen
from deskq.messages.queries import viewers

INBOX, HALL = "inbox", "panel"  #: screen types
LIFE = timedelta(minutes=10)  #: older notices are not sent to a screen that connects again
MOST_MISSED = 500  #: rows of the journal that are read for a screen that connects again


class Notices:
    """The cue source of alerts. A screen gets no notices from before its first connection."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def cues(self, office_id: int, entries: Sequence[Entry], screens: Sequence[Screen]) -> list[Cue]:
        shown = [entry for entry in entries if isinstance(entry.event, AlertsShown)]
        watching = [screen for screen in screens if screen.type in (INBOX, HALL)]
        return list(self._cues(watching, shown))

    def missed(self, screen: Screen, since: int) -> list[Cue]:
        """Notices of the last minutes that a screen missed while it was disconnected."""
        if screen.type not in (INBOX, HALL):
            return []
        rows = journal.after_sequence(db.session(), screen.office_id, since, MOST_MISSED)
        recent = [row for row in rows if isinstance(row.event, AlertsShown) and clock.now() - row.at < LIFE]
        return list(self._cues([screen], recent))

    def _cues(self, screens: Sequence[Screen], shown: Sequence[Entry]) -> Iterator[Cue]:
        for language in sorted({screen.language for screen in screens}) if shown else ():
            mine = [screen for screen in screens if screen.language == language]
            with drawing_for(self._app, mine[0].office_id, language):
                for entry in shown:
                    yield from _notices(db.session(), mine, entry)


def _notices(session: Session, screens: Sequence[Screen], entry: Entry) -> Iterator[Cue]:
    """Alerts about messages go to the inboxes of their recipients, the others to the hall pages; those about amenities
    and corrective actions to both."""
    event: AlertsShown = entry.event  # type: ignore[assignment]
    watching = [screen for screen in screens if screen.type in _screens(event.sort)]
    alerts = stored.by_ids(session, entry.office_id, event.alerts) if watching else []
    for screen in watching:
        mine = _received(session, screen, event.sort, alerts)
        if mine:
            yield Cue("notice", screen, partial(dict, _data(session, entry, event.sort, mine, screen.type)))


def _screens(kind: str) -> tuple[str, ...]:
    if kind in (*OF_ACTIONS, *OF_AMENITIES):
        return INBOX, HALL
    return (INBOX,) if kind in OF_MESSAGES else (HALL,)


def _received(session: Session, screen: Screen, kind: str, alerts: Sequence[Alert]) -> list[Alert]:
    """The alerts whose recipients include the person at this screen; on the hall page all."""
    if screen.type == HALL:
        return list(alerts)
    if kind in OF_ACTIONS:
        return actions.received(session, screen.office_id, screen.row, alerts)
    if kind in OF_AMENITIES:
        answers = amenities.responsible(session, screen.office_id, alerts)
        return [one for one in alerts if answers.get(one.subject) == screen.row]
    about = messages.by_id(session, [one.subject for one in alerts])
    viewer = viewers.viewer(session, screen.office_id, screen.row, clock.today())
    return [
        one
        for one in alerts
        if one.subject in about and rules.concerns(viewer, about[one.subject], about[one.subject].person_id, one.kind)
    ]


def _data(session: Session, entry: Entry, kind: str, alerts: Sequence[Alert], screen: str) -> dict[str, Any]:
    return {
        "call": entry.sequence,
        "again": 0,
        "title": words.title(kind),
        "body": words.summary(session, entry.office_id, alerts),
        "address": _address(alerts, kind, screen),
        "at": entry.at.isoformat(),
    }


def _address(alerts: Sequence[Alert], kind: str, screen: str) -> str:
    """Of one alert its page, of several the list."""
    if kind in OF_AMENITIES:
        return url_for("amenity_faults.index")
    if screen == HALL:
        return url_for("manage.hall")
    if kind in OF_ACTIONS:
        address = "corrective_actions.show"
        return url_for(address, action_id=alerts[0].subject) if len(alerts) == 1 else url_for("work.index")
    return url_for("inbox.show", message_id=alerts[0].subject) if len(alerts) == 1 else url_for("inbox.index")
