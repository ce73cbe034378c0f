"""axe, which finds what keeps people from using a page. npm installs it with the checks of scripts and styles (``make
lint-web``); the lock file has its version and hash."""

from pathlib import Path

from tests.conftest import require

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def script() -> Path:
    """To be added to a page; without it the test is skipped aloud."""
    require("axe-core of npm", SCRIPT.is_file())
    return SCRIPT
