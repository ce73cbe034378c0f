"""*Cues*: a chime carries the call's id and is never sent again."""

from datetime import timedelta
from typing import Any

from flask import Flask

from deskq import clock, journal, web
from deskq.drawing import Screen
from deskq.extensions import db, socketio
from deskq.office import catalogue
from deskq.queue import queries
from deskq.realtime.gallery import Gallery

CUE_LIFE = timedelta(seconds=5)


def send(app: Flask, gallery: Gallery, office: int, rows: list[journal.Entry]) -> None:
    """The calls among the rows, to lobbies and to the phone of each; not those that are old by now."""
    calls = [row for row in rows if row.kind in ("ticket.called", "ticket.recalled") and row.counter_id is not None]
    for row in calls:
        if clock.now() - row.at > CUE_LIFE:
            continue
        for language in web.LANGUAGES:
            lobby = Screen("lobby", office, 0, language)
            phone = Screen("ticket", office, row.ticket_id or 0, language)
            heard_in = [screen.room for screen in (lobby, phone) if screen.room in gallery.watched]
            if heard_in:
                socketio.emit("call", _cue_of(app, row, language), to=heard_in)


def _cue_of(app: Flask, row: journal.Entry, language: str) -> dict[str, Any]:
    with app.app_context():
        session = db.session()
        place = catalogue.of(session, row.office_id).counters[row.counter_id or 0].place
        facts = row.facts
        call, again = row.sequence, 0
        if row.kind == "ticket.recalled":
            called = queries.ticket_by_id(session, facts["ticket"])
            call, again = called.call or row.sequence, facts["changes"]["recalls"][1]
    return {
        "call": call,
        "code": facts["code"],
        "counter": place.counter,
        "room": place.room.in_language(language),
        "floor": place.floor.in_language(language),
        "again": again,
        "speech": [],
    }
