"""The pictures and videos of announcements, for paired boards and those who edit them."""

from flask import Blueprint, Response, send_from_directory

import config
from deskq import identity
from deskq.announcements import files
from deskq.errors import NotFound
from deskq.staff import guard

blueprint = Blueprint("announcements", __name__)
YEAR = 365 * 24 * 3600


@blueprint.get("/board/media/<name>")
def media(name: str) -> Response:
    """Parts of it too (a video asks for them). The name is the hash of the content, so it never changes."""
    found = identity.device_caller("lobby") or identity.staff_caller()
    guard.check(found.role if found else None, "lobby.see")
    if not files.NAME.fullmatch(name):
        raise NotFound
    kind = files.TYPES[name.rpartition(".")[2]]
    answer = send_from_directory(config.INSTANCE / "media", name, mimetype=kind, conditional=True, max_age=YEAR)
    answer.cache_control.private = True
    answer.cache_control.immutable = True
    answer.cache_control.public = False
    return answer
