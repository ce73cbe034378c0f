"""Sound clips for the screens of the lobby."""

from flask import Blueprint, Response, current_app

from deskq.access import identity
from deskq.core.db.writing import end_reading
from deskq.core.errors import NotFound
from deskq.voice.clip_service import Voice

blueprint = Blueprint("voice", __name__)
YEAR = 365 * 24 * 3600
WAIT_SECONDS = 2.0  # seconds a clip that is being made is waited for
TYPES = {"opus": "audio/ogg; codecs=opus", "mp3": "audio/mpeg"}


@blueprint.get("/voice/<key>.<kind>")
def clip(key: str, kind: str) -> Response:
    """One clip; its address is derived from its content, so it may be cached for ever."""
    if identity.device_caller("lobby") is None:
        identity.require("lobby.see")
    end_reading()  # no connection waits with it
    voice: Voice = current_app.extensions["deskq_voice"]
    found = voice.wait(key, kind, WAIT_SECONDS)
    if found is None:
        raise NotFound
    answer = Response(found, content_type=TYPES[kind])
    answer.cache_control.private = True
    answer.cache_control.max_age = YEAR
    answer.cache_control.immutable = True
    return answer
