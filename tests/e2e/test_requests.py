"""Screens load few files: a script, the style sheets, fonts and icons."""

from tests.e2e.all_states import DESKS
from tests.e2e.visitor_steps import live

SCRIPTS = """() => performance.getEntriesByType("resource")
  .map(({ name }) => new URL(name).pathname).filter((path) => path.endsWith(".js"))"""


def test_each_screen_loads_one_script(staged):
    screen, stage = staged

    for path in ("/kiosk", "/lobby", stage.phones["waiting"]):
        page = live(screen(path))
        assert len([name for name in page.evaluate(SCRIPTS) if not name.startswith("/t/")]) == 1, path
    counter = screen.clerk("rahimi")
    counter.goto(f"/counters/{DESKS['free']}")
    assert len(live(counter).evaluate(SCRIPTS)) == 1
