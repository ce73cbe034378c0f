"""Screens load few files: a script, the style sheets, fonts and icons."""

import pytest

from tests.e2e.all_states import DESKS
from tests.e2e.visitor_steps import live

SCRIPTS = """() => performance.getEntriesByType("resource")
  .map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith(".js"))"""


@pytest.mark.parametrize("path", ["/kiosk", "/lobby", "phone"])
def test_a_screen_loads_one_script(staged, path):
    screen, stage = staged

    page = live(screen(stage.phones["waiting"] if path == "phone" else path))

    assert len([name for name in page.evaluate(SCRIPTS) if not name.startswith("/t/")]) == 1


def test_a_counter_loads_one_script(staged):
    screen, _ = staged
    page = screen.clerk("rahimi")

    page.goto(f"/counters/{DESKS['free']}")

    assert len(live(page).evaluate(SCRIPTS)) == 1
