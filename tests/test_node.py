"""The browser's own logic, tested by node --test."""

import shutil
import subprocess
from pathlib import Path

from tests.conftest import require

ROOT = Path(__file__).parents[1]


def test_the_scripts_of_the_pages_pass_their_tests():
    node = shutil.which("node")
    require("Node", node is not None)
    tests = sorted(str(path) for path in (ROOT / "tests" / "js").glob("*.test.js"))

    done = subprocess.run([node, "--test", *tests], cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert tests
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]
