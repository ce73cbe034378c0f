"""Fixtures of end-to-end tests: real browsers and a real server for each test."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from math import inf
from pathlib import Path
from time import monotonic

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, sync_playwright

from tests.conftest import require
from tests.e2e import app_server, real_office
from tests.e2e.all_states import Stage, stage
from tests.e2e.app_server import AppServer
from tests.e2e.visitor_steps import press, ready
from tests.tools import programs
from tests.tools.made_once import made_once
from tests.tools.started_again import say_died, unwatch, watch

#: Without hinting the shell draws every letter as Chromium itself does.
SWITCHES = ("--no-sandbox", "--autoplay-policy=no-user-gesture-required", "--font-render-hinting=none")
QUIET = """
window.deskqPrinted = 0;
window.print = () => { window.deskqPrinted += 1; };
window.deskqSentAt = -Infinity;
document.addEventListener("submit", () => { window.deskqSentAt = performance.now(); }, true);
window.deskqRangAt = [];
document.addEventListener("deskq:rang", () => window.deskqRangAt.push(performance.now()));
"""
LANGUAGES = pytest.mark.parametrize("lang", ["fa", "en"])
REAL_OFFICES = ("set_up", "empty", "founded")  #: those that are no demo
#: Modules that are run in both languages with every change: words of another length need another room.
IN_BOTH_LANGUAGES = ("test_fits",)
#: What the browser itself logs about a connection that a test has cut.
LINE = ("Failed to load resource", "WebSocket connection to")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every change is tried in Persian; in English, where the same steps are taken, by `make soak`."""
    for item in items:
        if "/e2e/" not in item.path.as_posix():
            continue
        item.add_marker(pytest.mark.e2e)
        if language_of(item) == "en" and item.path.stem not in IN_BOTH_LANGUAGES:
            item.add_marker(pytest.mark.soak)


def language_of(item: pytest.Item) -> object:
    """Value of its parameter ``lang``, if it has one."""
    return item.callspec.params.get("lang") if hasattr(item, "callspec") else None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = programs.find("Chromium")
    require("Chromium", found is not None)
    with sync_playwright() as player:
        started = player.chromium.launch(executable_path=found, args=SWITCHES)
        watch(started, "Chromium", lambda: not started.is_connected())
        yield started
        unwatch(started)
        started.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    return made_once(tmp_path_factory, "seeded", app_server.prepare)


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A real office, set up on its pages once and copied for each test."""
    return made_once(tmp_path_factory, "set-up", real_office.set_up)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A database without an office."""
    return made_once(tmp_path_factory, "empty", app_server.migrate)


def served(request: pytest.FixtureRequest, folder: Path) -> AbstractContextManager[AppServer]:
    module = request.module
    office = getattr(module, "OFFICE", "seeded")
    more = getattr(module, "SETTINGS", {}) | getattr(request, "param", {})
    more |= app_server.REAL if office in REAL_OFFICES else {}
    made, tokens = request.getfixturevalue(office)
    return app_server.running_server(made, folder, tokens, getattr(module, "SERVER_CLASS", AppServer), **more)


@pytest.fixture(scope="module")
def shared_server(request, browser: Browser, tmp_path_factory) -> Iterator[AppServer]:
    with served(request, tmp_path_factory.mktemp("shared")) as running:
        yield running


@pytest.fixture
def server(request, browser: Browser, tmp_path: Path) -> Iterator[AppServer]:
    """A module that needs to advance time sets ``SERVER_CLASS = AppServerWithClock``, one that runs in an office set up
    on its pages ``OFFICE = "set_up"``, one with other ``SETTINGS`` these; a parameter is more settings. Where tests do
    not disturb each other in one office, ``SHARED = True`` gives all tests without a parameter the same server."""
    if getattr(request.module, "SHARED", False) and not hasattr(request, "param"):
        yield request.getfixturevalue("shared_server")
        return
    with served(request, tmp_path / "instance") as running:
        yield running


def leave(page: Page) -> None:
    """Go to an empty page: Chromium sometimes never closes a context in which a page is being loaded."""
    for _attempt in range(5):
        with suppress(Error):  # a navigation that the page had begun itself came between
            page.goto("about:blank")
            return


