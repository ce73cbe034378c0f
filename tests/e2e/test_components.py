"""The page of all components in both languages and themes, on a desk and on a phone: axe, size and brightness."""

from io import BytesIO

import pytest
from PIL import Image, ImageStat
from playwright.sync_api import Page

from tests.e2e.conftest import LANGUAGES, Screens
from tests.e2e.test_axe import read

SIZES = ((1366, 768), (390, 844))
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
  .filter((part) => part.checkVisibility() && !part.closest(".visually-hidden, svg, .plan-sheet, .scrolls > *"))
  .filter((part) => part.getBoundingClientRect().right > innerWidth + 1 || part.getBoundingClientRect().left < -1)
  .map((part) => part.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("contrast", ["", pytest.param("high", marks=pytest.mark.soak)])
@LANGUAGES
def test_every_component_is_read_by_axe_and_fits(staged, lang, contrast):
    screen, _ = staged
    found: list[str] = []

    for size in SIZES:
        page = screen.context(size, bypass_csp=True).new_page()
        page.goto(Screens.address(f"/dev/components?contrast={contrast}", lang))
        found += read(page, lang) + [f"{size}: {part}" for part in page.evaluate(TOO_WIDE)]
        assert page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0, size
        assert (brightness(page) < 128) == (contrast == "high")

    assert found == []


def brightness(page: Page) -> float:
    """Of the whole page as it is drawn, from 0 (black) to 255 (white)."""
    with Image.open(BytesIO(page.screenshot(full_page=True))) as picture:
        return ImageStat.Stat(picture.convert("L")).mean[0]
