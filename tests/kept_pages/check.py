"""Compares the pages of a caller with the kept ones, or writes them anew (``make pages``)."""

import os
from difflib import unified_diff

from tests.kept_pages import keeping

WRITES = os.environ.get("PAGES") == "write"
LONGEST = 60  #: lines of one difference that are shown


def check(caller: str, pages: keeping.Pages) -> None:
    if WRITES:
        keeping.write(caller, pages)
    kept = keeping.read(caller)

    differences = {
        address: list(unified_diff(kept.get(address, []), pages.get(address, []), lineterm="", n=1))[2:LONGEST]
        for address in {*pages, *kept}
        if pages.get(address) != kept.get(address)
    }

    assert differences == {}, "after an intended change: make pages"
    assert pages
