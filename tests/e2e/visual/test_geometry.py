"""Every page at its sizes, and screens with the line cut: no text cut, nothing over anything, no scrolling sideways,
large enough to press, and as in its kept picture."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from _pytest.mark.structures import ParameterSet
from playwright.sync_api import Browser, Page

from tests.e2e import app_server
from tests.e2e.app_server import AppServer, AppServerWithClock
from tests.e2e.conftest import Screens
from tests.e2e.visual import geometry, pictures
from tests.e2e.visual.pages import KIOSK, READERS, TABLET, TV, Reader, kind, reached

MORNING = datetime(2026, 11, 30, 7, 0, tzinfo=UTC)  #: a Monday, 10:30 in Takestan
#: Whose pages are looked at with every change.
OFTEN = ("citizen", "kiosk", "lobby", "rahimi", "supervisor")
#: So many of a reader's sizes have kept pictures.
PICTURES = 2
#: Without kept pictures: how many times are free on a day depends on the hour, and which devices were seen, and when,
#: on the tests that opened them before.
UNSTEADY = {"/appointments/services/N/N", "/manage/devices"}
#: Screens whose line is cut: path, size, smallest target.
CUT = (("/kiosk", KIOSK, 64), ("/lobby", TV, 24), ("/counters/4/rating", TABLET, 64))


@pytest.fixture(scope="module")
def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    """The demo office in the middle of a morning: a line, messages, appointments. Always of the same morning, so that
    it looks the same whenever it is looked at."""
    folder = tmp_path_factory.mktemp("demo")
    tokens = app_server.prepare(folder, "--anew", MORNING)
    with app_server.running_server(folder, tmp_path_factory.mktemp("running"), tokens, AppServerWithClock) as server:
        pair_devices(browser, server)
        yield server


def pair_devices(browser: Browser, server: AppServer) -> None:
    """So that staff's lists have devices whichever test comes first."""
    made = Screens(browser, server)
    for path, size, _ in CUT:
        made(path, "fa", size).wait_for_selector("[data-line=up]", state="attached")
    made.close()


@pytest.fixture
def screens(browser: Browser, demo: AppServer) -> Iterator[Screens]:
    made = Screens(browser, demo)
    yield made
    made.close()


def seen_with_every_change(reader: Reader) -> ParameterSet:
    """The others are seen by `make soak`."""
    return pytest.param(reader, id=str(reader), marks=() if str(reader) in OFTEN else pytest.mark.soak)


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("reader", [seen_with_every_change(reader) for reader in READERS])
def test_every_page_fits_at_every_size(screens, reader, lang):
    page = opened(screens, reader)
    found = []

    for path in reached(page, reader, lang):
        for size in reader.sizes:
            found += [f"{path} {size[0]}×{size[1]}: {wrong}" for wrong in geometry.faults(page, size, reader.least)]
            if size in reader.sizes[:PICTURES] and kind(path) not in UNSTEADY:
                name = pictures.file_name(reader, kind(path), lang, f"{size[0]}x{size[1]}")
                found += [f"{path}: {wrong}" for wrong in [pictures.difference(page, name)] if wrong]

    assert found == []


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_screen_fits_while_its_line_is_cut(screens, lang):
    found = []

    for path, size, least in CUT:
        page = screens(path, lang, size)
        page.wait_for_selector("[data-line=up]", state="attached")
        page.context.set_offline(True)
        page.wait_for_selector("[data-line=down]", state="attached")
        found += [f"{path}: {wrong}" for wrong in geometry.faults(page, size, least)]
        wrong = pictures.difference(page, pictures.file_name("cut", path, lang))
        found += [f"{path}: {wrong}"] if wrong else []

    assert found == []


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_kiosk_fits_with_each_of_its_aids(screens, lang):
    page = screens("/kiosk", lang, KIOSK)
    page.wait_for_selector("[data-line=up]", state="attached")
    found = []

    for aid in ("larger", "lower", "contrast"):  # each on top of the one before
        page.locator(f"[data-aid={aid}]").click()
        for size in (KIOSK, KIOSK[::-1]):
            found += [f"{aid} {size[0]}×{size[1]}: {wrong}" for wrong in geometry.faults(page, size, 64)]

    assert found == []


def opened(screens: Screens, reader: Reader) -> Page:
    """A page of somebody who is signed in, where they have a name."""
    page = screens("/sign-in" if reader.name else reader.starts[0])
    if reader.name:
        page.locator("[name=name]").fill(reader.name)
        page.locator("[name=password]").fill(app_server.PASSWORD)
        page.locator("main form button").click()
        page.wait_for_url(lambda address: "/sign-in" not in address)
    return page
