"""What all pages share: language, digits, Jalali dates, codes, asset addresses, icons, the refusal page."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, g, has_request_context, request, send_from_directory, url_for
from flask_babel import get_locale, get_translations
from jinja2 import pass_context
from markupsafe import Markup, escape
from werkzeug.routing import IntegerConverter, Map

from deskq import clock, persian
from deskq.persian import Name

LANGUAGES = ("fa", "en")
STATIC = Path(__file__).parent.parent / "static"

blueprint = Blueprint("site", __name__)


def language() -> str:
    """The language of what is being drawn: fa or en."""
    if not has_request_context():
        return _spoken()
    known: str | None = request.environ.get(KNOWN)
    if known is None:
        known = request.environ[KNOWN] = _spoken()
    return known


KNOWN = "deskq.language"


def _spoken() -> str:
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "fa"


def choose_language() -> str:
    """For Flask-Babel: ``?lang=`` first, then the API caller's header, then the office's own language.

    Pages do not look at Accept-Language: the kiosk belongs to the office, not to its browser.
    """
    default = str(current_app.config["LANGUAGE"])
    if not has_request_context():
        return default
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    if request.path.startswith("/api/"):
        return request.accept_languages.best_match(LANGUAGES) or default
    return default


def digits(text: object) -> str:
    """Persian digits on a Persian screen, ASCII ones on an English screen."""
    if isinstance(text, float) and language() == "fa":
        return persian.persian_digits(text).replace(".", "٫")
    return persian.persian_digits(text) if language() == "fa" else str(text)


def named(name: Name | None) -> str:
    return name.in_language(language()) if name is not None else ""


def code(text: str) -> Markup:
    """A ticket code, kept in one piece in either direction of writing."""
    return Markup('<bdi class="code" dir="ltr">{}</bdi>').format(digits(text))


def hour(moment: datetime) -> str:
    """«۱۰:۴۲» in the office's time zone."""
    return digits(f"{moment.astimezone(clock.zone()):%H:%M}")


def jdate(moment: datetime) -> str:
    """«سه‌شنبه ۳ آذر ۱۴۰۵»."""
    return persian.written_date(moment.astimezone(clock.zone()).date(), language())


def minutes(seconds: int | float | None) -> str:
    """Whole minutes, at least 1, in the digits of the screen: ۱۲."""
    return digits(max(1, round((seconds or 0) / 60)))


def stopwatch(seconds: int | float | None) -> str:
    """«۰۶:۱۲»; hours appear when needed."""
    whole = max(0, int(seconds or 0))
    text = f"{whole // 60 % 60:02}:{whole % 60:02}"
    return digits(f"{whole // 3600}:{text}" if whole >= 3600 else text)


@cache
def static_version() -> str:
    """One short hash of everything under static/: it stands in every asset address, so caches never lie."""
    digest = hashlib.sha256()
    for path in sorted(path for path in STATIC.rglob("*") if path.is_file()):
        digest.update(path.relative_to(STATIC).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def asset(path: str) -> str:
    return f"/static/{static_version()}/{path}"


def icon(name: str, extra: str = "") -> Markup:
    """A line icon of static/icons.svg, hidden from screen readers: the words beside it speak."""
    href = f"{asset('icons.svg')}#{name}"
    return Markup('<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}"/></svg>').format(
        extra, href
    )


@blueprint.get("/static/<version>/<path:path>")
def static_file(version: str, path: str) -> Response:
    fresh = version == static_version()
    return send_from_directory(STATIC, path, max_age=31_536_000 if fresh else 0)


class Number(IntegerConverter):
    """A number in an address; one that no database can hold is not there (404)."""

    def __init__(self, map: Map) -> None:  # noqa: A002  (werkzeug's word)
        super().__init__(map, max=2**53)


FILTERS: dict[str, Callable[..., Any]] = {
    "digits": digits,
    "named": named,
    "code": code,
    "hour": hour,
    "jdate": jdate,
    "minutes": minutes,
    "stopwatch": stopwatch,
}


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Every address on an English page leads to an English page."""
    if endpoint != "site.static_file" and getattr(g, "keeps_language", True):
        spoken = language()
        if spoken != current_app.config["LANGUAGE"]:
            values.setdefault("lang", spoken)


def other_language_url() -> str:
    """This same page in the other language."""
    other = "en" if language() == "fa" else "fa"
    address = url_for(request.endpoint or "site.doors", **(request.view_args or {}), lang=other)
    asked = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{address}&{urlencode(asked)}" if asked else address  # not by url_for, to which ?_scheme= is an order


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = Number  # before any address is registered
    app.register_blueprint(blueprint)
    app.url_default_functions.setdefault(None, []).append(keep_language)
    app.jinja_env.filters.update({name: _at_drawing(draw) for name, draw in FILTERS.items()})
    _translate_quickly(app)
    app.jinja_env.globals.update(
        asset=asset, icon=icon, language=language, other_language_url=other_language_url, now=clock.now, escape=escape
    )


def _at_drawing(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Jinja works a filter of constants out once, as it compiles the page; these wait for the page's language."""

    @pass_context
    def drawn(_context: object, *shown: object) -> Any:
        return draw(*shown)

    return drawn


def _translate_quickly(app: Flask) -> None:
    """Templates look a word up by the language of the request; Flask-Babel would find out the locale for each word."""
    catalogues: dict[str, Any] = {}

    def words() -> Any:
        spoken = language()
        if spoken not in catalogues:
            catalogues[spoken] = get_translations()
        return catalogues[spoken]

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: words().ugettext(text),
        ngettext=lambda one, many, count: words().ungettext(one, many, count),
        newstyle=True,
    )
