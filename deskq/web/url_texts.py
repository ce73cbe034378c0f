"""Texts in addresses."""

from typing import Any

from werkzeug.routing import UnicodeConverter


class UrlText(UnicodeConverter):
    """Replaces werkzeug's ``string``: an address with a NUL in a text is not found (404). PostgreSQL cannot be asked
    for such a text."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.regex = self.regex.replace("[^/]", r"[^/\0]")
