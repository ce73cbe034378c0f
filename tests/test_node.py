"""The browser's own logic, tested by node --test."""

import re
import shutil
import subprocess
from pathlib import Path

from tests.conftest import require

ROOT = Path(__file__).parents[1]
TESTS = sorted((ROOT / "tests" / "js").glob("*.test.js"))
#: ``import … from "x"``, ``import "x"``, ``import("x")``; ``new URL("x"``: a service worker is no module, its test runs
#: the source.
IMPORT = re.compile(r"""\b(?:import|from|new URL)[\s(]*["']([^"']+)["']""")
#: A test that failed, with why: in TAP.
FAILED = re.compile(r"^ *not ok .*\n(?: .*\n){0,30}", re.MULTILINE)


def test_the_scripts_of_the_pages_pass_their_tests():
    node = shutil.which("node")
    require("Node", node is not None)

    done = subprocess.run([node, "--test", *map(str, TESTS)], cwd=ROOT, capture_output=True, text=True, timeout=300)

    assert TESTS
    assert done.returncode == 0, "\n".join(FAILED.findall(done.stdout)) + done.stderr[-1000:]


def test_every_browser_module_is_imported_by_a_test():
    scripts = ROOT / "static" / "js"
    modules = set(scripts.rglob("*.js")) - set((scripts / "entries").iterdir())  # those only import

    tested = {(test.parent / path).resolve() for test in TESTS for path in IMPORT.findall(test.read_text())}

    assert len(modules) > 60
    assert sorted(str(path.relative_to(ROOT)) for path in modules - tested) == []
