"""Makes the cue of each call: chime, voice and caption, in the languages of the office and of the ticket."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from deskq.core import clock
from deskq.core.db import journal
from deskq.core.extensions import db
from deskq.live.screen_types import Cue, Screen
from deskq.office import config_cache
from deskq.office.config_cache import OfficeConfig
from deskq.office.rules import Place
from deskq.queue import queries
from deskq.queue.events import TicketCalled, TicketIssued, TicketMoved, TicketRecalled
from deskq.queue.models import Ticket
from deskq.queue.screens.shared import version_config_and_row
from deskq.voice import phrases
from deskq.voice.clip_service import Voice
from deskq.web import i18n

CUE_LIFE = timedelta(seconds=5)  # of a call that no longer stands


@dataclass(frozen=True, slots=True)
class Call:
    """One call, or a recall (``again`` counts them). ``speech``: {language, text, clips} one after another."""

    ticket: int
    call: int
    again: int
    code: str
    place: Place
    speech: list[dict[str, Any]]

    def cue(self, language: str, spoken: bool) -> dict[str, Any]:
        """The data of the cue ``call`` in the language of a screen (docs/events.md); only the lobby speaks."""
        speech = self.speech if spoken else []
        return {
            "call": self.call,
            "code": self.code,
            "counter": self.place.counter,
            "room": self.place.room.in_language(language),
            "floor": self.place.floor.in_language(language),
            "again": self.again,
            "speech": [clip for phrase in speech for clip in phrase["clips"]],
            "captions": [{**phrase, "clips": len(phrase["clips"])} for phrase in speech],
        }


@dataclass(frozen=True, slots=True)
class DueCall:
    """A call that must ring. ``counter``: the id of the one to which the ticket was called."""

    ticket: Ticket
    counter: int
    call: int
    again: int
    config: OfficeConfig


class Announcer:
    """The cue source of the queue. It also has clips made: those of a call at once, those of new numbers and of all
    counters when there is time. Without a lobby screen nothing is spoken."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._prepared: set[int] = set()  # offices whose counters have their clips

    def cues(self, office_id: int, entries: Sequence[journal.Entry], screens: Sequence[Screen]) -> list[Cue]:
        """Each call that is due, for the lobbies, which speak it, and for the phone of its visitor."""
        is_heard = any(screen.type == "lobby" for screen in screens)
        with self._app.app_context():
            session = db.session()
            calls = [self._spoken(due, is_heard) for due in _due_calls(session, office_id, entries)]
            if is_heard:
                self._prepare(session, office_id, entries)
        return [cue for call in calls for cue in _of_call(office_id, call)]

    def missed(self, screen: Screen, since: int) -> list[Cue]:
        """Calls that stand and were made or repeated after ``since``, the oldest first."""
        if screen.type not in ("lobby", "ticket"):
            return []
        session = db.session()
        standing = queries.called_now(session, screen.office_id)
        config = config_cache.of(session, screen.office_id)
        calls = [
            self._spoken(
                DueCall(ticket, ticket.counter_id or 0, ticket.call or 0, ticket.recalls, config),
                is_heard=screen.type == "lobby",
            )
            for ticket in standing
            if _is_called_after(session, ticket, since)
        ]
        return [cue for call in calls for cue in _of_call(screen.office_id, call) if cue.screen == screen]

    @property
    def _voice(self) -> Voice:
        found: Voice = self._app.extensions["deskq_voice"]
        return found

    def _spoken(self, due: DueCall, is_heard: bool) -> Call:
        ticket, place = due.ticket, due.config.places[due.counter]
        spoken = _spoken_call(ticket.code, place, due.config)
        speech = self._voice.speech(spoken, self._languages(ticket.language)) if is_heard else []
        return Call(ticket.id, due.call, due.again, ticket.code, place, speech)

    def _prepare(self, session: Session, office_id: int, entries: Sequence[journal.Entry]) -> None:
        """Order clips that will soon be needed: once those of the counters, and those of new numbers."""
        if office_id not in self._prepared:
            self._prepared.add(office_id)
            config = config_cache.of(session, office_id)
            for counter in config.counters.values():
                for language in i18n.LANGUAGES:
                    pieces = phrases.phrase(_spoken_call("1", counter.place, config), language).pieces[1:]
                    self._voice.ahead(pieces, language)
        for event in (entry.event for entry in entries):
            if isinstance(event, TicketIssued):
                for language in self._languages(event.changes["language"][1]):
                    self._voice.ahead([phrases.ahead(event.code, language)], language)

    def _languages(self, of_ticket: str) -> Iterable[str]:
        """A call is spoken in the language of the ticket, then in the office's language if it differs. When many calls
        come at once, lobbies speak only the first."""
        return dict.fromkeys((of_ticket, str(self._app.config["LANGUAGE"])))


def _due_calls(session: Session, office_id: int, entries: Sequence[journal.Entry]) -> Iterator[DueCall]:
    """Calls that must ring: those that stand, however late this process reads them, and those made a moment ago."""
    for entry in entries:
        event = entry.event
        if not isinstance(event, TicketCalled | TicketRecalled) or not event.counter or _is_there(event):
            continue
        _, config, ticket = version_config_and_row(session, office_id, Ticket, event.ticket)
        call, again = _call_and_again(entry, event, ticket)
        stands = ticket.state == "called" and (ticket.call, ticket.recalls) == (call, again)
        if stands or clock.now() - entry.at <= CUE_LIFE:
            yield DueCall(ticket, event.counter, call, again, config)


def _is_there(event: TicketMoved) -> bool:
    """Whether the visitor already stood at the counter when called."""
    return bool((event.why or {}).get("here"))


def _is_called_after(session: Session, ticket: Ticket, since: int) -> bool:
    if (ticket.call or 0) > since:
        return True
    entries = journal.of_ticket(session, ticket.id) if ticket.recalls else []
    return any(entry.sequence > since and isinstance(entry.event, TicketRecalled) for entry in entries)


def _call_and_again(entry: journal.Entry, event: TicketMoved, ticket: Ticket) -> tuple[int, int]:
    """The id of the call, and how often it was repeated."""
    if isinstance(event, TicketRecalled):
        return ticket.call or entry.sequence, event.changes["recalls"][1]
    return entry.sequence, 0


def _of_call(office_id: int, call: Call) -> Iterator[Cue]:
    for language in i18n.LANGUAGES:
        for screen_type, row in (("lobby", 0), ("ticket", call.ticket)):
            data = partial(call.cue, language, spoken=screen_type == "lobby")
            yield Cue("call", Screen(screen_type, office_id, row, language), data)


def _spoken_call(code: str, place: Place, config: OfficeConfig) -> phrases.Spoken:
    return phrases.Spoken(code, place.counter, place.room, place.floor, config.hall)
