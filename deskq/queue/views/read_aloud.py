"""The kiosk read aloud: ``speaks`` marks what a page may have spoken, and its clips come from here.

Nobody can have the server speak a text of their own: each text carries the server's signature, and a kiosk must ask.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, current_app, g, request
from markupsafe import Markup

from deskq.access import identity
from deskq.core.errors import Forbidden, NotFound
from deskq.core.extensions import limiter
from deskq.voice import page_text
from deskq.web import i18n

blueprint = Blueprint("spoken", __name__)
LONGEST = 500  # characters of one clip; a longer text is several
DAY = 24 * 3600
SOUND = "opus"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of speech as the engine asks for it; no recording stands for it."""

    text: str
    name: str = ""
    parts: tuple[str, ...] = ()


def speaks(text: object, when: str = "", language: str | None = None) -> Markup:
    """The attributes of what is spoken: ``data-say``, a line for each clip, and the signatures; ``when`` names another
    text of the same part (``data-say-on``: said of a switch that is on)."""
    plain = " ".join(Markup(str(text)).striptags().split())  # noqa: S704 (only to take the tags away)
    said = page_text.pieces(plain, LONGEST)
    keys = " ".join(signed(piece, language or i18n.language()) for piece in said)
    name = f"data-say-{when}" if when else "data-say"
    return Markup('{}="{}" {}-key="{}"').format(name, "\n".join(said), name, keys)


def signed(text: str, language: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"say {language} {text}".encode(), hashlib.sha256).hexdigest()[:32]


@blueprint.before_request
def belongs() -> None:
    if identity.device_caller("kiosk") is None:
        raise Forbidden


@blueprint.get("/voice/say")
@limiter.limit("300 per minute", key_func=lambda: f"kiosk {g.caller.device_id}")
def say() -> Response:
    """A text of one of our own pages as sound; 204 when this office has no voice, and the browser may have one."""
    text, language = request.args.get("text", "")[: LONGEST + 1], request.args.get("lang", "")
    key = request.args.get("key", "").encode()
    if len(text) > LONGEST or not hmac.compare_digest(signed(text, language).encode(), key):
        raise NotFound
    found = _sound(current_app.extensions.get("deskq_voice"), text, language)
    if found is None:
        return Response(status=204)
    answer = Response(found, content_type="audio/ogg; codecs=opus")
    answer.cache_control.private = True
    answer.cache_control.max_age = DAY
    return answer


def _sound(voice: Any, text: str, language: str) -> bytes | None:
    """Of the voice that also speaks the calls; made now if it was not made before."""
    if voice is None or voice.engine is None:
        return None
    clip = voice.clip(Sentence(page_text.aloud(text, language)), language)
    found: bytes | None = voice.cache.read(clip.key, SOUND)
    if found is None and voice.make(clip):
        found = voice.cache.read(clip.key, SOUND)
    return found


def init_app(app: Flask) -> None:
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(speaks=speaks)
