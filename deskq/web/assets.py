"""Static files: their addresses with a version hash, icons, and style sheets with their imports bundled.

A sheet is served with the sheets it imports, so that a page loads two files and not two dozen.
"""

import gzip
import hashlib
import posixpath
import re
from functools import cache, lru_cache
from pathlib import Path

from flask import Blueprint, Response, current_app, g, has_app_context, send_from_directory
from markupsafe import Markup
from werkzeug.security import safe_join

from deskq.core.errors import NotFound

STATIC = Path(__file__).parents[2] / "static"
#: Sent whole, not in pieces from the disk, so that they are compressed for every client that knows gzip.
TEXTS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
YEAR = 31_536_000  # seconds
IMPORT = re.compile(r'^@import url\("(?P<path>[^"]+)"\)(?: layer\((?P<layer>[\w-]+)\))?;\n', re.MULTILINE)
ADDRESS = re.compile(r'url\("(?!data:|#)(?P<path>[^"]+)"\)')
COMMENT = re.compile(r"/\*.*?\*/\n?", re.DOTALL)


blueprint = Blueprint("assets", __name__)


def asset(path: str) -> str:
    return f"/static/{static_version()}/{path}"


def icon(name: str, extra: str = "") -> Markup:
    """A line icon of static/icons.svg, hidden from screen readers: the text beside it is read."""
    return _icon(f"{asset('icons.svg')}#{name}", f"icon {extra}".rstrip())


@lru_cache(1000)
def _icon(href: str, classes: str) -> Markup:
    return Markup('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>').format(classes, href)


def static_version() -> str:
    return _version_of_now() if is_development() else _version()


def is_development() -> bool:
    return has_app_context() and bool(current_app.config.get("DEV"))


def _version_of_now() -> str:
    """For development: changes with every file under static/; computed once a request."""
    if "static_version" not in g:
        times = [path.stat().st_mtime_ns for path in STATIC.rglob("*") if path.is_file()]
        g.static_version = f"{len(times):x}-{max(times):x}"
    return str(g.static_version)


@cache
def _version() -> str:
    """A short hash of everything under static/. It is part of every asset address, so that caches are never stale."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@blueprint.get("/static/<version>/<path:path>")
def static_file(version: str, path: str) -> Response:
    age = YEAR if version == static_version() and not is_development() else 0
    kind = TEXTS.get(posixpath.splitext(path)[1])
    if kind is None:
        return send_from_directory(STATIC, path, max_age=age)
    response = Response(bundled(path) if kind == "text/css" else _text(path), mimetype=kind)
    response.cache_control.public, response.cache_control.max_age = True, age
    return response


def bundled(path: str) -> str:
    return _bundle(path) if is_development() else _cached_bundle(path)


@cache
def _cached_bundle(path: str) -> str:
    return _bundle(path)


def _bundle(path: str) -> str:
    """The style sheet at ``path`` with its imports inlined (in their layer), without comments; else ``NotFound``."""
    home = posixpath.dirname(path)

    def imported(found: re.Match[str]) -> str:
        inner = posixpath.normpath(posixpath.join(home, found["path"]))
        text = _with_moved_addresses(bundled(inner), posixpath.dirname(inner), home)
        return f"@layer {found['layer']} {{\n{text}}}\n" if found["layer"] else text

    return IMPORT.sub(imported, COMMENT.sub("", _text(path)))


def _with_moved_addresses(text: str, before: str, after: str) -> str:
    """The sheet with its relative addresses changed from folder ``before`` to folder ``after``."""

    def address(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(before, found["path"]))
        return f'url("{posixpath.relpath(target, after)}")'

    return ADDRESS.sub(address, text)


def _text(path: str) -> str:
    """The file at ``path``, which may be kept compressed (``PATH.gz``); else ``NotFound``."""
    inside = safe_join(str(STATIC), path)
    if inside is None:
        raise NotFound
    if Path(inside).is_file():
        return Path(inside).read_text(encoding="utf-8")
    if (packed := Path(f"{inside}.gz")).is_file():
        return gzip.decompress(packed.read_bytes()).decode()
    raise NotFound
