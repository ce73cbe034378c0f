"""Notices on live pages: ``AlertsShown`` becomes a cue on the inbox or the hall page of each recipient."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Flask, url_for
from sqlalchemy.orm import Session

from deskq.access.drawing import drawing_for
from deskq.alerts import rules, words
from deskq.alerts.events import AlertsShown
from deskq.alerts.models import Alert
from deskq.alerts.queries import messages, stored
from deskq.alerts.rules import OF_MESSAGES
from deskq.core import clock
from deskq.core.db import journal
from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.live.screen_types import Cue, Screen
from deskq.messages.models import Message
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
    """Alerts about messages go to the inboxes of their recipients, the others to the hall pages."""
    event: AlertsShown = entry.event  # type: ignore[assignment]
    of_messages = event.sort in OF_MESSAGES
    watching = [screen for screen in screens if of_messages == (screen.type == INBOX)]
    alerts = stored.by_ids(session, entry.office_id, event.alerts) if watching else []
    about = messages.by_id(session, [one.subject for one in alerts]) if of_messages else {}
    for screen in watching:
        mine = _received(session, screen, alerts, about) if of_messages else alerts
        if mine:
            yield Cue("notice", screen, partial(dict, _data(session, entry, event.sort, mine)))


def _received(session: Session, screen: Screen, alerts: Sequence[Alert], about: Mapping[int, Message]) -> list[Alert]:
    """The alerts whose recipients include the person at this screen."""
    today = clock.today()
    viewer = viewers.viewer(session, screen.office_id, screen.row, today)
    return [
        one
        for one in alerts
        if one.subject in about and rules.concerns(viewer, about[one.subject], about[one.subject].person_id, one.kind)
    ]


def _data(session: Session, entry: Entry, kind: str, alerts: Sequence[Alert]) -> dict[str, Any]:
    return {
        "call": entry.sequence,
        "again": 0,
        "title": words.title(kind),
        "body": words.summary(session, entry.office_id, alerts),
        "address": _address(alerts, kind in OF_MESSAGES),
        "at": entry.at.isoformat(),
    }


def _address(alerts: Sequence[Alert], of_messages: bool) -> str:
    if not of_messages:
        return url_for("manage.hall")
    return url_for("inbox.show", message_id=alerts[0].subject) if len(alerts) == 1 else url_for("inbox.index")
