"""Forms of a page with their values, so that a form can be sent again with one invalid field."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Form:
    action: str
    values: dict[str, str] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)  #: names of the fields that a person types
    hidden: list[str] = field(default_factory=list)  #: and of those that nobody sees, but for the CSRF token
    offered: dict[str, list[str]] = field(default_factory=dict)  #: values of options, radio buttons, boxes and buttons
    token: str = ""  #: its CSRF token, which is not among its values
    stands: str = ""  #: where its template is (see test_every_form.py)

    @property
    def kind(self) -> tuple[str, ...]:
        """The same for the forms of all rows of a list."""
        return (re.sub(r"[0-9]+", "N", self.action), *sorted(self.values))


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
            self._form = Form(given["action"], stands=given.get("data-stands", ""))
            self.found.append(self._form)
        if self._form is None:
            return
        if given.get("name") == "csrf_token":
            self._form.token = given["value"]
            return
        if tag == "select":
            self._select = given.get("name", "")
        if tag == "option" and self._select and ("selected" in given or self._select not in self._form.values):
            self._form.values[self._select] = given.get("value", "")
        if tag == "option" and self._select:
            self._form.offered.setdefault(self._select, []).append(given.get("value", ""))
        if tag == "textarea" or (tag == "input" and given.get("type", "text") in ("text", "search", "tel")):
            self._form.typed += [given["name"]] if "name" in given else []
        if tag == "input" and given.get("type") == "hidden" and "name" in given:
            self._form.hidden.append(given["name"])
        name = given.get("name") if tag in ("input", "textarea", "button") else None
        if name and "value" in given:
            self._form.offered.setdefault(name, []).append(given["value"])
        if name and ("checked" in given or name not in self._form.values):
            self._form.values[name] = given.get("value", "") or "1"

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = ""