class Screens:
    """Opens pages, each in its own browser context; collects errors of their scripts."""

    def __init__(self, browser: Browser, server: AppServer) -> None:
        self._browser, self._house = browser, server
        self._contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def __call__(self, path: str, lang: str = "fa", size: tuple[int, int] = (1366, 768), **options: object) -> Page:
        page = self.context(size, **options).new_page()
        page.goto(self.address(path, lang))
        return page

    def context(self, size: tuple[int, int] = (1366, 768), **options: object) -> BrowserContext:
        context = self._browser.new_context(
            base_url=self._house.address,
            viewport={"width": size[0], "height": size[1]},
            locale="fa-IR",
            timezone_id="Asia/Tehran",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(10_000)
        context.add_init_script(QUIET)
        context.on("console", self._console)
        context.on("page", lambda page: page.on("crash", lambda _page: say_died("a page of Chromium")))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context

    def sign_in(self, name: str, lang: str = "fa", password: str = app_server.PASSWORD, **options: object) -> Page:
        page = self("/sign-in", lang, **options)
        page.locator("[name=name]").fill(name)
        page.locator("[name=password]").fill(password)
        page.locator("main form button").click()
        page.wait_for_url(lambda address: "/sign-in" not in address)
        return page

    def clerk(self, name: str, counter: int | None = None, lang: str = "fa", **options: object) -> Page:
        """A clerk signed in by the form and, with ``counter``, at that counter, which is open."""
        page = self.sign_in(name, lang, **options)
        page.wait_for_url("**/counters*" if name not in ("admin", "supervisor") else "**/manage*")
        if counter:
            page.goto(self.address(f"/counters/{counter}", lang))
            page.wait_for_selector("[data-line=up]")
            press(page, "F9")
            page.wait_for_selector(".visitor[data-state=free]")
            ready(page)
        return page

    @staticmethod
    def address(path: str, lang: str) -> str:
        return path if lang == "fa" else f"{path}{'&' if '?' in path else '?'}lang={lang}"

    def close(self) -> None:
        for context in self._contexts:
            for page in context.pages:
                leave(page)
            context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(LINE):
            self.complaints.append(message.text)


@pytest.fixture
def screen(browser: Browser, server: AppServer) -> Iterator[Screens]:
    """``screen("/lobby", lang="en")`` opens a page; no script of any page may log an error during the test."""
    screens = Screens(browser, server)
    yield screens
    screens.close()
    assert screens.complaints == []


class StagedServer:
    """One server with every state in it, for tests that only look; a new one when its holds and breaks would end."""

    LASTS = 300  # seconds; the shortest hold of the demo office is longer

    def __init__(self, seeded: tuple[Path, dict[str, str]], folders: pytest.TempPathFactory) -> None:
        self._seeded, self._folders = seeded, folders
        self._open = ExitStack()
        self._ends = -inf

    def __call__(self) -> tuple[AppServer, Stage]:
        if monotonic() > self._ends:
            self.close()
            folder, tokens = self._seeded
            made = app_server.running_server(folder, self._folders.mktemp("staged"), tokens, AppServer)
            self._server = self._open.enter_context(made)
            self._ends = monotonic() + self.LASTS
            self._stage = stage(self._server)
        return self._server, self._stage

    def close(self) -> None:
        self._open.close()


@pytest.fixture(scope="session")
def staged_server(browser: Browser, seeded: tuple[Path, dict[str, str]], tmp_path_factory) -> Iterator[StagedServer]:
    server = StagedServer(seeded, tmp_path_factory)
    yield server
    server.close()


@pytest.fixture
def staged(browser: Browser, staged_server: StagedServer) -> Iterator[tuple[Screens, Stage]]:
    server, staged = staged_server()
    screens = Screens(browser, server)
    yield screens, staged
    screens.close()
    assert screens.complaints == []


@pytest.fixture
def enter(screen):
    """``enter("civil")`` opens a page of that user, signed in."""
    return screen.sign_in
