"""The language of a page: which one is chosen, kept in addresses and used for translations."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, current_app, g, has_request_context, request, url_for
from flask_babel import force_locale, get_locale, get_translations
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from werkzeug.test import EnvironBuilder

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LANGUAGES = ("fa", "en")
MOST_TEXTS = 20_000  #: translated ones that are kept, about twice those of all templates
#: Where the language is kept in the request's WSGI environment once it is known.
ENVIRON_KEY = "deskq.language"


def language() -> str:
    """The language of the page or broadcast that is being rendered: fa or en."""
    if not has_request_context():
        return _locale_language()
    known: str | None = request.environ.get(ENVIRON_KEY)
    if known is None:
        known = request.environ[ENVIRON_KEY] = _locale_language()
    return known


def _locale_language() -> str:
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "fa"


def choose_language() -> str:
    """Flask-Babel's locale selector: ``?lang=``, then an API caller's Accept-Language, then the office's language.

    Pages ignore Accept-Language: a kiosk shows the office's language, not its browser's.
    """
    default = str(current_app.config["LANGUAGE"])
    if not has_request_context():
        return default
    wanted = request.args.get("lang")
    if wanted in LANGUAGES:
        return str(wanted)
    if request.path.startswith("/api/"):
        return request.accept_languages.best_match(LANGUAGES) or default
    return default


@contextmanager
def drawing_in(app: Flask, language: str, prefix: str = "") -> Iterator[None]:
    """Render in one language (fa or en) outside a request. ``prefix`` is what addresses of the office begin with.

    Flask-Babel keeps the locale in the application context. A job has one such context for everything that it renders,
    so the locale is set again for each drawing.
    """
    environ = _environ(app.config["PUBLIC_URL"] + prefix, language).copy()
    with app.request_context(environ), force_locale(_locale(language)):
        yield


@cache
def _locale(language: str) -> Locale:
    """Parsed once: for a name Babel looks each time on the disk whether it knows it."""
    return Locale(language)


@lru_cache(200)
def _environ(base: str, language: str) -> "WSGIEnvironment":
    """Of a request for a page in this language."""
    return EnvironBuilder(f"/?lang={language}", base).get_environ()


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Add ``?lang=`` to every address on a page that is not in the office's language."""
    if endpoint != "assets.static_file" and getattr(g, "keeps_language", True):
        current = language()
        if current != current_app.config["LANGUAGE"]:
            values.setdefault("lang", current)


def other_language_url() -> str:
    """The address of this page in the other language."""
    other = "en" if language() == "fa" else "fa"
    address = url_for(request.endpoint or "site.home", **(request.view_args or {}), lang=other)
    args = [(name, value) for name, value in request.args.items(multi=True) if name != "lang"]
    return f"{address}&{urlencode(args)}" if args else address  # not by url_for, which obeys ?_scheme=


def init_app(app: Flask) -> None:
    app.url_default_functions.setdefault(None, []).append(keep_language)
    app.jinja_env.globals.update(language=language, other_language_url=other_language_url)
    _cache_translations(app)


def _cache_translations(app: Flask) -> None:
    """Templates look texts up by the request's language; Flask-Babel would determine the locale anew for each text."""
    catalogues: dict[str, Any] = {}

    def catalogue() -> Any:
        current = language()
        if current not in catalogues:
            catalogues[current] = get_translations()
        return catalogues[current]

    @lru_cache(MOST_TEXTS)
    def translated(current: str, text: str) -> Markup:
        return Markup(catalogue().ugettext(text))  # noqa: S704  (the text is one of a template, or of our own code)

    @pass_eval_context
    def gettext(evaluated: EvalContext, text: str, **values: Any) -> str:
        """As Jinja's own of the new style, with fewer calls: a counter's page has 75 texts."""
        found = translated(language(), text)
        return found % values if evaluated.autoescape else str(found) % values

    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext,
        ngettext=lambda one, many, count: catalogue().ungettext(one, many, count),
        pgettext=lambda context, text: catalogue().upgettext(context, text),
        newstyle=True,
    )
    app.jinja_env.globals.update(gettext=gettext, _=gettext)  # as they are, not as Jinja wraps them
