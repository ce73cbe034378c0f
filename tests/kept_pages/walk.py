"""One browser that opens pages, sends the forms on them, and remembers what they said."""

import random
from collections import Counter
from difflib import SequenceMatcher

from werkzeug.test import TestResponse

from tests.kept_pages.outline import around_and_content, settled
from tests.security import hostile_pages
from tests.security.filled import Form
from tests.tools.browsers import Browser

TYPED = "A typed text"
#: They tell of the machine, and not of the office.
LEFT_OUT = ("/manage/doctor", "/published/picture.png")


class Walk:
    """``pages`` are the lines that were read, by address; the answers to a form by ``sent`` and where it was sent. Of
    an answer only those lines are there which the page before did not have."""

    def __init__(self, browser: Browser, name: str) -> None:
        random.seed(1405)  # the visitors of a practice hall are invented
        self.pages: dict[str, list[str]] = {}
        self._browser, self._name = browser, name
        self._forms: dict[tuple[str, ...], tuple[Form, str]] = {}  #: and the address of the page it stands on
        self._last: dict[str, list[str]] = {}  #: what each address said last
        self._counts: Counter[str] = Counter()

    def open(self, *addresses: str) -> None:
        for address in addresses:
            html = html_of(self._browser.get(address))
            if html is None or address.startswith(LEFT_OUT):
                continue
            place = without_language(address)
            around, self._last[place] = around_and_content(html)
            self.pages.setdefault(f"around {self._name}", around)
            self._keep(place, self._last[place])
            self._forms |= {form.kind: (form, place) for form in hostile_pages.forms(html, TYPED)}

    def send(self) -> None:
        """Every form that was seen, the last one of its kind, with a text in each of its fields."""
        for form, place in self._forms.values():
            for answer in hostile_pages.send(self._browser, form):
                self._keep(f"sent {form.action}", self._news(answer, place))

    def press(self, address: str, *actions: str) -> None:
        """On one page, one action after another: what the page says after each. ``actions``: the ends of the addresses
        of their forms."""
        for action in actions:
            html = html_of(self._browser.get(address)) or ""
            self._last[without_language(address)] = around_and_content(html)[1]
            for answer in hostile_pages.send(self._browser, _form_of(html, f"/{action}")):
                assert answer.status_code in (200, 303), (action, answer.text)
            self._keep(f"{address} after {action}", self._news(self._browser.get(address), address))

    def _news(self, answer: TestResponse, place: str) -> list[str]:
        if answer.status_code == 303:
            return [f"leads to {settled(without_language(answer.location))}"]
        html = html_of(answer)
        if html is None:
            return [f"{answer.status_code} {answer.mimetype}"]
        address, lines = without_language(answer.request.full_path), around_and_content(html)[1]
        before = self._last.get(address, self._last.get(place, []))
        self._last[address] = lines
        steps = SequenceMatcher(None, before, lines).get_opcodes()
        return [f"+ {line}" for kind, _, _, start, end in steps if kind != "equal" for line in lines[start:end]]

    def _keep(self, address: str, lines: list[str]) -> None:
        plain = settled(without_language(address))
        self._counts[plain] += 1
        self.pages[f"{plain} ({self._counts[plain]})" if self._counts[plain] > 1 else plain] = lines


def without_language(address: str) -> str:
    return address.replace("lang=en", "").rstrip("?&")


def html_of(answer: TestResponse) -> str | None:
    """The page or the part of a page that an answer brings."""
    if answer.mimetype == "text/html":
        return answer.text
    return answer.json.get("html") if answer.is_json and isinstance(answer.json, dict) else None


def _form_of(html: str, end: str) -> Form:
    return next(form for form in hostile_pages.forms(html, TYPED) if form.action.partition("?")[0].endswith(end))
