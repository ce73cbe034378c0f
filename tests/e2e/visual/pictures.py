"""Small pictures of pages, kept in the repository: a page that looks otherwise than before is noticed.

They are so small (240 px wide) that words, dates and fonts hardly matter and what is where does. ``PICTURES=write``
takes them anew, to be looked at before they are committed.
"""

import os
import re
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import Page

KEPT = Path(__file__).parent / "pictures"
WIDTH = 240  # px
#: A pixel has changed when it is lighter or darker by so many of 255 levels after blurring.
LEVELS = 40
#: So much of a picture may change: minutes that pass, other codes. The office and its morning are always the same.
SHARE = 0.03
#: Large drawings of random codes, which differ each time. Their place is kept.
RANDOM = ".sticker-qr"


def difference(page: Page, name: str) -> str:
    """A sentence when the page does not look as in its kept picture; else an empty one."""
    random = [page.locator(RANDOM)]
    taken = _small(page.screenshot(animations="disabled", caret="hide", mask=random, mask_color="#808080"))
    path = KEPT / f"{name}.webp"
    if os.environ.get("PICTURES") == "write":
        KEPT.mkdir(exist_ok=True)
        taken.save(path, quality=50, method=6)
    if not path.exists():
        return f"no kept picture {path.name}: look at the page, then run with PICTURES=write"
    with Image.open(path) as kept:
        share = changed_share(kept.convert("RGB"), taken)
    return f"{share:.0%} look otherwise than in {path.name}" if share > SHARE else ""


def changed_share(kept: Image.Image, taken: Image.Image) -> float:
    """Share of the pixels that changed, from 0 to 1; 1 for another size."""
    if kept.size != taken.size:
        return 1.0
    one, other = (picture.filter(ImageFilter.BoxBlur(2)) for picture in (kept, taken))
    changed = ImageChops.difference(one, other).convert("L").point(lambda level: 255 if level > LEVELS else 0)
    return changed.histogram()[255] / (changed.width * changed.height)


def file_name(*parts: object) -> str:
    return re.sub(r"\W+", "-", "-".join(str(part) for part in parts)).strip("-")


def _small(png: bytes) -> Image.Image:
    with Image.open(BytesIO(png)) as picture:
        height = round(picture.height * WIDTH / picture.width)
        return picture.convert("RGB").resize((WIDTH, height), Image.Resampling.BOX)
