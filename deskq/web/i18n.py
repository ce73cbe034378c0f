"""What all pages share: language, digits, Jalali dates, codes."""

import gzip
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    g,
    has_request_context,
    make_response,
    request,
    url_for,
)
from flask_babel import get_locale, get_translations
from jinja2 import pass_context
from markupsafe import Markup, escape
from werkzeug.routing import IntegerConverter, Map

from deskq.core import clock
from deskq.core.text import persian
from deskq.core.text.persian import Name
from deskq.web import assets

LANGUAGES = ("fa", "en")

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


def gzipped(page: str) -> Response:
    """A page compressed. Pages are not as a rule, for what somebody else has put into one could be measured against
    its secrets by its length (BREACH); these repeat nothing that comes with the request."""
    answer = make_response(page)
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] > 0:
        answer.set_data(gzip.compress(page.encode(), mtime=0))
        answer.content_encoding = "gzip"
    return answer


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
    if endpoint != "assets.static_file" and getattr(g, "keeps_language", True):
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
    app.register_blueprint(assets.blueprint)
    app.url_default_functions.setdefault(None, []).append(keep_language)
    app.jinja_env.filters.update({name: _at_drawing(draw) for name, draw in FILTERS.items()})
    _translate_quickly(app)
    app.jinja_env.globals.update(
        asset=assets.asset,
        icon=assets.icon,
        language=language,
        other_language_url=other_language_url,
        now=clock.now,
        escape=escape,
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
