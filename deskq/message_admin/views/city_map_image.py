"""Serves the picture of the city map."""

from pathlib import Path

from flask import Blueprint, Response, send_from_directory

import config
from deskq.core.errors import NotFound
from deskq.web import images

blueprint = Blueprint("plan", __name__)
YEAR = 365 * 24 * 3600


def folder() -> Path:
    return config.INSTANCE / "plans"


@blueprint.get("/plan/<name>")
def picture(name: str) -> Response:
    """The name is the hash of the content, so it never changes."""
    if not images.NAME.fullmatch(name) or not (folder() / name).is_file():
        raise NotFound
    answer = send_from_directory(folder(), name, mimetype="image/webp", max_age=YEAR)
    answer.cache_control.immutable = True
    return answer
