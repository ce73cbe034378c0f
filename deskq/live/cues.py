"""*Cues*: a chime and a voice carry the call's id and are never sent again."""

from deskq.core.extensions import socketio
from deskq.live.broadcaster import Broadcaster
from deskq.live.renderer import Screen
from deskq.queue.call_announcer import Called
from deskq.web import i18n


def send(gallery: Broadcaster, office: int, calls: list[Called]) -> None:
    """Each call to the lobbies, which speak it, and to the phone of its visitor."""
    for call in calls:
        for language in i18n.LANGUAGES:
            for kind, row in (("lobby", 0), ("ticket", call.ticket)):
                room = Screen(kind, office, row, language).room
                if room in gallery.watched:
                    socketio.emit("call", call.cue(language, spoken=kind == "lobby"), to=room)
