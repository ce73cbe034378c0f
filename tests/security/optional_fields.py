"""Fields that a form calls optional, and what its answer says about them when they are left empty."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.security.filled import Form

#: What stands after the name of an optional field, in both languages.
WORDS = ("(optional)", "(if any)", "(اختیاری)", "(اگر هست)", "(if you know it)", "(اگر می‌دانید)")
CONTROLS = ("input", "select", "textarea")
#: {name of a field: what a person types there}; elsewhere what fits the kind of its keyboard.
TYPED = {
    "phone": "09121234567",
    "reason_fa": "دلیل",
    "email": "a@example.com",
    "parcel_code": "1-2-3",
    "height": "20",
    "national_id": "0013542419",
    "password": "Long-enough-1405",
    "first": "1405/01/01",
    "last": "1405/02/01",
    "day": "1405/10/01",
    "opens": "8:00",
    "closes": "14:00",
}


@dataclass
class Asked(Form):
    """A form with its optional fields: {name: id}."""

    optional: dict[str, str] = field(default_factory=dict)
    numbers: set[str] = field(default_factory=set)


class AskedForms(HTMLParser):
    """The POST forms of a page with the labels of their fields."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Asked] = []
        self._form: Asked | None = None
        self._ids: dict[str, str] = {}
        self._called: set[str] = set()
        self._label: str | None = None
        self._text = self._select = ""
        self._legend: list[bool] = []
        self._in_legend = False
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form" and given.get("method") == "post":
            self._form, self._ids, self._called = Asked(given["action"], stands=given.get("data-stands", "")), {}, set()
            self.found.append(self._form)
        if self._form is None:
            return
        if tag == "fieldset":
            self._legend.append(False)
        if tag == "legend":
            self._in_legend, self._text = True, ""
        if tag == "label":
            self._label, self._text = given.get("for", ""), ""
        if tag == "option" and self._select and ("selected" in given or self._select not in self._form.values):
            self._form.values[self._select] = given.get("value", "")
        if tag in CONTROLS and given.get("name") and given.get("type") != "file":
            self._control(self._form, tag, given)

    def _control(self, form: Asked, tag: str, given: dict[str, str]) -> None:
        name = given["name"]
        if name == "csrf_token":
            form.token = given["value"]
            return
        self._ids[given.get("id", name)] = name
        if any(self._legend):
            form.optional.setdefault(name, given.get("id", name))
        if tag == "select":
            self._select = name
        kind = given.get("type", "text")
        if kind in ("checkbox", "radio") and "checked" not in given:
            return
        if tag == "textarea" or kind in ("text", "search", "tel", "email", "password", "date"):
            form.typed.append(name)
        if given.get("inputmode") in ("decimal", "numeric"):
            form.numbers.add(name)
        if tag != "select":
            form.values[name] = given.get("value", "")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        form = self._form
        if form is None:
            return
        called = any(words in self._text for words in WORDS)
        if tag == "label" and called and self._label:
            self._called.add(self._label)
        if tag == "legend" and self._legend:
            self._legend[-1], self._in_legend = called, False
        if tag == "fieldset" and self._legend:
            self._legend.pop()
        if tag == "select":
            self._select = ""
        if tag == "form":
            form.optional |= {self._ids[field_id]: field_id for field_id in self._called if field_id in self._ids}
            self._form = None


def only_needed(form: Asked) -> dict[str, str]:
    """What is sent: every field that is not optional is filled, as a person would."""
    return {name: "" if name in form.optional else _typed(form, name, value) for name, value in form.values.items()}


def _typed(form: Asked, name: str, value: str) -> str:
    if value or name not in form.typed:
        return value
    return TYPED.get(name) or ("5" if name in form.numbers else "خیابان بهار ۴")


def refused_fields(form: Asked, html: str) -> list[str]:
    """The optional fields beside which the answer says that something is wrong."""
    return sorted(
        name
        for name, field_id in form.optional.items()
        if any(f'id="{beside}-problem"' in html for beside in (field_id, name.removesuffix("_id")))
    )
