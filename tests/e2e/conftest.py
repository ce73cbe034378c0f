"""Real browsers at a real server. Each test has a server of its own, so that nobody stands in another's line."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.conftest import require
from tests.e2e import app_server as houses
from tests.e2e.all_states import Stage, stage
from tests.e2e.app_server import House
from tests.e2e.visitor_steps import press, ready

CHROMIUM = Path("/usr/bin/chromium")
QUIET = """
window.deskqPrinted = 0;
window.print = () => { window.deskqPrinted += 1; };
window.deskqSentAt = -Infinity;
document.addEventListener("submit", () => { window.deskqSentAt = performance.now(); }, true);
window.deskqRangAt = [];
document.addEventListener("deskq:rang", () => window.deskqRangAt.push(performance.now()));
"""
#: What a browser says by itself about a line that a test has cut.
LINE = ("Failed to load resource", "WebSocket connection to")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    require("Chromium", CHROMIUM.exists())
    with sync_playwright() as player:
        started = player.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"]
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("seeded")
    return folder, houses.prepare(folder)


@pytest.fixture
def house(request, browser: Browser, seeded: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[House]:
    """A file of tests whose time passes says ``HOUSE = LaterHouse``."""
    kind = getattr(request.module, "HOUSE", House)
    with houses.serving(seeded[0], tmp_path / "instance", seeded[1], kind) as running:
        yield running


class Screens:
    """Opens pages, each in a browser context of its own; remembers what their scripts complained about."""

    def __init__(self, browser: Browser, house: House) -> None:
        self._browser, self._house = browser, house
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
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self._contexts.append(context)
        return context

    def clerk(self, name: str, counter: int | None = None, lang: str = "fa", **options: object) -> Page:
        """A clerk who has signed in by the form and, when ``counter`` is given, sits there with the counter open."""
        page = self(path="/sign-in", lang=lang, **options)
        page.locator("[name=name]").fill(name)
        page.locator("[name=password]").fill(houses.PASSWORD)
        page.locator("main form button").click()
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
            context.close()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(LINE):
            self.complaints.append(message.text)


@pytest.fixture
def screen(browser: Browser, house: House) -> Iterator[Screens]:
    """``screen("/lobby", lang="en")`` is a page; no script of any page may complain in the whole test."""
    screens = Screens(browser, house)
    yield screens
    screens.close()
    assert screens.complaints == []


@pytest.fixture(scope="session")
def staged_house(browser: Browser, seeded: tuple[Path, dict[str, str]], tmp_path_factory) -> Iterator[tuple]:
    """One house with every state in it, for the tests that only look."""
    with houses.serving(seeded[0], tmp_path_factory.mktemp("staged"), seeded[1], House) as running:
        yield running, stage(running)


@pytest.fixture
def staged(browser: Browser, staged_house: tuple[House, Stage]) -> Iterator[tuple[Screens, Stage]]:
    screens = Screens(browser, staged_house[0])
    yield screens, staged_house[1]
    screens.close()
    assert screens.complaints == []


@pytest.fixture
def enter(screen):
    """``enter("civil")`` is a page of somebody who has signed in."""

    def sign_in(name: str, **options: object) -> Page:
        page = screen("/sign-in", **options)
        page.locator("[name=name]").fill(name)
        page.locator("[name=password]").fill(houses.PASSWORD)
        page.locator("main form button").click()
        page.wait_for_url(lambda address: "/sign-in" not in address)
        return page

    return sign_in
