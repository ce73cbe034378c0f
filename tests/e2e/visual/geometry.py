"""What is wrong with how a page is laid out at one size."""

from pathlib import Path

from playwright.sync_api import Page

GEOMETRY = (Path(__file__).parent / "geometry.js").read_text()


def faults(page: Page, size: tuple[int, int], least: int) -> list[str]:
    """A sentence for each. ``least``: the smallest side of what can be pressed, in CSS px."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    found: list[str] = page.evaluate(GEOMETRY, least)
    return found
