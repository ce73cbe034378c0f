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

Draw = Callable[..., Markup]


class Fragments:
    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], Markup] = {}

    def of(self, page: tuple[str, str], name: str, macro: Draw, *values: Any) -> Markup:
        """What ``macro(*values)`` renders, which must depend on nothing but ``values`` and the ``page``: its language,
        and what addresses of its office begin with.

        ``name`` is that of the macro among all templates; ``values`` can be hashed.
        """
        key = (page, name, values)
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            found = self._kept[key] = macro(*values)
        return found


class PageFragments:
    """The fragments of one page; ``of`` is ``Fragments.of`` without its page."""

    def __init__(self, of: Callable[..., Markup]) -> None:
        self._of = of

    def __call__(self, name: str, macro: Draw, *values: Any) -> Markup:
        return self._of(name, macro, *values)

    def parts(self, name: str, macro: Draw, items: Iterable[Any], *more: Any) -> Markup:
        """The fragments ``macro(item, *more)`` of all items, each of them a part of the drawing (``live/parts.py``)."""
        drawn = [self._of(name, macro, item, *more) for item in items]
        return Markup(BREAK + BREAK.join([*drawn, ""]))  # noqa: S704  (of Markup alone)


def for_page() -> PageFragments:
    """For templates, to be called once at the top. While templates are being changed everything is drawn anew."""
    if current_app.config["DEV"]:
        return PageFragments(_anew)
    kept: Fragments = current_app.extensions[EXTENSION]
    return PageFragments(partial(kept.of, (language(), request.script_root if has_request_context() else "")))


def _anew(name: str, macro: Draw, *values: Any) -> Markup:
    return macro(*values)
