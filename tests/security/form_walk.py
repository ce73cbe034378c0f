"""Walks over all forms: each one that is met is sent without a token and with its own, and what follows is met too."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from flask import Flask
from jinja2.ext import Extension
from werkzeug.test import TestResponse

from deskq.core import clock
from deskq.core.extensions import db
from tests.conftest import MORNING
from tests.security.filled import Form, Forms
from tests.security.hostile_pages import LEFT_OUT, raw
from tests.security.hostile_texts import HOSTILE
from tests.tools.browsers import Browser

TEMPLATES = Path(__file__).parents[2] / "templates"
FORM = re.compile(r'<form\b(?=[^>]*method="post")')
GIVEN_BACK = re.compile(r"form\.get\('(\w+)'\)")
#: Where the forms of the gallery of components lead.
NOWHERE = "#"


def every_form() -> set[str]:
    """Where each form of each template is: ``track/parts.html 2``."""
    return {
        f"{path.relative_to(TEMPLATES)} {number}"
        for path in TEMPLATES.rglob("*.html")
        for number, _ in enumerate(FORM.findall(path.read_text()), 1)
    }


@cache
def given_back() -> list[str]:
    """Names of all fields that a template gives back with what was typed."""
    return sorted({name for path in TEMPLATES.rglob("*.html") for name in GIVEN_BACK.findall(path.read_text())})


class Marked(Extension):
    """Writes into every form where its template has it: ``track/parts.html 2``."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        number = iter(range(1, 99))
        return FORM.sub(lambda _: f'<form data-stands="{name} {next(number)}"', source)


@contextmanager
def marked_app(make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An application whose forms are marked, on a fixed morning, with a context pushed; ``make_app`` is the fixture."""
    app = make_app(PRINTER="fake 1=fake", DEMO=True, SMS_GATEWAY="console", SMS_LINKS=True)
    app.config["DEMO"] = False  # devices are paired as in any office
    app.jinja_env.bytecode_cache = None  # which knows the templates without marks
    app.jinja_env.add_extension(Marked)
    clock.fix(MORNING)
    with app.app_context():
        yield app
        db.session.remove()
    clock.fix(None)


class Walk:
    """Sends each form that it meets the first time without a token and with its own, and follows where that leads."""

    def __init__(self, caller: Callable[[str], Browser]) -> None:
        self.caller = caller
        self.without: dict[str, int] = {}
        self.reached: dict[str, int] = {}
        self.kept: set[str] = set()  #: forms whose texts are shown when they are refused as a whole
        self.raw: dict[str, list[str]] = {}  #: what pages and forms given back let through
        self.typed: set[str] = set()  #: forms that a person types into
        self.returned: set[str] = set()  #: forms given back with what was typed
        self.last: list[tuple[str, TestResponse, Browser, Form]] = []  #: forms that end a session

    def meet(self, name: str, comes: Browser, page: TestResponse) -> None:
        self.read(f"{name} {page.request.path}", page)
        for form in _forms(page):
            ends = form.action.partition("?")[0].endswith(LEFT_OUT)
            if form.action == NOWHERE or form.stands in self.without:
                continue
            self.refuse(comes, form, page.request.path)
            if ends:
                self.last.append((name, page, comes, form))
            else:
                self.send(name, comes, form)

    def refuse(self, comes: Browser, form: Form, page: str) -> None:
        """Send it without a token: what was typed is on the page of the refusal, to be copied."""
        typed = {**form.values, **dict.fromkeys(form.typed, HOSTILE)}
        answer = comes.post(form.action, data=typed, csrf=False, headers={"Referer": f"http://localhost{page}"})
        self.without[form.stands] = answer.status_code
        if (found := raw(answer)) != ["no token"]:
            self.raw[f"{form.stands} refused"] = found
        if "alert(1)" in answer.text:
            self.kept.add(form.stands)

    def read(self, where: str, page: TestResponse) -> None:
        if found := raw(page):
            self.raw[where] = found

    def spoil(self, comes: Browser, form: Form) -> None:
        """Send it with too long markup where a person types, and in each field that nobody sees; with markup in all
        fields, also in those of a script or another form and in one that no form has; and with that alone which is
        typed: what is refused is given back."""
        long = dict.fromkeys(form.typed, HOSTILE * 200)
        hidden = [{**form.values, **long, name: HOSTILE} for name in form.hidden]
        all_fields = dict.fromkeys([*given_back(), *form.values, HOSTILE], HOSTILE)
        whole = [{**form.values, **long}, all_fields, dict.fromkeys(form.typed, HOSTILE)] if form.typed else []
        for sent in [*hidden, *whole]:
            answer = comes.post(form.action, data={**sent, "csrf_token": form.token}, csrf=False)
            if answer.status_code != 400:  # a revision that is none
                self.read(form.stands, answer)
            if answer.status_code in (200, 422) and "alert(1)" in answer.text:
                self.returned.add(form.stands)
            if answer.status_code == 303 and answer.location.startswith("/"):
                self.read(form.stands, comes.get(answer.location))
            if answer.status_code == 303 and sent in whole:
                return

    def send(self, name: str, comes: Browser, form: Form) -> None:
        if not form.action.partition("?")[0].endswith(LEFT_OUT):
            self.typed |= {form.stands} if form.typed else set()
            self.spoil(comes, form)
        answer = comes.post(form.action, data={**form.values, "csrf_token": form.token}, csrf=False)
        self.reached[form.stands] = answer.status_code
        self.read(form.stands, answer)
        if answer.status_code == 303 and answer.location.startswith("/"):
            self.meet(name, comes, comes.get(answer.location))

    def end(self) -> None:
        """Each in a session of its own, if its page can be opened again."""
        while self.last:
            name, page, comes, left = self.last.pop(0)
            fresh = self.caller(name)
            again = _forms(fresh.get(page.request.full_path)) if page.request.method == "GET" else []
            found = [form for form in again if form.stands == left.stands]
            self.send(name, *((fresh, found[0]) if found else (comes, left)))


def _forms(page: TestResponse) -> list[Form]:
    html = (page.json.get("html") or "") if page.is_json and isinstance(page.json, dict) else page.text
    found = Forms(html).found
    if "<counter-panel" in html:  # its script sends them, with the token of the page
        for form in found:
            form.token = re.search(r'name="csrf-token" content="([^"]+)"', html)[1]
    return found
