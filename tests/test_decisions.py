"""docs/adr/README.md lists every decision once, by the title of its record."""

import re
from pathlib import Path

RECORDS = Path("docs/adr")
ROW = re.compile(r"^\| \[(\d{4}) (.+?)\]\((.+?)\) \|", re.MULTILINE)


def test_the_list_has_every_record_once_by_its_title() -> None:
    listed = sorted(ROW.findall((RECORDS / "README.md").read_text()))

    assert listed == [
        (path.name[:4], path.read_text().split("\n")[0].removeprefix(f"# {path.name[:4]}. "), path.name)
        for path in sorted(RECORDS.glob("0*.md"))
    ]
