"""Compares the pages of a caller with the kept ones. How they differ is shown at the end of the run
(``tests/kept_pages/session.py``), which also keeps them anew (``make pages``)."""

import os

from tests.kept_pages import drawn, keeping
from tests.kept_pages.differences import differing


def check(caller: str, pages: keeping.Pages) -> None:
    assert pages
    drawn.store(caller, pages)
    if os.environ.get(drawn.MODE) not in (drawn.WRITE, drawn.DRAW):
        changed = differing(keeping.digests(caller), pages)
        assert changed == [], "how they differ is said at the end of the run; after an intended change: make pages"
