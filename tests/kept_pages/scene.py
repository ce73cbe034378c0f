"""Pages of an office in one state: who looks at which, and what is answered to what they send."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from difflib import unified_diff

from flask import get_template_attribute
from werkzeug.test import TestResponse

from deskq.core import clock
from tests.kept_pages.keeping import OF_OFFICE
from tests.kept_pages.outline import around_and_content, outline, settled
from tests.kept_pages.walk import html_of, without_language
from tests.security.routes.callers import DEVICES
from tests.tools.browsers import Browser

STAY = timedelta(minutes=20)
#: What is random besides what ``outline`` knows, and what is kept in its place.
RANDOM = {
    re.compile(r"\b[A-Z2-7]{4}(?: [A-Z2-7]{4}){7}\b"): "SECRET",  # to be typed into an authenticator app
    re.compile(r'"[A-Z2-9]{3} [A-Z2-9]{3}"$'): '"CODE"',  # to pair a device
    re.compile(r"(?<=/devices/code/)[A-Z2-9]{6}|(?<=name=code value=)[A-Z2-9]{6}"): "CODE",
    re.compile(r"(/[\w.-]+)+(?=/\w+_key\b)"): "FOLDER",  # of the server
    re.compile(r'(?<=")(?:SECRET|whsec_)[^\s"]*'): "SECRET",  # of a webhook
}


class Scene:
    """``pages`` are the lines that were read, by the name of the scene, the address and who looked. Of a page that they
    had seen before, those that came and went are kept. ``arrive`` gives the browser of a caller; each has one, and
    comes again when so much time has passed that nobody stays signed in."""

    def __init__(self, name: str, arrive: Callable[[str], Browser]) -> None:
        self.pages: dict[str, list[str]] = {}
        self.name, self._arrive = name, arrive
        self._browsers: dict[str, Browser] = {}
        self._here: dict[str, datetime] = {}  #: when each of those who may come again was here last
        self._last: dict[str, list[str]] = {}

    def comes(self, who: str, browser: Browser | None = None) -> Browser:
        """The browser of a caller, from now on this one if it is given."""
        if browser is not None:
            self._browsers[who] = browser
        elif who not in self._browsers or clock.now() - self._here.get(who, clock.now()) > STAY:
            self._browsers[who] = self._arrive(who)
            self._here |= {} if who in ("nobody", *DEVICES) else {who: clock.now()}
        if who in self._here:
            self._here[who] = clock.now()
        return self._browsers[who]

    def look(self, who: str, *addresses: str, language: str = "en") -> None:
        """In the language of the office with an empty ``language``, if the caller has not read English before."""
        for address in addresses:
            asked = _in_english(address) if language else address
            self._keep(f"{address} {who}{'' if language else OF_OFFICE}", self.comes(who).get(asked))

    def around(self, who: str, address: str) -> None:
        """What is around the content of a page: menu, foot, scripts."""
        lines, _ = around_and_content(html_of(self.comes(who).get(_in_english(address))) or "")
        self._add(f"around {address} {who}", lines)

    def send(self, who: str, address: str, /, **fields: object) -> TestResponse:
        """Keeps the answer, or where it leads to and what is there."""
        answer = self.comes(who).post(_in_english(address), data=fields)
        self._keep(f"sent {address} {who}", answer)
        if answer.status_code == 303 and answer.location.startswith("/"):
            self.look(who, without_language(answer.location))
        return answer

    def part(self, template: str, macro: str, *values: object, **named: object) -> None:
        """What a macro gives for these values; a part that needs the page around it cannot be read so."""
        html = get_template_attribute(template, macro)(*values, **named)
        self._add(f"{template} {macro}", outline(str(html)))

    def _keep(self, address: str, answer: TestResponse) -> None:
        assert answer.status_code < 500, (address, answer.text)
        if answer.status_code in (302, 303):
            self._add(address, [f"leads to {settled(without_language(answer.location))}"])
            return
        html = html_of(answer)
        self._add(address, [f"{answer.status_code} {answer.mimetype}"] if html is None else around_and_content(html)[1])

    def _add(self, address: str, found: list[str]) -> None:
        lines = [_without_random(line) for line in found]
        plain = _without_random(settled(f"{self.name} {without_language(address)}"))
        before, self._last[plain] = self._last.get(plain), lines
        if before is None:
            self.pages[plain] = lines
            return
        count = sum(key.partition(" (")[0] == plain for key in self.pages) + 1
        news = list(unified_diff(before, lines, lineterm="", n=0))[2:]
        self.pages[f"{plain} ({count})"] = [line for line in news if not line.startswith("@@")]


def _without_random(line: str) -> str:
    for found, kept in RANDOM.items():
        line = found.sub(kept, line)
    return line


def _in_english(address: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}lang=en"
