"""What lies under static/: its addresses, its icons, and how it is sent.

Style sheets are sent whole: what a sheet imports stands in it when it is served, so that a page waits for two sheets
and not for two dozen. In the checkout they stay one sheet a component.
"""

import hashlib
import posixpath
import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Response, send_from_directory
from markupsafe import Markup
from werkzeug.security import safe_join

from deskq.core.errors import NotFound

STATIC = Path(__file__).parents[2] / "static"
YEAR = 31_536_000
IMPORT = re.compile(r'^@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>[\w-]+)\))?;\n', re.MULTILINE)
ADDRESS = re.compile(r'url\("(?!data:|#)(?P<path>[^"]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


blueprint = Blueprint("assets", __name__)


def asset(path: str) -> str:
    return f"/static/{static_version()}/{path}"


def icon(name: str, extra: str = "") -> Markup:
    """A line icon of static/icons.svg, hidden from screen readers: the words beside it speak."""
    href = f"{asset('icons.svg')}#{name}"
    return Markup('<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"/></svg>').format(
        extra, href
    )


@cache
def static_version() -> str:
    """One short hash of everything under static/: it stands in every asset address, so caches never lie."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@blueprint.get("/static/<version>/<path:path>")
def static_file(version: str, path: str) -> Response:
    age = YEAR if version == static_version() else 0
    if not path.endswith(".css"):
        return send_from_directory(STATIC, path, max_age=age)
    answer = Response(whole(path), mimetype="text/css")
    answer.cache_control.public, answer.cache_control.max_age = True, age
    return answer


@cache
def whole(path: str) -> str:
    """The style sheet at ``path`` with its imports in their place and layer, and without comments; NotFound."""
    home = posixpath.dirname(path)

    def imported(found: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(home, found["path"]))
        text = _moved(whole(inner), posixpath.dirname(inner), home)
        return f"@layer {found['layer']} {{\n{text}}}\n" if found["layer"] else text

    return IMPORT.sub(imported, COMMENT.sub("", _text(path)))


def _moved(text: str, before: str, after: str) -> str:
    """The same addresses, seen from another folder."""

    def address(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(before, found["path"]))
        return f'url("{posixpath.relpath(target, after)}")'

    return ADDRESS.sub(address, text)


def _text(path: str) -> str:
    inside = safe_join(str(STATIC), path)
    if inside is None or not Path(inside).is_file():
        raise NotFound
    return Path(inside).read_text(encoding="utf-8")
