"""Install a lock file into the environment this runs in, by its own pip or, where Debian left that out, by the wheel
beside this file."""

import importlib.util
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent

if importlib.util.find_spec("pip") is None:
    sys.path.insert(0, str(next(HERE.glob("pip-*.whl"))))

sys.argv = [
    "pip", "install", "--quiet", "--disable-pip-version-check", "--no-warn-script-location",
    "--require-hashes", "-r", sys.argv[1],
]  # fmt: skip
runpy.run_module("pip", run_name="__main__")
