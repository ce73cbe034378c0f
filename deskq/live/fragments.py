"""Fragments of drawings: each is rendered once for its values and language, and kept for the next drawings."""

from collections.abc import Callable
from typing import Any

from flask import current_app, has_request_context, request
from markupsafe import Markup

from deskq.web.i18n import language

EXTENSION = "deskq_fragments"
MOST = 2000  # about 1 KB each; a board with thirty calls has sixty in each language


class Fragments:
    def __init__(self) -> None:
        self._kept: dict[tuple[Any, ...], Markup] = {}

    def of(self, name: str, macro: Callable[..., Markup], *values: Any) -> Markup:
        """What ``macro(*values)`` renders, which must depend on nothing but ``values``, the language of the page and
        what addresses of its office begin with.

        ``name`` is that of the macro among all templates; ``values`` can be hashed.
        """
        key = (name, language(), request.script_root if has_request_context() else "", *values)
        if key not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[key] = macro(*values)
        return self._kept[key]


def fragment(name: str, macro: Callable[..., Markup], *values: Any) -> Markup:
    """For templates: ``Fragments.of`` of this application, or drawn anew while templates are being changed."""
    if current_app.config["DEV"]:
        return macro(*values)
    kept: Fragments = current_app.extensions[EXTENSION]
    return kept.of(name, macro, *values)
