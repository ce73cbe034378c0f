"""Forms of a page with their values, so that a form can be sent again with one invalid field."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    values: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """Every POST form of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._form: Form | None = None
        self._select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form" and given.get("method") == "post":
            self._form = Form(given["action"])
            self.found.append(self._form)
        if self._form is None or given.get("name") == "csrf_token":
            return
        if tag == "select":
            self._select = given.get("name", "")
        if tag == "option" and self._select:
            self._form.values.setdefault(self._select, given.get("value", ""))
        if tag in ("input", "textarea", "button") and given.get("name"):
            self._form.values.setdefault(given["name"], given.get("value", "") or "1")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""
