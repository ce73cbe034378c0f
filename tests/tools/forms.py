"""Forms of a page as a browser would send them."""

from dataclasses import dataclass
from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict


@dataclass
class SentForm:
    action: str
    values: MultiDict[str, str]
    buttons: list[str]

    def changed(self, **fields: str | list[str]) -> MultiDict[str, str]:
        """What is sent after these fields were changed; an empty list is a box that is not ticked."""
        values = self.values.copy()
        for name, value in fields.items():
            assert name in values or isinstance(value, list), f"the form has no field {name}"
            values.setlist(name, value if isinstance(value, list) else [value])
        return values


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[SentForm] = []
        self._form: SentForm | None = None
        self._select, self._chosen, self._area, self._text = "", None, "", ""
        self._button = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form" and given.get("method") == "post":
            self._form = SentForm(given["action"], MultiDict(), [])
            self.found.append(self._form)
        if self._form is None:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            unticked = given.get("type") in ("checkbox", "radio") and "checked" not in given
            if not unticked and given.get("type") != "file":
                self._form.values.add(name, given.get("value", ""))
        if tag == "select":
            self._select, self._chosen = name, None
        if tag == "option" and self._select and (self._chosen is None or "selected" in given):
            self._chosen = given.get("value", "")
        if tag == "textarea":
            self._area, self._text = name, ""
        if tag == "button":
            self._button = True

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._button and data.strip():
            self._form.buttons.append(data.strip())
        if self._form is not None and self._area:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select" and self._form is not None:
            self._form.values.add(self._select, self._chosen or "")
            self._select = ""
        if tag == "textarea" and self._form is not None and self._area:
            self._form.values.add(self._area, self._text)
            self._area = ""
        if tag == "button":
            self._button = False
        if tag == "form":
            self._form = None


def form_of(html: str, action: str) -> SentForm:
    """The form that is sent to this address."""
    path = action.partition("?")[0]
    found = [form for form in _Forms(html).found if form.action.partition("?")[0] == path]
    assert found, f"no form is sent to {action}"
    return found[0]


#: Where the form is that is sent to another address than its page's.
PAGES = {
    "/manage/appointments/terms": "/manage/appointments",
    "/manage/calendar/openings/change": "/manage/calendar/openings",
}


def revision_of(client: FlaskClient, path: str, **asked: object) -> dict[str, str]:
    """The field ``revision`` of the edit form that is sent to ``path``, as its page shows it now; nothing where the
    page has no such form."""
    page = client.get(PAGES.get(path, path), query_string=asked)
    found = [form.values for form in _Forms(page.text).found if form.action.partition("?")[0] == path]
    return {"revision": found[0]["revision"]} if found and "revision" in found[0] else {}
