"""Serves pictures and videos of announcements to paired boards and to those who edit them."""

from flask import Blueprint, Response, send_from_directory

import config
from deskq.access import identity, permissions
from deskq.announcements import media_files
from deskq.core.errors import NotFound

blueprint = Blueprint("announcements", __name__)
YEAR = 365 * 24 * 3600


@blueprint.get("/board/media/<name>")
def media(name: str) -> Response:
    """Supports range requests, which videos need. The name is the hash of the content, so it never changes."""
    found = identity.device_caller("lobby") or identity.staff_caller()
    permissions.check(found.role if found else None, "lobby.see")
    if not media_files.NAME.fullmatch(name):
        raise NotFound
    kind = media_files.TYPES[name.rpartition(".")[2]]
    answer = send_from_directory(config.INSTANCE / "media", name, mimetype=kind, conditional=True, max_age=YEAR)
    answer.cache_control.private = True
    answer.cache_control.immutable = True
    answer.cache_control.public = False
    return answer
