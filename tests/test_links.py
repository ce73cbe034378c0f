"""Links between documents lead to files and headings that are there, and the paths that they name exist."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\]\((?!https?:|mailto:|/)([^)#\s]*)#?([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')
#: A path in the checkout, as `tests/core` or in `.venv/bin/pytest tests/core -k lasts`.
PATH = re.compile(r"(?<![\w/.-])(?:deskq|tests|templates|static|deploy|docs|lint)/[\w/*.-]*[\w*]")
#: Made by the reader of docs/docker.md; inside a file.
NO_FILES = {"deploy/nginx.local.conf", "deploy/bootstrap/pip-*.whl/pip"}
FILE = re.compile(r"`([\w/]+\.py)`")
NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def test_every_link_leads_to_a_file_and_a_heading_that_are_there() -> None:
    found = [link for page in pages() for link in links(page)]

    assert len(found) > 100
    assert [
        f"{page.name}: {target.name}#{anchor}" for page, target, anchor in found if not is_there(target, anchor)
    ] == []


def test_every_path_that_a_document_names_is_there() -> None:
    documents = [page for page in pages() if page.name != "CHANGELOG.md" and page.parent.name != "adr"]
    named = [(page.name, path) for page in documents for path in PATH.findall(page.read_text())]

    assert len(named) > 200
    assert [f"{page}: {path}" for page, path in named if path not in NO_FILES and not list(ROOT.glob(path))] == []


def test_the_domain_names_each_file_so_that_there_is_one() -> None:
    names = set(FILE.findall((ROOT / "docs" / "domain.md").read_text())) - {"retention.py"}  # that of each feature
    files = [path.as_posix() for path in (ROOT / "deskq").rglob("*.py")]

    assert len(names) > 30
    assert [name for name in sorted(names) if sum(file.endswith(f"/{name}") for file in files) != 1] == []


def pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def links(page: Path) -> Iterator[tuple[Path, Path, str]]:
    for file, anchor in LINK.findall(page.read_text()):
        yield page, (page.parent / file if file else page), anchor


def is_there(target: Path, anchor: str) -> bool:
    if not anchor or not target.exists():
        return target.exists()
    text = target.read_text()
    headings = {NOT_IN_ANCHORS.sub("", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text)}
    return anchor in headings or anchor in ANCHOR.findall(text)
