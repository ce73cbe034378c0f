"""What the tests of a run have drawn: a file for each caller, in a folder which all processes of the run share."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.kept_pages.keeping import Pages

FOLDER = "DESKQ_PAGES_FOLDER"  #: the variable with its path
TESTS = "DESKQ_PAGES_TESTS"  #: the variable with the tests (JSON) to which a run keeps
MODE = "PAGES"  #: the variable that says what a run does with its pages
#: Keep them; only draw them, for another run; compare them and say no more than that they differ.
WRITE, DRAW, PLAIN = "write", "draw", "plain"


@dataclass(frozen=True)
class Drawn:
    """The pages of a caller, and the test (its id) that drew them."""

    caller: str
    test: str
    pages: Pages


def store(caller: str, pages: Pages) -> None:
    test = os.environ["PYTEST_CURRENT_TEST"].rpartition(" (")[0]
    name = hashlib.sha256(caller.encode()).hexdigest()[:16]
    text = json.dumps({"caller": caller, "test": test, "pages": dict(pages)})
    (Path(os.environ[FOLDER]) / f"{name}.json").write_text(text)


def stored(folder: Path) -> Iterator[Drawn]:
    for file in sorted(folder.glob("*.json")):
        yield Drawn(**json.loads(file.read_text()))


def by_caller(every: Iterable[Drawn]) -> dict[str, Pages]:
    return {drawn.caller: drawn.pages for drawn in every}
