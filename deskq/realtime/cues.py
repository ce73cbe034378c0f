"""*Cues*: a chime and a voice carry the call's id and are never sent again."""

from deskq import web
from deskq.calling import Called
from deskq.drawing import Screen
from deskq.extensions import socketio
from deskq.realtime.gallery import Gallery


def send(gallery: Gallery, office: int, calls: list[Called]) -> None:
    """Each call to the lobbies, which speak it, and to the phone of its visitor."""
    for call in calls:
        for language in web.LANGUAGES:
            for kind, row in (("lobby", 0), ("ticket", call.ticket)):
                room = Screen(kind, office, row, language).room
                if room in gallery.watched:
                    socketio.emit("call", call.cue(language, spoken=kind == "lobby"), to=room)
