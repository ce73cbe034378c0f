"""The script of a screen: its bundle, which is one request, or its modules while those are newer.

``static/js/entries/NAME.js`` imports all modules of a screen; ``npm run bundle`` makes ``static/bundles/NAME.js`` from
it and lists the sources of the bundle in a manifest.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TypedDict

from deskq.web import assets


class Bundle(TypedDict):
    """``sha256``: hash of the bundle; ``sources``: {path from the project's root: sha256}."""

    sha256: str
    sources: dict[str, str]


def script(name: str) -> str:
    """Address of the script of a screen, for example ``lobby``."""
    if not assets.is_development() and _is_current(name):
        return assets.asset(f"bundles/{name}.js")
    return assets.asset(f"js/entries/{name}.js")


def manifest() -> dict[str, Bundle]:
    """{file name of a bundle: its ``Bundle``}."""
    made: dict[str, Bundle] = json.loads((assets.STATIC / "bundles" / "manifest.json").read_text())
    return made


def stale_sources(name: str) -> list[str]:
    """Sources of a bundle that were changed or removed since it was made."""
    root = assets.STATIC.parent
    made = manifest()[f"{name}.js"]["sources"]
    return [path for path, digest in made.items() if not _has_digest(root / path, digest)]


@cache
def _is_current(name: str) -> bool:
    return not stale_sources(name)


def _has_digest(path: Path, digest: str) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
