"""Links between documents lead to files and headings that are there."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\]\((?!https?:|mailto:|/)([^)#\s]*)#?([^)\s]*)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
ANCHOR = re.compile(r'<a id="([^"]+)">')
NOT_IN_ANCHORS = re.compile(r"[^\w\- ]")


def test_every_link_leads_to_a_file_and_a_heading_that_are_there() -> None:
    found = [link for page in pages() for link in links(page)]

    assert len(found) > 100
    assert [
        f"{page.name}: {target.name}#{anchor}" for page, target, anchor in found if not is_there(target, anchor)
    ] == []


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
