"""Reading the kiosk's pages aloud: ``speaks`` marks the texts of a page, ``/voice/say`` returns their sound clips.

The server speaks no text of others: each text carries the server's signature (HMAC), and only kiosks may ask.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, current_app, request
from markupsafe import Markup

from deskq.access import identity
from deskq.core.db.writing import end_reading
from deskq.core.errors import Forbidden, NotFound
from deskq.core.extensions import limiter
from deskq.voice import page_text
from deskq.web import i18n

blueprint = Blueprint("spoken", __name__)
LONGEST = 500  # characters of one clip; a longer text becomes several clips
DAY = 24 * 3600
SOUND = "opus"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text in the form the voice engine takes; no recording replaces it."""

    text: str
    name: str = ""
    parts: tuple[str, ...] = ()


def speaks(text: object, when: str = "", language: str | None = None) -> Markup:
    """HTML attributes of a spoken element: ``data-say``, one line per clip, and ``data-say-key``, their signatures.
    ``when`` names another text of the same element (``data-say-on``: spoken when a switch is on)."""
    plain = " ".join(Markup(str(text)).striptags().split())  # noqa: S704 (only to strip the tags)
    pieces = page_text.pieces(plain, LONGEST)
    keys = " ".join(signed(piece, language or i18n.language()) for piece in pieces)
    name = f"data-say-{when}" if when else "data-say"
    return Markup('{}="{}" {}-key="{}"').format(name, "\n".join(pieces), name, keys)


def signed(text: str, language: str) -> str:
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"say {language} {text}".encode(), hashlib.sha256).hexdigest()[:32]


@blueprint.before_request
def check_device() -> None:
    if identity.device_caller("kiosk") is None:
        raise Forbidden


@blueprint.get("/voice/say")
@limiter.limit("300 per minute", key_func=lambda: f"kiosk {identity.current_caller().device_id}")
def say() -> Response:
    """A signed text as sound; 204 when the server has no voice: the browser then tries its own."""
    text, language = request.args.get("text", "")[: LONGEST + 1], request.args.get("lang", "")
    key = request.args.get("key", "").encode()
    if len(text) > LONGEST or not hmac.compare_digest(signed(text, language).encode(), key):
        raise NotFound
    end_reading()  # no connection waits with it
    found = _sound(current_app.extensions.get("deskq_voice"), text, language)
    if found is None:
        return Response(status=204)
    answer = Response(found, content_type="audio/ogg; codecs=opus")
    answer.cache_control.private = True
    answer.cache_control.max_age = DAY
    return answer


def _sound(voice: Any, text: str, language: str) -> bytes | None:
    """From the voice that also speaks the calls; synthesised now unless cached."""
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
