"""Install a lock file into the environment this runs in, by its own pip or, where Debian left that out, by the wheel
beside this file. pip asks for nothing that is installed already; where the network fails it is tried again."""

import importlib.util
import sys
from pathlib import Path

from again import again

HERE = Path(__file__).parent
SECONDS = 900  #: for one try, on a slow line

own = importlib.util.find_spec("pip") is not None
pip = ["-m", "pip"] if own else [str(next(HERE.glob("pip-*.whl")) / "pip")]
options = ["--quiet", "--disable-pip-version-check", "--no-warn-script-location", "--require-hashes"]
sys.exit(again("pip", SECONDS, [sys.executable, *pip, "install", *options, "-r", sys.argv[1]]))
