"""Fragments of drawings: each is rendered once for its values and language, and kept for the next drawings."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flask import current_app, has_request_context, request
from markupsafe import Markup

from deskq.live.parts import BREAK
from deskq.web.i18n import language

EXTENSION = "deskq_fragments"
MOST = 2000  # about 1 KB each; a board with thirty calls has sixty in each language


class Fragments:
    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], Markup] = {}

    def of(self, page: tuple[str, str], template: str, macro: str, *values: Any) -> Markup:
        """What ``macro(*values)`` of a template renders, which must depend on nothing but ``values`` and the ``page``:
        its language, and what addresses of its office begin with. ``values`` can be hashed.
        """
        key = (page, template, macro, values)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = rendered(template, macro, *values)
        return found


class PageFragments:
    """The fragments of one page, from macros of one template; ``of(macro, *values)`` as ``Fragments.of``."""

    def __init__(self, of: Callable[..., Markup]) -> None:
        self._of = of

    def __call__(self, macro: str, *values: Any) -> Markup:
        return self._of(macro, *values)

    def parts(self, macro: str, items: Iterable[Any], *more: Any) -> Markup:
        """The fragments ``macro(item, *more)`` of all items, each of them a part of the drawing (``live/parts.py``)."""
        drawn = [self._of(macro, item, *more) for item in items]
        return Markup(BREAK + BREAK.join([*drawn, ""]))  # noqa: S704  (of Markup alone)


def for_page(template: str) -> PageFragments:
    """For templates, to be called once at the top: the macros of ``template``. While templates are being changed
    everything is drawn anew."""
    if current_app.config["DEV"]:
        return PageFragments(partial(rendered, template))
    kept: Fragments = current_app.extensions[EXTENSION]
    page = (language(), request.script_root if has_request_context() else "")
    return PageFragments(partial(kept.of, page, template))


def rendered(template: str, macro: str, *values: Any) -> Markup:
    """What a macro of a template renders."""
    drawn: Markup = getattr(current_app.jinja_env.get_template(template).module, macro)(*values)
    return drawn
