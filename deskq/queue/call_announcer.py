"""Announcements of calls: the cue with chime, speech and caption that screens receive, made once per call from its
journal row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.office import config_cache
from deskq.office.config_cache import Catalogue
from deskq.office.rules import Place
from deskq.queue import queries
from deskq.voice import phrases
from deskq.voice.clip_service import Voice
from deskq.web import i18n

CALLS = ("ticket.called", "ticket.recalled")
CUE_LIFE = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Called:
    """One ring of one call. ``again`` counts recalls; ``speech``: {language, text, clips}, one item per language, in
    order."""

    ticket: int
    call: int
    again: int
    code: str
    place: Place
    speech: list[dict[str, Any]]

    def cue(self, language: str, spoken: bool) -> dict[str, Any]:
        """The cue in the language of a screen; only the lobby speaks."""
        said = self.speech if spoken else []
        return {
            "call": self.call,
            "code": self.code,
            "counter": self.place.counter,
            "room": self.place.room.in_language(language),
            "floor": self.place.floor.in_language(language),
            "again": self.again,
            "speech": [clip for phrase in said for clip in phrase["clips"]],
            "captions": [{**phrase, "clips": len(phrase["clips"])} for phrase in said],
        }


class Announcer:
    """Turns journal rows of calls into cues, and has their clips made: those of a call at once, those of numbers just
    issued and of all counters in idle time. Nothing is spoken while no lobby listens."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._places_of: set[int] = set()

    @property
    def _voice(self) -> Voice:
        found: Voice = self._app.extensions["deskq_voice"]
        return found

    @property
    def _language(self) -> str:
        return str(self._app.config["LANGUAGE"])

    def start(self, aside: Callable[[Callable[[], None]], object]) -> None:
        self._voice.start(aside)

    def calls(self, office: int, rows: list[journal.Entry], listened: bool) -> list[Called]:
        """The calls among new journal rows that are recent enough to ring."""
        fresh = [row for row in rows if row.kind in CALLS and row.counter_id and clock.now() - row.at <= CUE_LIFE]
        with self._app.app_context():
            session = db.session()
            calls = [self._called(session, row, listened) for row in fresh]
            if listened:
                self._foresee(session, office, rows)
        return calls

    def _called(self, session: Session, row: journal.Entry, listened: bool) -> Called:
        facts = row.facts
        ticket = queries.ticket_by_id(session, facts["ticket"])
        recalled = row.kind == "ticket.recalled"
        about = config_cache.of(session, row.office_id)
        place = about.counters[row.counter_id or 0].place
        spoken = _spoken(facts["code"], place, about)
        return Called(
            ticket=ticket.id,
            call=(ticket.call or row.sequence) if recalled else row.sequence,
            again=facts["changes"]["recalls"][1] if recalled else 0,
            code=facts["code"],
            place=place,
            speech=self._voice.speech(spoken, self._languages(ticket.language)) if listened else [],
        )

    def _foresee(self, session: Session, office: int, rows: list[journal.Entry]) -> None:
        """Have clips made for what will soon be called."""
        if office not in self._places_of:
            self._places_of.add(office)
            about = config_cache.of(session, office)
            for counter in about.counters.values():
                for language in i18n.LANGUAGES:
                    pieces = phrases.phrase(_spoken("1", counter.place, about), language).pieces[1:]
                    self._voice.ahead(pieces, language)
        for row in rows:
            if row.kind == "ticket.issued":
                facts = row.facts
                for language in self._languages(facts["changes"]["language"][1]):
                    self._voice.ahead([phrases.ahead(facts["code"], language)], language)

    def _languages(self, wanted: str) -> Iterable[str]:
        """The office's language, and the ticket's if it is another: a call is spoken in each."""
        return dict.fromkeys((self._language, wanted))


def _spoken(code: str, place: Place, about: Catalogue) -> phrases.Spoken:
    return phrases.Spoken(code, place.counter, place.room, place.floor, about.hall)
