"""The cue of a trial: it goes to the device alone, and only while that is connected."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Flask

from deskq.core.db.journal import Entry
from deskq.core.extensions import db
from deskq.live.screen_types import Cue, Screen
from deskq.live.subscriptions import device_room
from deskq.office import config_cache
from deskq.setup.events import TrialAsked
from deskq.setup.trial_queries import KINDS
from deskq.voice.clip_service import Voice
from deskq.voice.phrases import NOWHERE, Spoken

#: Ticket number on the test page and in the test call; no visitor has it.
CODE = "000"


class TrialCues:
    """The cue source of trials. A device that connects later gets none: its trial counts as unanswered."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def cues(self, office_id: int, entries: Sequence[Entry], screens: Sequence[Screen]) -> list[Cue]:
        made = []
        for entry in entries:
            if isinstance(entry.event, TrialAsked):
                kind = KINDS[entry.event.step]
                watched = next((screen for screen in screens if screen.type == kind), None)
                if watched is not None:
                    data = partial(self._data, office_id, entry.sequence, entry.event)
                    made.append(Cue("trial", watched, data, room=device_room(entry.event.device)))
        return made

    def missed(self, screen: Screen, since: int) -> list[Cue]:
        return []

    def _data(self, office_id: int, number: int, event: TrialAsked) -> dict[str, Any]:
        found = {"call": number, "again": 0, "step": event.step}
        with self._app.app_context():
            return {**found, **(spoken_trial(self._app, office_id) if event.step == "sound" else {})}


def spoken_trial(app: Flask, office_id: int, language: str = "") -> dict[str, Any]:
    """What is spoken for a number that nobody has, in the language of the office unless another is named."""
    voice: Voice = app.extensions["deskq_voice"]
    number = min((row.number for row in config_cache.of(db.session(), office_id).counters.values()), default=1)
    phrases = voice.speech(Spoken(CODE, number, NOWHERE, NOWHERE), [language or str(app.config["LANGUAGE"])])
    return {
        "speech": [clip for phrase in phrases for clip in phrase["clips"]],
        "captions": [{**phrase, "clips": len(phrase["clips"])} for phrase in phrases],
    }
